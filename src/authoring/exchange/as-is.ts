/** Words of other formats in our Markdown, so that they show as they are. */
import { plain } from '../../chat/markdown.ts';

/** Words that Markdown would read as marks, escaped. `strict`: backticks too, which are code in most programs. */
export function asIs(text: string, strict = false): string {
  if (plain(text) === text) return text;
  return text
    .replaceAll(strict ? /[\\*_[\]<>`]/gu : /[\\*_[\]<>]/gu, String.raw`\$&`)
    .replaceAll(/^(\s*)([#>+-])(?=\s)/gmu, String.raw`$1\$2`)
    .replaceAll(/^(\s*\d+)([.)])(?=\s)/gmu, String.raw`$1\$2`);
}
