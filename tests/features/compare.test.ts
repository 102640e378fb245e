/** Any two entries that are mixed up can stand side by side on every platform. */
import { beforeAll, expect, test } from 'vitest';
import { cardProblems } from '../../src/chat/card-problems.ts';
import { cardText } from '../../src/chat/text.ts';
import { createLibrary, type Library } from '../../src/content/library.ts';
import { loadContent } from '../../src/content/load.ts';
import { compareCard } from '../../src/features/compare.ts';
import type { Tools } from '../../src/tools.ts';
import { checkMessage } from '../../src/platforms/discord/limits.ts';
import { renderCard } from '../../src/platforms/discord/render.ts';
import { renderCard as renderForPage } from '../../src/platforms/playground/render.ts';
import { drawMessage } from '../../src/platforms/slack/render.ts';

let library: Library;
beforeAll(async () => {
  library = createLibrary((await loadContent('content')).content);
}, 180_000);

/** All that are named under `confused`, each once. */
const pairs = () => {
  const { terms } = library.content;
  const all = [...terms.values()].flatMap((a) => a.confused.map(({ with: b }) => [a.id, b].toSorted().join(' ')));
  return [...new Set(all)].map((pair) => pair.split(' ').flatMap((id) => terms.get(id) ?? []));
};

const cardOf = ([a, b]: ReturnType<typeof pairs>[number]) => {
  if (a === undefined || b === undefined) throw new Error('no such pair');
  return compareCard({ library } as Tools, [a, b], {
    direct: false,
    by: `slack:user/T${'0'.repeat(12)}.U${'0'.repeat(12)}`,
  });
};

test('every pair fits every platform, with and without tables', () => {
  const all = pairs();
  expect(all.length).toBeGreaterThan(400);
  for (const pair of all) {
    const card = cardOf(pair);
    expect(cardProblems(card)).toEqual([]);
    expect(checkMessage(renderCard(card).body)).toEqual([]);
    expect(() => [drawMessage(card), drawMessage(card, { simple: true })]).not.toThrow();
  }
});

test('every pair has the same four rows but for pictures, and says what separates the two', () => {
  for (const pair of pairs()) {
    const { blocks } = cardOf(pair);
    const [table] = blocks.filter((block) => block.kind === 'table');
    const wanted = ['What it is', 'When you meet it', 'Watch out'];
    if (pair.every(({ analogy }) => analogy !== undefined)) wanted.push('Picture it');
    expect(table?.rows.map(([name]) => name)).toEqual(wanted);
    expect(blocks.some((block) => block.kind === 'text' && block.text.startsWith('**What separates them.**'))).toBe(
      true,
    );
  }
});

test('the sentence above the table is the one that repeats less of it', () => {
  const { terms } = library.content;
  const [session, cookie] = [terms.get('session'), terms.get('cookie')];
  if (session === undefined || cookie === undefined) throw new Error('no such pair');
  const plainPair = (one: string, other: string) => [
    { ...session, short: 'A long memory.', confused: [{ with: 'cookie', how: one }] },
    { ...cookie, short: 'A small paper.', confused: [{ with: 'session', how: other }] },
  ];
  for (const pair of [
    plainPair('Long memory, small paper.', 'Here against there.'),
    plainPair('Here against there.', 'Long memory, small paper.'),
  ]) {
    const [, first] = cardOf(pair).blocks;
    expect(first).toEqual({ kind: 'text', text: '**What separates them.** Here against there.' });
  }
});

test('it is drawn as a table where there are tables that wrap, and row by row elsewhere', () => {
  const { terms } = library.content;
  const [session, cookie] = [terms.get('session'), terms.get('cookie')];
  if (session === undefined || cookie === undefined) throw new Error('no such pair');
  const card = cardOf([session, cookie]);
  const rowByRow = [
    '**Watch out**',
    `- **Session:** ${session.watch ?? ''}`,
    `- **Cookie:** ${cookie.watch ?? ''}`,
  ].join('\n');
  expect(JSON.stringify(renderCard(card).body)).toContain(JSON.stringify(rowByRow).slice(1, -1));
  expect(cardText(card)).toContain(rowByRow.replaceAll('**', ''));

  const tables = (blocks: readonly { readonly type: string }[]) => blocks.filter(({ type }) => type === 'table');
  const [native] = tables(drawMessage(card).blocks);
  expect(native).toMatchObject({ column_settings: [{ is_wrapped: true }, { is_wrapped: true }, { is_wrapped: true }] });
  // Slack refuses empty cells
  expect(JSON.stringify(native)).not.toMatch(/"text":"(?:\s*|–)"/u);
  const simple = drawMessage(card, { simple: true }).blocks;
  expect(tables(simple)).toEqual([]);
  expect(JSON.stringify(simple)).toContain(cookie.watch);

  const wired = renderForPage(card, 'm').card.blocks.find(({ kind }) => kind === 'table');
  expect(wired).toMatchObject({ sentences: true, head: ['Side by side', 'Session', 'Cookie'] });
});
