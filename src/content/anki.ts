/**
 * Terms and questions as a text that Anki imports: one note a line, fields in quotes between tabs, what to do with it said in
 * lines at its head (https://docs.ankiweb.net/importing/text-files.html#file-headers). Anki knows a note again by its first
 * field: who imports a newer file has their cards brought up to date, and keeps what Anki knows of them.
 */
import { stringify } from 'csv-stringify/sync';
import { type Inline, type Markdown, parseMarkdown } from '../chat/markdown.ts';
import { codeOf, revealOf, solutionOf, stemOf, turnOf } from '../questions/index.ts';
import type { Move, Turn } from '../questions/kind.ts';
import type { Question, Term } from './schema.ts';

/** Both sides are HTML. */
export interface AnkiNote {
  readonly front: string;
  readonly back: string;
  /** Words that hold no space. */
  readonly tags: readonly string[];
}

const COLUMNS = ['Front', 'Back', 'Tags'] as const;
const HEAD = [
  '#separator:tab',
  '#html:true',
  '#notetype:Basic',
  '#deck:Sous',
  `#columns:${COLUMNS.join('\t')}`,
  `#tags column:${COLUMNS.length}`,
].join('\n');

export const ankiText = (notes: readonly AnkiNote[]): string =>
  `${HEAD}\n${stringify(
    notes.map(({ front, back, tags }) => [front, back, tags.join(' ')]),
    // a line that began with # would be a comment, so everything stands in quotes
    { delimiter: '\t', quoted: true, record_delimiter: 'unix' },
  )}`;

export const termNote = ({ name, short, more, topic }: Term): AnkiNote => ({
  front: escapeHtml(name),
  back: `<b>${htmlOf(short)}</b>${htmlOf(`\n\n${more}`)}`,
  tags: ['sous', topic],
});

export function questionNote(question: Question, topic: string): AnkiNote {
  const shown = codeOf(question);
  const code = shown === undefined ? '' : preformatted(shown.text);
  return {
    front: htmlOf(stemOf(question)) + code + turnsOf(question).map(turnHtml).join(''),
    back: htmlOf(revealOf(question)) + paragraph(htmlOf(question.explanation)),
    tags: ['sous', topic],
  };
}

interface Shown {
  readonly prompt?: Markdown;
  readonly choices: readonly string[];
  readonly code: boolean;
}

/** What is asked step by step, each choice once; nothing that tells how the step before it had to be answered. */
function turnsOf(question: Question): readonly Shown[] {
  const moves: Move[] = [];
  const turns = solutionOf(question, 0).flatMap((move): Turn[] => {
    const turn = turnOf(question, 0, moves);
    moves.push(move);
    return turn === undefined || turn.told === true ? [] : [turn];
  });
  const known = new Set<string>();
  return turns.flatMap((turn): Shown[] => {
    const choices = wordsOf(turn).filter((one) => !known.has(one));
    for (const one of choices) known.add(one);
    // "Which comes next?", again and again, asks nothing new
    const repeated = choices.length === 0 && turns.filter(({ prompt }) => prompt === turn.prompt).length > 1;
    if (repeated) return [];
    return [{ ...(turn.prompt !== undefined && { prompt: turn.prompt }), choices, code: turn.code === true }];
  });
}

function wordsOf(turn: Turn): readonly string[] {
  switch (turn.via) {
    case 'choose':
    case 'pick':
      return turn.choices.map((choice) => choice.text);
    case 'type':
      // a single blank is what the question asks for
      return turn.blanks.length === 1 ? [] : turn.blanks.map((blank) => blank.label);
    default:
      return turn satisfies never;
  }
}

function turnHtml({ prompt, choices, code }: Shown): string {
  const items = choices.map((one) => `<li>${code ? preformatted(one) : escapeHtml(one)}</li>`);
  return (
    (prompt === undefined ? '' : paragraph(htmlOf(prompt))) + (items.length === 0 ? '' : `<ul>${items.join('')}</ul>`)
  );
}

const escapeHtml = (raw: string): string =>
  raw
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/\s*\n\s*/gu, '<br>');

// spaces at the beginning of a line mean something in code
const preformatted = (code: string): string => `<pre>${code.split('\n').map(escapeHtml).join('<br>')}</pre>`;
const paragraph = (html: string): string => `<p>${html}</p>`;

/** Our small Markdown as HTML on one line. */
export function htmlOf(source: Markdown): string {
  const parts = parseMarkdown(source);
  return parts
    .map((part) => {
      switch (part.kind) {
        case 'code':
          return preformatted(part.text);
        case 'quote':
          return `<blockquote>${inlineHtml(part.children)}</blockquote>`;
        case 'list': {
          const items = part.items.map((item) => `<li>${inlineHtml(item)}</li>`).join('');
          return part.start === undefined ? `<ul>${items}</ul>` : `<ol start="${part.start}">${items}</ol>`;
        }
        case 'paragraph':
          return parts.length === 1 ? inlineHtml(part.children) : paragraph(inlineHtml(part.children));
        default:
          return part satisfies never;
      }
    })
    .join('');
}

function inlineHtml(children: readonly Inline[]): string {
  return children
    .map((child): string => {
      switch (child.kind) {
        case 'text':
          return escapeHtml(child.text);
        case 'strong':
          return `<b>${inlineHtml(child.children)}</b>`;
        case 'emphasis':
          return `<i>${inlineHtml(child.children)}</i>`;
        case 'code':
          return `<code>${escapeHtml(child.text)}</code>`;
        case 'link':
          return `<a href="${escapeHtml(child.url).replaceAll('"', '&quot;')}">${inlineHtml(child.children)}</a>`;
        case 'break':
          return '<br>';
        default:
          return child satisfies never;
      }
    })
    .join('');
}
