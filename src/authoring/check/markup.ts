/** HTML and pictures within a text: nobody sees a tag or a picture there, but its letters. */
import { optionsOf, partsOf } from '../../questions/index.ts';
import type { Check } from './folder.ts';

/** Tags and comments; `Array<T>` and `a < b` are none. */
const HTML =
  /<!--|<\/?(?:a|abbr|b|big|blockquote|br|center|code|dd|del|details|div|dl|dt|em|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|script|small|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|th|thead|tr|tt|u|ul|var|video)(?:\s[^<>]*)?\/?>/iu;
const PICTURE = /!\[[^\]]*\]\([^)]*\)/u;

/** Code says what it says. As many characters stay, so that places and lines do. */
const withoutCode = (markdown: string): string =>
  markdown.replaceAll(/```[^]*?(?:```|$)|(`+)[^`][^]*?\1|\\[!-/:-@[-`{-~]/gu, (code) =>
    code.replaceAll(/[^\n]/gu, ' '),
  );

export const checkMarkup: Check = ({ content, sources, lineOf }, report) => {
  for (const question of content.questions.values()) {
    const options = optionsOf(question);
    for (const { path, text, role, plain } of partsOf(question)) {
      // what is shown as it is may be about HTML, and so may what code prints
      const asItIs = plain === true || (options?.asCode === true && path[0] === options.field && path[2] === 'text');
      if (asItIs || role === 'code' || role === 'language') continue;
      for (const said of wordsOn(withoutCode(text)))
        report.error(question.file, lineOf(question.file, path, question.id), said);
    }
  }
  for (const { file, use, watch, confused } of content.terms.values())
    for (const [text, ...path] of [
      [use, 'use'] as const,
      [watch, 'watch'] as const,
      ...confused.map(({ how }, at) => [how, 'confused', at, 'how'] as const),
    ])
      for (const said of wordsOn(withoutCode(text ?? ''))) report.error(file, lineOf(file, path), said);
  for (const { file, stations } of content.journeys.values())
    for (const [at, { text }] of stations.entries())
      for (const said of wordsOn(withoutCode(text))) report.error(file, lineOf(file, ['stations', at, 'text']), said);
  for (const [file, text] of sources) {
    if (!/^(?:glossary|lessons)\/.*\.md$/u.test(file)) continue;
    // what a picture shows is told in plain words
    const lines = text.split('\n');
    const body = Math.max(0, lines.findIndex((line, at) => at > 0 && line.trimEnd() === '---') + 1);
    withoutCode(lines.slice(body).join('\n'))
      .split('\n')
      .forEach((line, index) => {
        for (const said of wordsOn(line)) report.error(file, body + index + 1, said);
      });
  }
};

function* wordsOn(text: string): Generator<string> {
  const [html] = HTML.exec(text) ?? [];
  if (html !== undefined)
    yield `"${html}" is HTML, and would be shown as these letters: write **bold**, *italics* or a list, or put it in backticks if it is meant.`;
  const [picture] = PICTURE.exec(text) ?? [];
  if (picture !== undefined)
    yield `"${picture}" shows no picture here: a picture lies in pictures/ and is named in the front matter (docs/authoring.md).`;
}
