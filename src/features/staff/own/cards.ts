/** How a community's own questions look to its staff. */
import { type Block, button, buttons, type Card, card, code, file, note, text, title } from '../../../chat/card.ts';
import { LIMITS } from '../../../chat/limits.ts';
import { escape, md, type Markdown } from '../../../chat/markdown.ts';
import { Refusal } from '../../../chat/reply.ts';
import type { Call } from '../../../chat/request.ts';
import { counted, cut, shortDay } from '../../../chat/words.ts';
import { editionsOf, type Looked, MOST_OWN } from '../../../classroom/own.ts';
import type { AboutLine } from '../../../content/own-file.ts';
import { termsOf } from '../../../content/library.ts';
import { writtenId } from '../../../content/own.ts';
import type { Question } from '../../../content/schema.ts';
import { codeOf, type QuestionSource, stemOf } from '../../../questions/index.ts';
import type { Put } from '../../../storage/own.ts';
import type { Tools } from '../../../tools.ts';
import { answerBlocks, lineOf } from '../queue/questions.ts';
import {
  addOwn,
  bringOwnBack,
  clearOwn,
  clearSurely,
  downloadOwn,
  leaveOwn,
  pickOwn,
  removeOne,
  showOwn,
  takeOwn,
} from './addresses.ts';

const TITLE = 'Questions of our own';
/** On one card; each takes a line. */
const SHOWN = 20;
const LINE = 110;

/** The shelf, from a place of it on. `said`: what has just been done. */
export function listCard({ library }: Tools, from = 0, said?: Markdown): Card {
  const { own } = library;
  const start = from < own.length ? from : 0;
  const shown = own.slice(start, start + SHOWN);
  const next = start + SHOWN < own.length ? start + SHOWN : 0;
  return card(
    title(TITLE),
    said !== undefined && text(said),
    text(
      own.length === 0
        ? 'This community has no questions of its own yet. Bring a file that you have: GIFT, Aiken, CSV, Excel, Moodle XML, or our own YAML.'
        : `**${counted(own.length, 'question')}** of ${MOST_OWN}.`,
    ),
    shown.length > 0 &&
      text(shown.map((question, at) => md`${start + at + 1}. ${cut(lineOf(question), LINE)}`).join('\n')),
    shown.length > 0 && {
      kind: 'pick',
      of: 'options',
      press: pickOwn(),
      label: 'Open one',
      options: shown.map((question) => ({
        value: question.id,
        label: cut(lineOf(question), LIMITS.optionLabel),
      })),
    },
    buttons(
      button(addOwn(), 'Add questions', own.length === 0 ? 'main' : 'plain'),
      own.length > SHOWN && button(showOwn({ from: next }), next === 0 ? 'Back to the first' : 'Show more'),
      own.length > 0 && button(downloadOwn(), 'Download'),
      own.length > 0 && button(clearOwn(), 'Remove all', 'danger'),
    ),
    note(
      'They come in quizzes, reviews and daily questions of this community, and nowhere else. `/tutor queue` puts one on a day; `/quiz` asks them alone under *Our own questions*.',
    ),
  );
}

/** What was made of a file: first what it is, then what cannot be asked, line by line. */
export function lookedCard(name: string, looked: Looked): Card {
  if (looked.kind === 'unreadable')
    return card(title(TITLE), text(escape(looked.reason)), buttons(button(addOwn(), 'Try another file', 'main')));
  const { what, questions, problems, notes, upload, total } = looked;
  const left = new Set(problems.map(({ line }) => line)).size;
  return card(
    title(TITLE),
    text(
      md`**${cut(name, 60)}** is ${what}: ${counted(questions.length, 'question')} can be asked` +
        (left === 0 ? '.' : `, ${left} cannot.`),
    ),
    questions.length > 0 && text(summaryOf(questions, total)),
    questions.length > 0 && text(questions.slice(0, SHOWN).map(previewLine).join('\n')),
    questions.length > SHOWN && note(`And ${questions.length - SHOWN} more.`),
    ...linesOf(problems, '**To mend:**', 'problems'),
    ...linesOf(together(notes), '**To know:**', 'notes'),
    buttons(
      upload !== undefined && button(takeOwn({ upload }), 'Add them', 'main'),
      upload !== undefined && button(leaveOwn({ upload }), 'Leave it'),
      upload === undefined && button(addOwn(), 'Try another file', 'main'),
      upload === undefined && button(showOwn(), 'Back'),
    ),
  );
}

type Placed = Extract<Looked, { kind: 'looked' }>['questions'];

function summaryOf(questions: Placed, total: number): Markdown {
  if (total > MOST_OWN)
    return `That would make **${total}** questions, and ${MOST_OWN} have room. Remove some first, or bring fewer.`;
  const count = (which: Placed[number]['is']): number => questions.filter(({ is }) => is === which).length;
  const parts = [
    [count('new'), 'new'],
    [count('changed'), 'in other words than before'],
    [count('same'), 'there already'],
  ] as const;
  return parts.flatMap(([n, words]) => (n === 0 ? [] : [`${n} ${words}`])).join(', ') + '.';
}

const previewLine = ({ source, is }: { readonly source: QuestionSource; readonly is: string }): Markdown =>
  md`- ${cut(lineOf(source as Question), LINE)}` +
  (is === 'new' ? '' : is === 'changed' ? ' *(changed)*' : ' *(there)*');

/** The same about many lines is told once. */
function together(lines: readonly AboutLine[]): readonly AboutLine[] {
  const groups = Map.groupBy(lines, ({ message }) => message);
  return [...groups].map(([message, all]) => ({
    line: all[0]?.line ?? 1,
    message: all.length === 1 ? message : `${message} (${all.length} questions)`,
  }));
}

/** A few lines on the card, all of them in a file where they are many. */
const MOST_LINES = 12;
function linesOf(lines: readonly AboutLine[], head: Markdown, name: string): readonly (Block | undefined)[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_LINES).map(({ line, message }) => md`- Line ${line}: ${cut(message, 200)}`);
  const all = lines.map(({ line, message }) => `${line}: ${message}`).join('\n');
  return [
    text([head, ...shown].join('\n')),
    lines.length > MOST_LINES ? file(name, 'text/plain', `${all}\n`, `All ${lines.length} lines`) : undefined,
  ];
}

/** What became of *Add them*. */
export function putWords(put: Put | { readonly kind: 'gone' }): Markdown {
  switch (put.kind) {
    case 'put':
      return `**Done:** ${put.added.length} new, ${put.changed.length} changed. They can be asked from now on.`;
    case 'full':
      return `**Nothing was added:** that would make ${put.total} questions, and ${MOST_OWN} have room.`;
    case 'gone':
      return '**Nothing was added now:** that file was taken already, or lay here for more than a day.';
    default:
      return put satisfies never;
  }
}

/** One question with its answer. @throws Refusal when it is not there any more */
export async function oneCard(tools: Tools, call: Call, id: string, said?: Markdown): Promise<Card> {
  const question = tools.library.own.find((one) => one.id === id);
  if (question === undefined)
    throw new Refusal('That question is off the shelf. `/tutor questions` shows what stands there.');
  const editions = await editionsOf(tools, call, id);
  const [latest, before] = editions;
  const shown = codeOf(question);
  const names = termsOf(tools.library.content, question.concepts).map(({ name }) => name);
  return card(
    title(TITLE),
    said !== undefined && text(said),
    text(stemOf(question)),
    shown && code(shown.text, shown.language),
    ...answerBlocks(question),
    note(
      md`About ${names.join(', ')} · ${writtenId(id)}` +
        (latest === undefined ? '' : ` · edition ${latest.edition}, of ${dayOf(latest.at)}`),
    ),
    buttons(
      button(showOwn(), 'Back', 'main'),
      before !== undefined &&
        button(bringOwnBack({ q: id, edition: before.edition }), `Back to edition ${before.edition}`),
      button(removeOne({ q: id }), 'Remove', 'danger'),
    ),
  );
}

const dayOf = (at: number): string => shortDay(new Date(at).toISOString().slice(0, 10));

/** The whole shelf to keep; the first file can be brought back as it is. */
export async function filesCard({ library, ownFiles }: Tools): Promise<Card> {
  const { own, content } = library;
  if (own.length === 0)
    return card(title(TITLE), text('The shelf is empty.'), buttons(button(addOwn(), 'Add questions', 'main')));
  const asWritten = own.map((question) => ({ ...question, id: writtenId(question.id) }));
  const yaml = await ownFiles.write('yaml', asWritten, content);
  const gift = await ownFiles.write('gift', asWritten, content);
  return card(
    title(TITLE),
    text(`${counted(own.length, 'question')}, in two formats. The first keeps everything, and can be brought back.`),
    file('own-questions', 'application/yaml', yaml.text, 'Our own format (YAML)'),
    file('own-questions-gift', 'text/plain', gift.text, 'GIFT, for Moodle'),
    gift.losses.length > 0 && note(`GIFT has no place for: ${escape(cut(gift.losses.join(' '), 600))}`),
    buttons(button(showOwn(), 'Back', 'main')),
  );
}

/** Asks once more before everything goes. */
export const clearCard = ({ library }: Tools): Card =>
  card(
    title(TITLE),
    text(
      `Take all **${counted(library.own.length, 'question')}** off the shelf, with what they said before? Results that people have stay. *Download* keeps a copy.`,
    ),
    buttons(
      button(showOwn(), 'Keep them', 'main'),
      button(downloadOwn(), 'Download'),
      button(clearSurely(), 'Remove all', 'danger'),
    ),
  );
