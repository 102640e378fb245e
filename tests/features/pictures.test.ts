/** Cards whose picture cannot be drawn: everything else is there, and words stand where the picture would. */
import { beforeAll, expect, test } from 'vitest';
import { type Card, card, picture } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/press.ts';
import { cardText } from '../../src/chat/text.ts';
import { withShelves } from '../../src/classroom/shelves.ts';
import type { Library } from '../../src/content/library.ts';
import { createSous } from '../../src/features/index.ts';
import { openLesson } from '../../src/features/learn/addresses.ts';
import { lookUp } from '../../src/features/terms.ts';
import type { Pictures } from '../../src/pictures/index.ts';
import { renderCard as onDiscord } from '../../src/platforms/discord/render.ts';
import { renderCard as onThePage } from '../../src/platforms/playground/render.ts';
import { drawMessage as onSlack } from '../../src/platforms/slack/render.ts';
import type { Tools } from '../../src/tools.ts';
import { realLibrary } from '../support/sous.ts';

let library: Library;
beforeAll(async () => {
  library = await realLibrary();
});

const none: Pictures = {
  draw: async () => undefined,
  bars: async () => undefined,
  course: async () => undefined,
  timeline: async () => undefined,
  stop: async () => undefined,
};

/** What a press shows, in a house whose pictures cannot be drawn. */
async function shown(press: Press): Promise<Card> {
  const nowhere = new Proxy({}, { get: () => async () => [] });
  const store = new Proxy({}, { get: () => nowhere });
  const plain = { library, store, pictures: none, post: nowhere, now: () => 0, random: () => 0, newId: () => 'x' };
  const tools = withShelves(plain as unknown as Tools);
  const failures: unknown[] = [];
  const app = createSous(tools, {
    witness: { handled: () => undefined, failed: (_request, _route, _id, error) => failures.push(error) },
  });
  const reply = await app.handle({
    kind: 'press',
    press,
    event: 'e',
    at: 0,
    caller: {
      person: 'test:user/ana',
      name: 'Ana',
      place: 'test:channel/c',
      community: 'test:guild',
      locale: 'en',
      admin: false,
      roles: [],
      direct: false,
    },
  });
  expect(failures).toEqual([]);
  if (reply.kind !== 'show' && reply.kind !== 'redraw') throw new Error(`${press.id} shows no card`);
  return reply.card;
}

test('a term is explained all the same', async () => {
  const term = [...library.content.terms.values()].find((one) => one.picture !== undefined);
  if (term?.picture === undefined) throw new Error('no term has a picture');
  const text = cardText(await shown(lookUp({ term: term.id })));
  expect(text).toContain(term.name);
  expect(text).toContain(`Picture: ${term.picture.alt.slice(0, 40)}`);
});

test('a lesson goes on', async () => {
  const places = [...library.content.lessons.values()].flatMap((lesson) =>
    lesson.cards.flatMap(({ parts }, index) =>
      parts.some((part) => part.kind === 'picture') ? [{ lesson: lesson.id, card: index }] : [],
    ),
  );
  expect(places.length).toBeGreaterThan(5);
  for (const place of places) {
    const text = cardText(await shown(openLesson(place)));
    expect(text).toContain('Picture: ');
    expect(text).toContain('Next');
  }
});

test('the words are the same on every platform', () => {
  const bare = card(picture(undefined, 'A *browser* asks a server.'));
  for (const drawn of [onDiscord(bare), onSlack(bare, {}), onThePage(bare, 'm')])
    expect(JSON.stringify(drawn)).toContain('browser');
  expect(cardText(bare)).toBe('Picture: A *browser* asks a server.');
});

test('a long description is cut, so that the card stays within its limits', () => {
  expect(cardText(card(picture(undefined, 'x '.repeat(500)))).length).toBeLessThan(320);
});
