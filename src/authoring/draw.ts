/** Draws content as the app itself does, without a database or a platform, and asks every platform whether it fits. */
import { createHash, randomBytes } from 'node:crypto';
import type { Card } from '../chat/card.ts';
import { CardProblem, cardProblems } from '../chat/card-problems.ts';
import type { Press } from '../chat/press.ts';
import type { Request } from '../chat/request.ts';
import { learnerOf } from '../classroom/people.ts';
import { withShelves } from '../classroom/shelves.ts';
import type { Journey } from '../content/journey.ts';
import { createLibrary } from '../content/library.ts';
import type { Content, Question } from '../content/schema.ts';
import { createSous } from '../features/index.ts';
import { openStation, tryBreak } from '../features/journeys/addresses.ts';
import { openLesson, showAnswers } from '../features/learn/addresses.ts';
import { go } from '../features/player/addresses.ts';
import { lookUp } from '../features/terms.ts';
import { showMore } from '../features/terms-card.ts';
import { RenderProblem } from '../platforms/discord/limits.ts';
import { renderCard } from '../platforms/discord/render.ts';
import { drawMessage } from '../platforms/slack/render.ts';
import { judge, solutionOf, turnOf } from '../questions/index.ts';
import type { Move, Moves, Turn } from '../questions/kind.ts';
import type { Attempt } from '../storage/run-statements.ts';
import type { Run } from '../storage/runs.ts';
import type { Tools } from '../tools.ts';
import { createSmallPictures } from './small-pictures.ts';
import { pointsFor } from '../tutor/score.ts';

/** One card, and in which situation it is seen. */
export interface Drawn {
  readonly what: string;
  readonly card: Card;
  /** What some platform would refuse; or why there is no card, and `card` is empty. */
  readonly problems: readonly string[];
  /** Line of the file it comes from, where one is known better than the file. */
  readonly line?: number;
}

/** The app on content alone. Its cards come from the very handlers that learners reach. */
export interface Studio {
  term(id: string): Promise<Drawn[]>;
  lesson(id: string): Promise<Drawn[]>;
  /** Each station, each option there, and the end. */
  journey(id: string): Promise<Drawn[]>;
  /** Each step to the right answer, the hint, and the question answered right and wrong. */
  question(id: string): Promise<Drawn[]>;
}

/** What was drawn before, and need not be drawn again; what is drawn is put there. */
export interface DrawnBefore {
  /** Pictures in small, by their sources. */
  readonly pictures: Map<string, Uint8Array>;
  /** Fingerprints of cards that every platform takes. */
  readonly cards: Set<string>;
}

export function createStudio(
  content: Content,
  { pictures, cards }: DrawnBefore = { pictures: new Map(), cards: new Set() },
): Studio {
  let failure: unknown;
  let run: Run | undefined;
  const app = createSous(
    toolsOf(content, pictures, () => run),
    {
      // what is drawn twice is to be the same twice
      measured: false,
      witness: {
        handled: () => undefined,
        failed: (_request, _route, _id, error) => {
          failure = error;
        },
      },
    },
  );
  const attempt = async (what: string, draw: () => Promise<Card>): Promise<Drawn> => attempted(what, draw, cards);
  const follow = async (press: Press): Promise<Card> => {
    failure = undefined;
    const reply = await app.handle({ ...REQUEST, kind: 'press', press });
    if (failure !== undefined) throw failure;
    if (reply.kind !== 'show' && reply.kind !== 'redraw') throw new Error(`${press.id} shows no card`);
    return reply.card;
  };
  return {
    async term(id) {
      return [
        await attempt('looked up', async () => follow(lookUp({ term: id }))),
        await attempt('More', async () => follow(showMore({ term: id }))),
      ];
    },
    async lesson(id) {
      const lesson = content.lessons.get(id);
      const drawn: Drawn[] = [];
      for (const [index, one] of (lesson?.cards ?? []).entries()) {
        const card = async (): Promise<Card> => follow(openLesson({ lesson: id, card: index }));
        drawn.push({ ...(await attempt(`card ${index + 1}`, card)), line: one.line });
        const prompts = one.parts.filter((part) => part.kind === 'prompt').length;
        const answers = async (): Promise<Card> =>
          follow(showAnswers({ lesson: id, card: index, shown: 2 ** prompts - 1 }));
        if (prompts > 0)
          drawn.push({ ...(await attempt(`card ${index + 1}, answers shown`, answers)), line: one.line });
      }
      const end = async (): Promise<Card> => follow(openLesson({ lesson: id, card: lesson?.cards.length ?? 0 }));
      return [...drawn, await attempt('its end', end)];
    },
    journey: async (id) =>
      drawnJourney(content.journeys.get(id), async (what, press) => attempt(what, async () => follow(press))),
    async question(id) {
      const question = content.questions.get(id);
      if (question === undefined) return [];
      const drawn: Drawn[] = [];
      const show = async (what: string, sitting: Partial<Run>): Promise<void> => {
        run = { ...runOf(question), ...sitting };
        drawn.push(await attempt(what, async () => follow(go({ run: RUN, at: AT }))));
      };
      const solution = solutionOf(question, SEED);
      for (let step = 0; step < solution.length; step += 1)
        await show(step === 0 ? 'asked' : `asked, step ${step + 1}`, { moves: { [AT]: solution.slice(0, step) } });
      if (question.hint !== undefined) await show('asked, with the hint', { hints: [AT] });
      for (const [what, moves] of [
        ['answered right', solution],
        ['answered wrong', wrongMoves(question)],
      ] as const)
        await show(what, { attempts: new Map([[AT, await attemptAt(question, moves)]]) });
      return drawn;
    },
  };
}

/** Each station as it opens and after each of its options, and the end. */
async function drawnJourney(
  journey: Journey | undefined,
  attempt: (what: string, press: Press) => Promise<Drawn>,
): Promise<Drawn[]> {
  if (journey === undefined) return [];
  const { id: j, stations } = journey;
  const drawn: Drawn[] = [];
  for (const [at, { id, breaks }] of stations.entries()) {
    drawn.push(await attempt(`station "${id}"`, openStation({ j, at })));
    for (const k of breaks.options.keys())
      drawn.push(await attempt(`station "${id}", option ${k + 1}`, tryBreak({ j, at, k })));
  }
  return [...drawn, await attempt('its end', openStation({ j, at: stations.length }))];
}

/** A run's id is as long as this, and so are the presses on its buttons. */
const RUN = 'x'.repeat(12);
/** In the middle of a long run. */
const ITEMS = 20;
const AT = 18;
const RUN_SEED = 7;
/** Each item is shuffled by the seed of its run and its place. */
const SEED = RUN_SEED + AT;

const runOf = (question: Question): Run => ({
  id: RUN,
  learner: learnerOf(REQUEST.caller.person),
  community: REQUEST.caller.community,
  purpose: 'quiz',
  subject: '',
  items: Array.from({ length: ITEMS }, () => ({ question: question.id, version: question.version })),
  seed: RUN_SEED,
  moves: {},
  hints: [],
  attempts: new Map(),
  asksConfidence: false,
  rulings: [],
  reviewed: new Map(),
});

async function attemptAt(question: Question, moves: Moves): Promise<Attempt> {
  const verdict = await judge(question, moves);
  const { score } = verdict;
  const { id, version } = question;
  const points = pointsFor(score, false);
  return {
    item: AT,
    question: id,
    version,
    moves,
    score,
    points,
    first: true,
    hint: false,
    verdict,
    confidence: null,
    at: 0,
  };
}

/** Moves that choose something else than what is right, for as long as there are turns. */
function wrongMoves(question: Question): Moves {
  const solution = solutionOf(question, SEED);
  const moves: Move[] = [];
  for (let turn = turnOf(question, SEED, moves); turn !== undefined; turn = turnOf(question, SEED, moves))
    moves.push(wrongMove(turn, [solution[moves.length] ?? []].flat()));
  return moves;
}

function wrongMove(turn: Turn, right: readonly string[]): Move {
  switch (turn.via) {
    case 'choose':
      return turn.choices.findLast((choice) => !right.includes(choice.key))?.key ?? '';
    case 'pick': {
      const wrong = turn.choices.filter((choice) => !right.includes(choice.key)).slice(-turn.max);
      return (wrong.length >= turn.min ? wrong : turn.choices.slice(-turn.min)).map((choice) => choice.key);
    }
    case 'type':
      return turn.blanks.length === 1 ? 'nothing like it' : turn.blanks.map(() => 'nothing like it');
    default:
      return turn satisfies never;
  }
}

const REQUEST: Omit<Extract<Request, { kind: 'press' }>, 'kind' | 'press'> = {
  caller: {
    person: 'preview:user/author',
    name: 'Author',
    place: 'preview:channel/desk',
    community: 'preview:desk',
    locale: 'en',
    admin: false,
    roles: [],
    direct: false,
  },
  event: 'preview',
  at: 0,
};

/** Reading a term or a lesson notes down who was there; nobody is, so every note is dropped. One run is all that is found. */
function toolsOf(content: Content, pictures: Map<string, Uint8Array>, run: () => Run | undefined): Tools {
  const nowhere = new Proxy({}, { get: () => async () => [] });
  const found = { findRun: async () => run() };
  const tools = withShelves({
    library: createLibrary(content),
    store: new Proxy({}, { get: (_, name) => (name === 'runs' ? found : nowhere) }),
    pictures: createSmallPictures(pictures),
    lab: nowhere,
    post: nowhere,
    now: () => 0,
    random: () => 0,
    newId: () => randomBytes(6).toString('hex'),
  } as unknown as Tools);
  return tools;
}

/** A card that cannot be drawn at all says so in its problems: a house limit, or a picture's source that cannot be read. */
async function attempted(what: string, draw: () => Promise<Card>, fine: Set<string>): Promise<Drawn> {
  try {
    const card = await draw();
    const print = fingerprint(card);
    const problems = fine.has(print) ? [] : refusals(card);
    if (problems.length === 0) fine.add(print);
    return { what, card, problems };
  } catch (error) {
    const problems =
      error instanceof CardProblem ? error.problems : [error instanceof Error ? error.message : String(error)];
    return { what, card: { blocks: [] }, problems };
  }
}

/** The same for cards that are the same; of a picture, platforms ask no more than how large it is. */
const fingerprint = (card: Card): string =>
  createHash('sha1')
    .update(JSON.stringify(card, (_, value: unknown) => (value instanceof Uint8Array ? value.length : value)))
    .digest('base64');

/** What some platform would refuse, each with the platform's name. */
function refusals(card: Card): string[] {
  const house = cardProblems(card);
  return [
    ...house,
    ...(house.length > 0 ? [] : refused('Discord', () => renderCard(card))),
    ...(house.length > 0 ? [] : refused('Slack', () => drawMessage(card))),
  ];
}

function refused(platform: string, draw: () => unknown): string[] {
  try {
    draw();
    return [];
  } catch (error) {
    if (error instanceof RenderProblem || error instanceof CardProblem)
      return error.problems.map((problem) => `${platform}: ${problem}`);
    throw error;
  }
}
