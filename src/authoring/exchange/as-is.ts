/** Words of other formats in our Markdown, so that they show as they are. */
import { plain } from '../../chat/markdown.ts';

/** A line break of Markdown that is shown: a bare one is a space. */
export const HARD_BREAK = '\\\n';

/** Words that Markdown would read as marks, escaped. `strict`: backticks too, which are code in most programs. */
export function asIs(text: string, strict = false): string {
  if (plain(text) === text) return text;
  return text
    .replaceAll(strict ? /[\\*_[\]<>`]/gu : /[\\*_[\]<>]/gu, String.raw`\$&`)
    .replaceAll(/&(?=#?\w{1,31};)/gu, String.raw`\&`)
    .replaceAll(/^(\s*)([#>+-])(?=\s)/gmu, String.raw`$1\$2`)
    .replaceAll(/^(\s*\d+)([.)])(?=\s)/gmu, String.raw`$1\$2`)
    .replaceAll(/^[ \t]{2,}(?=\S)/gmu, (spaces) => '\u{a0}'.repeat(spaces.replaceAll('\t', '    ').length))
    .replaceAll(/(?<=\S)[ \t]*\n(?=[^\n])/gu, HARD_BREAK);
}
