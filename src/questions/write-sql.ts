/** SQL: a query is written, run on the rows that are shown and on others, and compared by what it gives. Three tries. */
import { z } from 'zod';
import { codeSpan } from '../chat/markdown.ts';
import { feedbackOr } from './draft.ts';
import {
  commonFields,
  defineKind,
  feedback,
  type Moves,
  part,
  plainPart,
  stem,
  typedFeedback,
  typedParts,
} from './kind.ts';
import { isYes, numbered, typedCells, typedIn, itemsIn } from './sheet.ts';
import { differs, type Outcome, outcomeCode, outcomeLabel, outcomeWords, readOutcome } from './sql-outcome.ts';
import { firstDifference } from './sql-rows.ts';
import type { Mistake, Runner, Trial, Tried } from './trial.ts';

const statement = z.string().trim().min(1).max(600);
const schema = z.strictObject({
  ...commonFields,
  kind: z.literal('write-sql'),
  stem,
  dataset: z.string().min(1),
  solution: statement,
  ordered: z.boolean().default(false).describe('The order of the rows is asked for.'),
  given: statement.optional().describe('Statements that were run before, such as BEGIN and an UPDATE.'),
  after: statement
    .optional()
    .describe('The task changes something: the query whose rows are then compared. Only what is committed is there.'),
  wrong: z
    .array(z.strictObject({ sql: statement, feedback, misconception: z.string().optional() }))
    .max(6)
    .default([]),
  feedback: typedFeedback,
});
type Sql = z.output<typeof schema>;

/** Quarters of the points that a right answer earns at the first, second and third try; and one that fits only what is shown. */
const RIGHT_AT = [4, 3, 2] as const;
const HALF_AT = [2, 1, 1] as const;
const QUARTERS = 4;
const TRIES = RIGHT_AT.length;
const NTH = ['first', 'second', 'third'];
const WORTH = ['nothing', 'a quarter', 'half', 'three quarters', 'all'];

const outcomesOf = (moves: Moves): Outcome[] => moves.map((move) => readOutcome([move].flat()[0] ?? ''));

const quartersAt = ({ kind }: Pick<Outcome, 'kind'>, at: number): number =>
  kind === 'right' ? (RIGHT_AT[at] ?? 0) : kind === 'half' ? (HALF_AT[at] ?? 0) : 0;

const wrongOf = (question: Sql, outcome: Outcome): Sql['wrong'][number] | undefined =>
  'idea' in outcome && outcome.idea !== undefined ? question.wrong[outcome.idea] : undefined;

/** What is said of a try. */
function feedbackOn(question: Sql, outcome: Outcome): string {
  if (outcome.kind === 'right') return question.feedback.right;
  const own = wrongOf(question, outcome);
  const words = outcomeWords(outcome, question.after !== undefined);
  if (own !== undefined) return outcome.kind === 'half' ? `${words} ${own.feedback}` : own.feedback;
  return outcome.kind === 'mistake' ? words : `${words} ${question.feedback.wrong}`;
}

export const writeSql = defineKind({
  name: 'write-sql',
  schema,
  stem: (question) => question.stem,
  turn(question, _seed, moves) {
    const outcomes = outcomesOf(moves);
    if (outcomes.some(({ kind }) => kind === 'right') || moves.length >= TRIES) return undefined;
    const blanks = [{ label: question.after === undefined ? 'One query' : 'One statement', long: true as const }];
    const last = outcomes.at(-1);
    if (last === undefined) return { via: 'type', blanks };
    const left = moves.length + 1 === TRIES ? 'One try is left.' : `Try ${moves.length + 1} of ${TRIES}.`;
    return { via: 'type', blanks, told: true, prompt: `**Not yet.** ${feedbackOn(question, last)}\n\n${left}` };
  },
  judge(question, moves) {
    const outcomes = outcomesOf(moves);
    const marks = outcomes.map((outcome, at) => ({
      key: `try.${at + 1}`,
      right: outcome.kind === 'right',
      chosen: true,
      note: outcomeCode(outcome),
    }));
    const best = Math.max(0, ...outcomes.map((outcome, at) => quartersAt(outcome, at)));
    const ideas = outcomes.flatMap((outcome) => wrongOf(question, outcome)?.misconception ?? []);
    return { score: best / QUARTERS, marks, ideas: [...new Set(ideas)] };
  },
  worth(_question, { marks }) {
    const outcomes = marks.map(({ note = '' }) => readOutcome(note));
    const quarters = outcomes.map((outcome, at) => quartersAt(outcome, at));
    const best = Math.max(...quarters);
    const at = quarters.indexOf(best);
    const why = outcomes[at]?.kind === 'right' ? `right at the ${NTH[at]} try` : 'right for the rows that you see';
    return `${why}, which is worth ${WORTH[best]}.`;
  },
  remarks: (question, { marks }) =>
    marks.map(({ right, note = '' }, at) => {
      const outcome = readOutcome(note);
      const misconception = wrongOf(question, outcome)?.misconception;
      return {
        text: `Try ${at + 1}`,
        right,
        chosen: true,
        feedback: feedbackOn(question, outcome),
        ...(misconception !== undefined && { misconception }),
      };
    }),
  reveal: ({ solution }) => `\`\`\`sql\n${solution}\n\`\`\``,
  solution: () => ['right'],
  answerWords: (_question, moves) =>
    outcomesOf(moves)
      .map((outcome, at) => `try ${at + 1}: ${outcomeLabel(outcome)}`)
      .join('; '),
  parts: ({ stem: asked, solution, wrong, feedback: told }) => [
    part('stem', asked, 'stem'),
    plainPart('label', solution, 'solution'),
    ...typedParts(told),
    ...wrong.flatMap((one, at) => [
      {
        ...plainPart('lure', one.sql, 'wrong', at, 'sql'),
        ...(one.misconception !== undefined && { idea: one.misconception }),
      },
      part('feedback', one.feedback, 'wrong', at, 'feedback'),
    ]),
  ],
  trial: {
    dataset: (question) => question.dataset,
    looks: (text) => /^\s*(?:select|with|insert|update|delete|create|commit|rollback|explain)\b/iu.test(text),
    tried,
    typed: (question, move) => {
      const outcome = readOutcome(move);
      if (outcome.kind === 'unread') return move;
      return outcome.kind === 'right' ? question.solution : (wrongOf(question, outcome)?.sql ?? '');
    },
    problems: trialProblems,
  },
  alsoCalled: ['sql'],
  sheet: {
    columns: ['data set', 'solution', 'ordered', 'given', 'after'],
    write: (question) => ({
      stem: question.stem,
      'data set': question.dataset,
      solution: question.solution,
      ordered: question.ordered ? 'yes' : '',
      given: question.given,
      after: question.after,
      ...numbered(
        question.wrong.map((one) => ({ option: one.sql, feedback: one.feedback, misconception: one.misconception })),
      ),
      ...typedCells(question.feedback),
    }),
    read: (cells) => ({
      stem: cells.get('stem'),
      dataset: cells.get('data set'),
      solution: cells.get('solution'),
      ...(isYes(cells.get('ordered')) && { ordered: true }),
      ...(cells.has('given') && { given: cells.get('given') }),
      ...(cells.has('after') && { after: cells.get('after') }),
      wrong: itemsIn(cells).map((item, at) => ({
        sql: item.text,
        feedback: feedbackOr(item.feedback, true),
        ...(cells.has(`misconception ${at + 1}`) && { misconception: cells.get(`misconception ${at + 1}`) }),
      })),
      ...typedIn(cells),
    }),
  },
});

/** On what is shown, and on what is not. */
const both = ({ dataset, given, after }: Sql, written: string): readonly Trial[] => {
  const trial: Trial = {
    dataset,
    statement: written,
    ...(given !== undefined && { given }),
    ...(after !== undefined && { after, writes: true }),
  };
  return [trial, { ...trial, hidden: true }];
};

/** Mistakes that say what somebody thinks, and not only that a finger slipped. */
const MEANT: ReadonlySet<Mistake> = new Set(['aggregate', 'having', 'ambiguous', 'clauses', 'constraint']);

function isSame(wanted: Tried | undefined, got: Tried | undefined, ordered: boolean): boolean {
  if (wanted?.kind === 'rows' && got?.kind === 'rows') return firstDifference(wanted, got, ordered) === undefined;
  return (
    wanted?.kind === 'mistake' && got?.kind === 'mistake' && MEANT.has(got.mistake) && wanted.mistake === got.mistake
  );
}

async function outcomeOf(question: Sql, written: string, run: Runner) {
  const { ordered, solution, wrong } = question;
  const [shown, hidden, wanted, wantedHidden] = await run([...both(question, written), ...both(question, solution)]);
  if (shown === undefined || shown.kind === 'busy') return undefined;
  const told = shown.kind === 'mistake' ? shown.where : undefined;
  const whole = async (outcome: Outcome) => ({ outcome, ...(told !== undefined && { told }) });
  if (isSame(wanted, shown, ordered) && isSame(wantedHidden, hidden, ordered)) return whole({ kind: 'right' });
  const theirs = wrong.length === 0 ? [] : await run(wrong.flatMap((one) => both(question, one.sql)));
  if (theirs.some(({ kind }) => kind === 'busy')) return undefined;
  const idea = wrong.findIndex(
    (_, at) => isSame(theirs[2 * at], shown, ordered) && isSame(theirs[2 * at + 1], hidden, ordered),
  );
  if (isSame(wanted, shown, ordered)) return whole({ kind: 'half', ...(idea !== -1 && { idea }) });
  if (idea !== -1) return whole({ kind: 'idea', idea });
  if (shown.kind === 'mistake')
    return whole({
      kind: 'mistake',
      mistake: shown.mistake,
      ...(shown.near !== undefined && { near: shown.near }),
    });
  if (shown.kind !== 'rows') return whole({ kind: shown.kind });
  const found = wanted?.kind === 'rows' ? firstDifference(wanted, shown, ordered) : undefined;
  return whole(found === undefined ? { kind: 'unread' } : differs(found));
}

async function tried(question: Sql, written: string, run: Runner) {
  const found = await outcomeOf(question, written, run);
  return found && { move: outcomeCode(found.outcome), ...(found.told !== undefined && { told: found.told }) };
}

/** The solution must be right and give rows; a wrong query must be wrong, and another one than the others. */
async function trialProblems(question: Sql, run: Runner): Promise<string[]> {
  const found: string[] = [];
  const [shown] = await run(both(question, question.solution));
  if (shown?.kind === 'mistake') return [`solution: ${shown.words}`];
  if (shown?.kind !== 'rows') return [`solution: it was stopped (${shown?.kind ?? 'not run'}).`];
  if (shown.rows.length === 0) found.push('solution: it gives no rows, as many a wrong query does.');
  if (shown.cut) found.push('solution: it gives more rows or longer texts than are compared.');
  const own = await tried(question, question.solution, run);
  if (own?.move !== 'right') found.push('solution: it is not the same each time.');
  for (const [at, { sql: wrong }] of question.wrong.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other: they share the threads
    const move = (await tried(question, wrong, run))?.move;
    const where = `wrong.${at}.sql: ${codeSpan(wrong.slice(0, 60))}`;
    if (move === 'right') found.push(`${where} is right on all rows: add rows to the data set in which it is not.`);
    else if (move !== `idea.${at}` && move !== `half.${at}`)
      found.push(`${where} is told as "${move}": it gives what another one gives, or cannot be run.`);
  }
  return found;
}
