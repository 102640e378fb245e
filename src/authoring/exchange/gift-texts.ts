/** Texts of GIFT in their four formats as our Markdown, or as plain words; what is lost is noted. */
import type { TextFormat } from 'gift-pegjs';
import { plain } from '../../chat/markdown.ts';
import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import { asIs } from './as-is.ts';
import { fromHtml, hasTags, isLaidOut, isMarkup, unclosed } from './html.ts';

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

export function textsOfFormat(said: readonly string[] = []): Texts {
  const notes = [...said];
  const say = (note: string): void => {
    if (!notes.includes(note)) notes.push(note);
  };
  /** Tags in a text of no stated format: markup, or what the question is about. */
  const tagged = (text: string): boolean => {
    if (!hasTags(text)) return false;
    if (isMarkup(text)) return true;
    say(
      'tags that are not closed, or stand alone, are shown as they are; write [html] before a text to have them work.',
    );
    return false;
  };
  const html = (text: string): string => {
    const { markdown, lost } = fromHtml(text);
    for (const name of lost) {
      say(`<${name}> has no place in our texts and was left out.`);
    }
    return markdown;
  };
  const markdown = ({ format, text }: TextFormat): string => {
    if (text.includes('@@PLUGINFILE@@')) say('a file or picture that lay in Moodle is not kept.');
    if (/\\\(|\\\[|\$\$/u.test(text)) say('formulas are shown as they are written.');
    switch (format) {
      case 'html': {
        const name = unclosed(text);
        if (name !== undefined)
          say(`<${name}> is not closed in a text of HTML, so words may be missing: write &lt; where a < is meant.`);
        return html(text);
      }
      case 'markdown':
        return text;
      case 'moodle':
        return tagged(text)
          ? html(isLaidOut(text) ? text : text.replaceAll('\n', '<br>'))
          : asIs(decodedEntities(text));
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
      if (text.format === 'plain' || (text.format === 'moodle' && !tagged(text.text)))
        return text.format === 'plain' ? text.text : decodedEntities(text.text);
      // a code fence in an option would be drawn as its signs: the words alone are kept
      return plain(markdown(text)).trim();
    },
    optional: (text) => (text === null || text.text.trim() === '' ? undefined : markdown(text)),
    answer: (text) => {
      const words = decoded(text);
      return tagged(words) ? plain(html(words)).trim() : decodedEntities(words);
    },
  };
}

/** gift-pegjs leaves its own marks for escaped signs in right-hand sides. */
function decoded(text: string): string {
  return text
    .replaceAll(/&&(\d{3});/gu, (_, code: string) => String.fromCharCode(Number(code)))
    .replaceAll('&&010', '\n')
    .trim();
}

/** `&eacute;` and `&#233;`, which Moodle's own format reads as HTML does. */
export const decodedEntities = (text: string): string =>
  text.replaceAll(
    /&(?:#(\d{1,6})|#x([\da-f]{1,5})|(\w{2,31}));/giu,
    (whole, number?: string, hex?: string, name?: string) => {
      if (name !== undefined) return decodeNamedCharacterReference(name) || whole;
      const code = number === undefined ? Number.parseInt(hex ?? '', 16) : Number(number);
      return code >= 0x20 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
    },
  );
