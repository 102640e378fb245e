/** Every entry of the glossary on a phone: short first, so that one screen is enough. */
import { expect, test } from 'vitest';
import type { Card } from '../../../src/chat/card.ts';
import { createStudio } from '../../../src/authoring/draw.ts';
import { loadContent } from '../../../src/content/load.ts';
import { renderCard } from '../../../src/platforms/playground/render.ts';
import { comeIn, openWindow, send } from '../../support/playground/browser.ts';
import { heights } from '../../support/playground/in-page/heights.js';
import { fine, toyHouse } from '../../support/playground/toy-house.ts';

const PHONE = { width: 390, height: 844 };
/** What a card may take of it beside the head, the message box and the question that was asked. */
const ROOM = 600;

const house = toyHouse();

/** Diagrams have sizes of their own. */
const withoutDiagram = (card: Card): Card => ({
  ...card,
  blocks: card.blocks.filter(({ kind }) => kind !== 'picture'),
});

test('the card of a term fits a phone, and what More shows is at most two screens', async () => {
  const { content } = await loadContent('content');
  const studio = createStudio(content);
  const terms = [...content.terms.keys()];
  const drawn: Awaited<ReturnType<typeof studio.term>>[] = [];
  for (const id of terms) drawn.push(await studio.term(id));
  expect(drawn.flatMap((cards) => cards.flatMap(({ problems }) => problems))).toEqual([]);
  const wired = (at: number) =>
    drawn.map((cards) => renderCard(withoutDiagram(cards[at]?.card ?? { blocks: [] }), 'm').card);
  const window = await openWindow(house.browser, house.server.url, { viewport: PHONE });
  await comeIn(window, 'Ana');
  await send(window, '/echo is:data');
  await window.log.getByText('You said: data').waitFor();
  const article = window.log.getByRole('article').last();
  const draw = await window.page.evaluateHandle<unknown>(`import('/playground/draw.js')`);
  const tooHigh = async (at: number, most: number): Promise<string[]> => {
    const high = await article.evaluate(heights, { draw, cards: wired(at) });
    expect(high).toHaveLength(terms.length);
    expect(Math.min(...high)).toBeGreaterThan(150);
    return terms.filter((_, index) => (high[index] ?? Infinity) > most);
  };
  expect(await tooHigh(0, ROOM)).toEqual([]);
  expect(await tooHigh(1, 2 * PHONE.height)).toEqual([]);
  await fine(window);
}, 120_000);
