/** Questions as a model has them, in plain words and in words that mean something to formats, and what a draft means. */
import fc from 'fast-check';
import { plain } from '../../src/chat/markdown.ts';
import type { Draft } from '../../src/authoring/exchange/index.ts';

/** What a question means, whatever it is written in. */
export type Meant =
  | {
      readonly is: 'choice';
      readonly stem: string;
      readonly options: readonly string[];
      readonly right: readonly number[];
    }
  | { readonly is: 'truth'; readonly stem: string; readonly answer: boolean }
  | { readonly is: 'typed'; readonly stem: string; readonly accept: readonly string[] }
  | { readonly is: 'number'; readonly stem: string; readonly answer: number; readonly within: number }
  | { readonly is: 'pairs'; readonly stem: string; readonly pairs: readonly (readonly [string, string])[] };

const CALM = 'which verb reads the page server cookie table café Größe año GET POST asks for'.split(' ');
/** Words of lessons that mean something in one format or another. */
const ODD =
  String.raw`a < b ¦ 50 % ¦ 100% ¦ x = 1 ¦ {id} ¦ ~5 ¦ #1 ¦ 2*3*4 ¦ __init__ ¦ a -> b ¦ C:\temp ¦ %20 ¦ =SUM(A1) ¦ <b> ¦ <br> ¦ </p> ¦ &amp; ¦ & ¦ a, b ¦ a; b ¦ "hi" ¦ it's ¦ : ¦ :: ¦ // ¦ [html] ¦ (1) ¦ [x](y) ¦ - a ¦ 1. ¦ A) ¦ a|b ¦ \n ¦ -1 ¦ +x ¦ @me ¦ CODE ¦ $5 ¦ /etc ¦ ½ ¦ {1:SA:=x} ¦ [[1]] ¦ ]]> ¦ 😀 ¦ TRUE ¦ a ¦ B ¦ 20 minutes ¦ 0071`
    .replace('CODE', '`code`')
    .split(' ¦ ');

const phrase = (words: readonly string[], most: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: most }).map((all) => all.join(' '));

/** Questions of one set of words. */
function meantOf(words: readonly string[]): fc.Arbitrary<Meant> {
  const stem = phrase(words, 5).map((text) => `${text} ?`);
  const several = (most: number): fc.Arbitrary<string[]> =>
    fc.uniqueArray(phrase(words, 2), { minLength: 2, maxLength: most, selector: (text) => text.toLowerCase() });
  const choice = fc
    .record({
      stem,
      options: several(5),
      right: fc.uniqueArray(fc.nat(4), { minLength: 1, maxLength: 3 }),
      one: fc.boolean(),
    })
    .map(({ options, right, one, stem: asked }): Meant => {
      const places = [...new Set(right.map((place) => place % options.length))].toSorted();
      return { is: 'choice', stem: asked, options, right: one ? places.slice(0, 1) : places };
    });
  return fc.oneof(
    { weight: 4, arbitrary: choice },
    { weight: 1, arbitrary: fc.record({ is: fc.constant('truth' as const), stem, answer: fc.boolean() }) },
    {
      weight: 1,
      arbitrary: fc.record({
        is: fc.constant('typed' as const),
        stem,
        accept: fc.uniqueArray(phrase(words, 2), { minLength: 1, maxLength: 3 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        is: fc.constant('number' as const),
        stem,
        answer: fc.integer({ min: -500, max: 500 }),
        within: fc.nat(9),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(stem, several(4), several(4)).map(([asked, left, right]): Meant => ({
        is: 'pairs',
        stem: asked,
        pairs: left.slice(0, right.length).map((one, at) => [one, right[at] ?? ''] as const),
      })),
    },
  );
}
export const calm = meantOf(CALM);
export const odd = meantOf([...CALM, ...ODD]);

/** Words between backticks are code in most formats: the words are what is meant. */
const flat = (text: string): string => text.replaceAll('`', '').replaceAll(/\s+/gu, ' ').trim();
const shown = (markdown: unknown): string => flat(plain(String(markdown)));

/** What a draft asks, in the words of the model; undefined for a kind that the model has not. */
export function meaningOf(draft: Draft): Meant | undefined {
  const stem = shown(draft['stem'] ?? draft['statement']);
  switch (draft.kind) {
    case 'one-choice':
    case 'several-choices': {
      const options = draft['options'] as readonly { text: string; right?: boolean }[];
      const right = options.flatMap((one, at) => (one.right === true ? [at] : []));
      return { is: 'choice', stem, options: options.map((one) => flat(one.text)), right };
    }
    case 'true-false':
      return { is: 'truth', stem, answer: draft['answer'] as boolean };
    case 'short-answer':
      return { is: 'typed', stem, accept: (draft['accept'] as readonly string[]).map(flat) };
    case 'numeric':
      return {
        is: 'number',
        stem,
        answer: draft['answer'] as number,
        within: (draft['within'] as number | undefined) ?? 0,
      };
    case 'match': {
      const pairs = draft['pairs'] as readonly { left: string; right: string }[];
      return { is: 'pairs', stem, pairs: pairs.map(({ left, right }) => [flat(left), flat(right)] as const) };
    }
    default:
      return undefined;
  }
}

export const flattened = (one: Meant): Meant =>
  JSON.parse(JSON.stringify(one, (_, value: unknown) => (typeof value === 'string' ? flat(value) : value))) as Meant;
