/** Turns what people type into tokens that compare: one case, one spelling, one number, and no punctuation. */

export interface Token {
  /** Lower case, without accents, as typed otherwise. */
  readonly text: string;
  /** All of it in capital letters, and at least two of them. */
  readonly shout: boolean;
  /** In quotation marks or backticks. */
  readonly quoted: boolean;
  /** What stands before it: nothing but a space or a hyphen, a comma or a bracket, the end of a sentence. */
  readonly gap: 'none' | 'soft' | 'strong';
}

/** Of a question, at most so much is read: a chat message is shorter, and work stays bounded. */
export const MOST_CHARACTERS = 5_000;
const MOST_TOKENS = 240;

/** Names that punctuation belongs to. Applied to lower-case text. */
const SIGNED: readonly (readonly [RegExp, string])[] = [
  [/\bb\/w\b/gu, 'between '],
  [/\bw\/(?=\s)/gu, 'with '],
  [/\bc#/gu, 'csharp '],
  [/\bf#/gu, 'fsharp '],
  [/\bc\+\+/gu, 'cplusplus '],
  [/\bn ?\+ ?1\b/gu, 'nplus1 '],
  [/(?<![\p{L}\p{N}])\.net\b/gu, ' dotnet'],
  [/(?<![\p{L}\p{N}])\.env\b/gu, ' dotenv'],
  [/(?<![\p{L}\p{N}])\.(?=[a-z]{2,4}\b)/gu, ' dot '],
];

const CONTRACTED: readonly (readonly [RegExp, string])[] = [
  [/\b(what|who|how|where|when|why|that|there|it|he|she|here)'s\b/gu, '$1 is'],
  [/\b(what|who|how|why|they|we|you)'re\b/gu, '$1 are'],
  [/n't\b/gu, ' not'],
  [/'(?:s|m|ll|ve|re|d)\b/gu, ''],
];

const QUOTED = /["“”«»`*]([^"“”«»`*]{1,60})["“”«»`*]|(?<!\w)'([^']{1,60})'(?!\w)/gu;
const WORD = /[\p{L}\p{N}]+/gu;

/** Any text: never throws, and looks at no more than the first 5,000 characters. */
export function tokenize(question: string): Token[] {
  let text = question
    .slice(0, MOST_CHARACTERS)
    .toWellFormed()
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '');
  text = text.replaceAll(/[\u2018\u2019\u02bc\u00b4]/gu, "'").replaceAll(/\p{Cf}+/gu, '');
  const shouted = new Set(text.match(/\b[A-Z][A-Z0-9]+\b/gu)?.map((word) => word.toLowerCase()));
  const quoted = new Set(
    [...text.matchAll(QUOTED)].flatMap((found) =>
      Array.from((found[1] ?? found[2] ?? '').toLowerCase().matchAll(WORD), ([word]) => word),
    ),
  );
  // a message in capitals only shouts everything, and so nothing in particular
  if (!/[a-z]/u.test(text) && /\s/u.test(text.trim())) shouted.clear();
  text = text.toLowerCase();
  for (const [pattern, to] of [...SIGNED, ...CONTRACTED]) text = text.replaceAll(pattern, to);
  const tokens: Token[] = [];
  let end = 0;
  for (const found of text.matchAll(WORD)) {
    const between = text.slice(end, found.index);
    const word = found[0];
    if (tokens.length > 0 && /^['’]$/u.test(between)) continue;
    tokens.push({ text: word.slice(0, 40), shout: shouted.has(word), quoted: quoted.has(word), gap: gapOf(between) });
    end = found.index + word.length;
  }
  // of a very long message the opening and, above all, the end: that is where people ask
  return tokens.length <= MOST_TOKENS ? tokens : [...tokens.slice(0, 60), ...tokens.slice(60 - MOST_TOKENS)];
}

function gapOf(between: string): Token['gap'] {
  if (/[?!\n;]|\.\s|\.\.|\p{Extended_Pictographic}/u.test(between)) return 'strong';
  return /[,:()[\]–—…"“”]|\s-+\s/u.test(between) ? 'soft' : 'none';
}

/** One spelling for British and American, singular and plural: what remains is for comparing, not for showing. */
export function variant(word: string): string {
  return singular(word)
    .replace(/is(e|ed|es|er|ing|ation|ations)$/u, 'iz$1')
    .replace(/our(s|ed|ing|ite|able)?$/u, 'or$1')
    .replace(/ys(e|ed|es|ing)$/u, 'yz$1');
}

function singular(word: string): string {
  // one end for "cookie", "cookies" and "query", "queries"
  if (word.length > 4 && word.endsWith('ie')) return `${word.slice(0, -2)}y`;
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is|os)$/u.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:x|z|ch|sh|ss)es$/u.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** A light stem: good enough to find "storing" by "stored". Not a word, and not for showing. */
export function stem(word: string): string {
  let root = variant(word);
  if (root.length <= 4 && !root.endsWith('ing'))
    return root.length === 4 && root.endsWith('e') ? root.slice(0, 3) : root;
  const before = root;
  root = root
    .replace(/(?:ization|isation|izing|ized|izer)$/u, 'iz')
    .replace(/(?:ational|ation|ating|ated|ative|ator)$/u, 'at')
    .replace(/(?:fulness|fully|ful)$/u, '')
    .replace(/ness$/u, '')
    .replace(/(?<=[^aeiou])ment$/u, '')
    .replace(/(?<=[st])ion$/u, '')
    .replace(/(?<=.{3})(?:ingly|edly|ly)$/u, '')
    .replace(/(?<=[aeiouy].*)(?:ing|ed)$/u, '')
    // a letter lets nobody in, and a career is no car
    .replace(/(?<=[aeiouy].*)(?<=.{5})(?:ers?|ors?)$/u, '');
  if (root.length < 3) root = before;
  if (/([bdfgklmnprt])\1$/u.test(root)) root = root.slice(0, -1);
  if (root.length > 3) root = root.replace(/e$/u, '').replace(/y$/u, 'i');
  return root;
}
