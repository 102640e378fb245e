/** The texts of a term or a lesson, and what of a text is read aloud. */
import { parseMarkdown, plain, plainInline } from '../../chat/markdown.ts';
import type { Lesson, Term } from '../../content/schema.ts';

/** The parts of a term in the order they are read. */
export const textsOfTerm = (term: Term): string[] => [
  term.short,
  term.more,
  ...(term.analogy === undefined ? [] : [term.analogy]),
  ...(term.example === undefined ? [] : [term.example]),
];

/** The running text of a lesson's cards, the answers of its prompts included. */
export const textOfLesson = (lesson: Lesson): string =>
  lesson.cards
    .flatMap((card) =>
      card.parts.flatMap((part) =>
        part.kind === 'text' ? [part.text] : part.kind === 'prompt' ? [part.text, part.answer] : [],
      ),
    )
    .join('\n\n');

/** Markdown as a person reads it aloud: no fenced code, code words kept, list items as sentences. */
export const prose = (markdown: string): string =>
  parseMarkdown(markdown)
    .flatMap((part) => {
      switch (part.kind) {
        case 'code':
          return [];
        case 'list':
          return part.items.map((item) => sentence(plainInline(item)));
        default:
          return [sentence(plainInline(part.children))];
      }
    })
    .join(' ');

const sentence = (words: string): string => (/[.!?:]\s*$/u.test(words) ? words : `${words}.`);

/** Words without code of any kind: what a style rule may look at. Several rules read the same texts, so they are kept. */
export function spoken(markdown: string): string {
  const known = SPOKEN.get(markdown);
  if (known !== undefined) return known;
  const words = plain(markdown.replaceAll(/```[\s\S]*?```/gu, ' ').replaceAll(/`[^`]*`/gu, ' ')).replaceAll(
    /\s+/gu,
    ' ',
  );
  SPOKEN.set(markdown, words);
  return words;
}
const SPOKEN = new Map<string, string>();
