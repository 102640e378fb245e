/** Texts of GIFT in their four formats as our Markdown, or as plain words; what is lost is noted. */
import type { TextFormat } from 'gift-pegjs';
import { plain } from '../../chat/markdown.ts';
import { fromHtml, hasTags } from './html.ts';

export interface Texts {
  /** What could not be kept, for the report. */
  readonly notes: string[];
  markdown(text: TextFormat): string;
  /** On options: plain words. */
  plain(text: TextFormat): string;
  optional(text: TextFormat | null): string | undefined;
  /** The right-hand side of a pair, which the parser hands over as it is written. */
  answer(text: string): string;
}

export function textsOfFormat(): Texts {
  const notes: string[] = [];
  const html = (text: string): string => {
    const { markdown, lost } = fromHtml(text);
    for (const name of lost) {
      const note = `<${name}> has no place in our texts and was left out.`;
      if (!notes.includes(note)) notes.push(note);
    }
    return markdown;
  };
  const markdown = ({ format, text }: TextFormat): string => {
    if (text.includes('@@PLUGINFILE@@') && !notes.some((note) => note.startsWith('a file')))
      notes.push('a file or picture that lay in Moodle is not kept.');
    switch (format) {
      case 'html':
        return html(text);
      case 'markdown':
        return text;
      case 'moodle':
        return hasTags(text) ? html(text) : asIs(text, false);
      case 'plain':
        return asIs(text, true);
      default:
        return format satisfies never;
    }
  };
  return {
    notes,
    markdown,
    plain(text) {
      if (text.format === 'plain' || (text.format === 'moodle' && !hasTags(text.text))) return text.text;
      // a code fence in an option would be drawn as its signs: the words alone are kept
      return plain(markdown(text)).trim();
    },
    optional: (text) => (text === null || text.text.trim() === '' ? undefined : markdown(text)),
    answer: (text) => {
      const words = decoded(text);
      return hasTags(words) ? plain(html(words)).trim() : words;
    },
  };
}

/** Words that Markdown would read as marks are escaped, so that they show as they are. Backticks are code everywhere. */
function asIs(text: string, strict: boolean): string {
  if (plain(text) === text) return text;
  return text
    .replaceAll(strict ? /[\\*_[\]<>`]/gu : /[\\*_[\]<>]/gu, String.raw`\$&`)
    .replaceAll(/^(\s*)([#>+-])(?=\s)/gmu, String.raw`$1\$2`)
    .replaceAll(/^(\s*\d+)([.)])(?=\s)/gmu, String.raw`$1\$2`);
}

/** gift-pegjs leaves its own marks for escaped signs in right-hand sides. */
function decoded(text: string): string {
  return text
    .replaceAll(/&&(\d{3});/gu, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&&010', '\n')
    .trim();
}
