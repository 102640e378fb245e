/**
 * A cohort that is made up, so that whoever looks at a playground on its own sees a day of a real one: a question that is
 * open, yesterday's with its answers, and a board. Its members are invented and say so.
 */
import type { LearnerId } from '../chat/request.ts';
import type { Question } from '../content/schema.ts';
import { judge, solutionOf, turnOf } from '../questions/index.ts';
import type { Move, Moves, Turn } from '../questions/kind.ts';
import { randomFrom, seedOf } from '../questions/chance.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { Drop } from '../storage/drops.ts';
import type { Tools } from '../tools.ts';
import { pointsFor } from '../tutor/score.ts';
import { privateSeed } from './drops.ts';

/** The id of the cohort: there is one at most. */
const DEMO = 'demo';
export const isDemo = ({ id }: Pick<Cohort, 'id'>): boolean => id === DEMO;

/** Where it stands: told by the platform that has room for it. */
export interface DemoPlace {
  readonly community: string;
  readonly place: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** No person of the playground can have such an id. `skill`: how often they are right. `late`: hours until they answer. */
const PEOPLE = [
  { id: 'mia', name: 'Mia', skill: 0.95, late: 0 },
  { id: 'jonas', name: 'Jonas', skill: 0.75, late: 0 },
  { id: 'priya', name: 'Priya', skill: 0.85, late: 0 },
  { id: 'tomas', name: 'Tomás', skill: 0.55, late: 0 },
  { id: 'aiko', name: 'Aiko', skill: 0.7, late: 1 },
  { id: 'sam', name: 'Sam', skill: 0.4, late: 3 },
].map(({ id, name, ...how }) => ({
  learner: `playground:user/${id}.demo` as LearnerId,
  name: `${name} (made up)`,
  ...how,
}));

/** A row of the playground's own says that staff removed it: then it does not come back. */
const REMOVED = 'demo-removed';

/**
 * Makes the cohort as of yesterday, unless there is any cohort, or it was removed. Gives back the moment of its first drop
 * (milliseconds), for whoever posts it; undefined when none was made.
 */
export async function makeDemo({ store, now }: Tools, where: DemoPlace): Promise<number | undefined> {
  if ((await store.playground.findRow(REMOVED)) !== undefined || (await store.cohorts.anyCohort())) return undefined;
  const first = Math.floor(now() / DAY) * DAY - DAY;
  await store.cohorts.createCohort(
    {
      ...where,
      id: DEMO,
      name: 'Demo cohort',
      zone: 'UTC',
      time: '00:00',
      weekdays: [1, 2, 3, 4, 5, 6, 7],
      // whenever of a day it is started, that day has its question
      catchUpMinutes: 24 * 60,
      admin: '',
    },
    '',
    first - 1,
  );
  return first;
}

export const findDemo = async ({ store }: Tools): Promise<Cohort | undefined> => store.cohorts.findCohort(DEMO);

/** Lets the invented members answer what is open, each at their hour. `at`: as of when, in milliseconds. */
export async function answerInvented(tools: Tools, at: number): Promise<void> {
  const { store, library } = tools;
  for (const drop of await store.drops.latestDrops(DEMO, { limit: 2 })) {
    const question = library.content.questions.get(drop.question ?? '');
    if (drop.state !== 'posted' || question === undefined) continue;
    for (const person of PEOPLE) {
      const when = drop.opensAt + person.late * HOUR;
      if (at < when || when >= drop.closesAt) continue;
      // oxlint-disable-next-line no-await-in-loop -- a handful
      if ((await store.answers.findDropAnswer(drop.id, person.learner)) !== undefined) continue;
      // oxlint-disable-next-line no-await-in-loop -- once a day
      await answerAs(tools, drop, question, person, when);
    }
  }
}

async function answerAs(
  { store }: Tools,
  drop: Drop,
  question: Question,
  { learner, name, skill }: (typeof PEOPLE)[number],
  at: number,
): Promise<void> {
  const seed = privateSeed(question, drop.id, learner);
  const chance = randomFrom(seedOf(`${drop.id} ${learner}`));
  const moves = chance() < skill ? solutionOf(question, seed) : guesses(question, seed, chance);
  const verdict = await judge(question, moves);
  const { id, version } = question;
  const { score } = verdict;
  await store.answers.recordAnswer({
    drop: drop.id,
    learner,
    question: id,
    version,
    moves,
    score,
    points: pointsFor(score, false),
    hint: false,
    verdict,
    at,
    newcomer: { name, locale: 'en' },
  });
}

/** What somebody presses who does not know. */
function guesses(question: Question, seed: number, chance: () => number): Moves {
  const moves: Move[] = [];
  for (let turn = turnOf(question, seed, moves); turn !== undefined; turn = turnOf(question, seed, moves))
    moves.push(guess(turn, chance));
  return moves;
}

function guess(turn: Turn, chance: () => number): Move {
  switch (turn.via) {
    case 'choose':
      return turn.choices[Math.floor(chance() * turn.choices.length)]?.key ?? '';
    case 'pick':
      return turn.choices.slice(0, turn.min).map((choice) => choice.key);
    case 'type': {
      const texts = turn.blanks.map((blank) => blank.choices?.[0]?.key ?? 'no idea');
      return texts.length === 1 ? (texts[0] ?? '') : texts;
    }
    default:
      return turn satisfies never;
  }
}

/** Removes it for good: its rows, its invented members, and the messages that it posted. */
export async function removeDemo(tools: Tools): Promise<void> {
  const { store, post, now } = tools;
  await store.playground.addRow({ id: REMOVED, shelf: 'demo', viewer: null, at: now(), value: {} });
  const messages = await store.cohortRemoval.removeCohort(
    DEMO,
    PEOPLE.map((one) => one.learner),
  );
  for (const message of messages) {
    // oxlint-disable-next-line no-await-in-loop -- a few, once
    await post.remove(message);
  }
}
