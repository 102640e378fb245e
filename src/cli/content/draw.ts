/** Draws content as the app itself does, without a database or a platform, and asks every platform whether it fits. */
import { randomBytes } from 'node:crypto';
import { button, type Card } from '../../chat/card.ts';
import { cardProblems, CardProblem } from '../../chat/card-problems.ts';
import type { Press } from '../../chat/press.ts';
import type { Request } from '../../chat/request.ts';
import { createLibrary } from '../../content/library.ts';
import type { Content, Question } from '../../content/schema.ts';
import { createSous } from '../../features/index.ts';
import { answeredQuestion, openQuestion } from '../../features/player/draw.ts';
import { RenderProblem } from '../../platforms/discord/limits.ts';
import { renderCard } from '../../platforms/discord/render.ts';
import { drawMessage } from '../../platforms/slack/render.ts';
import { gradeOf, solutionOf, turnOf } from '../../questions/index.ts';
import type { Move, Moves, Turn } from '../../questions/kind.ts';
import type { Tools } from '../../tools.ts';
import { FULL_POINTS } from '../../tutor/score.ts';

/** One card, and in which situation it is seen. */
export interface Drawn {
  readonly what: string;
  readonly card: Card;
  /** What some platform would refuse; or why there is no card, and `card` is empty. */
  readonly problems: readonly string[];
  /** Line of the file it comes from, where one is known better than the file. */
  readonly line?: number;
}

/** A run's id is as long as this, and so are the presses on its buttons. */
const RUN = 'x'.repeat(12);
const AT = { run: RUN, at: '19' };
const SEED = 7;

/** The cards of one question: each step to the right answer, the answer right and wrong, and the hint. */
export function drawQuestion(content: Content, question: Question): Drawn[] {
  const place = '**Question 20 of 20** · ' + longest([...content.topics.values()].map((topic) => topic.title));
  const drawn: Drawn[] = [];
  const solution = solutionOf(question, SEED);
  for (let step = 0; step <= solution.length; step += 1) {
    const moves = solution.slice(0, step);
    const turn = turnOf(question, SEED, moves);
    if (turn === undefined) break;
    const press = (id: string, more: Readonly<Record<string, string>> = {}): Press => ({
      id,
      args: { ...AT, step: String(step), ...more },
    });
    drawn.push(
      fitted(
        step === 0 ? 'asked' : `asked, step ${step + 1}`,
        openQuestion(place, question, turn, step === 0 && question.hint !== undefined, {
          choose: (key) => press('ask.choose', { key }),
          pick: press('ask.pick'),
          type: press('ask.type'),
          ...(step > 0 && { undo: press('ask.undo') }),
          more: [button({ id: 'report.open', args: AT }, 'Report')],
        }),
      ),
    );
  }
  for (const [what, moves] of [
    ['answered right', solution],
    ['answered wrong', wrongMoves(question)],
  ] as const)
    drawn.push(fitted(what, drawAnswer(content, question, moves, place)));
  return drawn;
}

function drawAnswer(content: Content, question: Question, moves: Moves, place: string): Card {
  const verdict = gradeOf(question, moves);
  const remedies = verdict.remarks.flatMap(({ chosen, misconception }) => {
    const known = chosen ? content.misconceptions.get(misconception ?? '') : undefined;
    return known === undefined ? [] : [known.remedy];
  });
  const outcome = {
    ...verdict,
    points: verdict.score === 1 ? FULL_POINTS : 0,
    first: true,
    hint: verdict.score === 1,
    remedies: remedies.slice(0, 1),
  };
  return answeredQuestion(place, question, outcome, { id: 'ask.others', args: AT }, [
    button({ id: 'ask.go', args: { run: RUN, at: '20' } }, 'Next question', 'main'),
    button({ id: 'report.open', args: AT }, 'Report'),
    button({ id: 'report.mine', args: AT }, 'Mine is right'),
  ]);
}

const longest = (texts: readonly string[]): string => texts.reduce((a, b) => (b.length > a.length ? b : a), '');

/** Moves that choose the last instead of the right, for as long as there are turns. */
function wrongMoves(question: Question): Moves {
  const moves: Move[] = [];
  for (let turn = turnOf(question, SEED, moves); turn !== undefined && moves.length < 30;) {
    moves.push(wrongMove(turn));
    turn = turnOf(question, SEED, moves);
  }
  return moves;
}

function wrongMove(turn: Turn): Move {
  switch (turn.via) {
    case 'choose':
      return turn.choices.at(-1)?.key ?? '';
    case 'pick':
      return turn.choices.slice(-turn.min).map((choice) => choice.key);
    case 'type':
      return turn.blanks.length === 1 ? 'nothing like it' : turn.blanks.map(() => 'nothing like it');
    default:
      return turn satisfies never;
  }
}

/** The app on content alone. Its cards come from the very handlers that learners reach. */
export interface Studio {
  term(id: string): Promise<Drawn[]>;
  lesson(id: string): Promise<Drawn[]>;
}

export function createStudio(content: Content): Studio {
  let failure: unknown;
  const app = createSous(toolsOf(content), {
    handled: () => undefined,
    failed: (_request, _route, _id, error) => {
      failure = error;
    },
  });
  const press = async (id: string, args: Readonly<Record<string, string>>): Promise<Card> => {
    failure = undefined;
    const reply = await app.handle({ ...REQUEST, kind: 'press', press: { id, args } });
    if (failure !== undefined) throw failure;
    if (reply.kind !== 'show' && reply.kind !== 'redraw') throw new Error(`${id} shows no card`);
    return reply.card;
  };
  return {
    async term(id) {
      return [await attempt('looked up', async () => press('what.look', { term: id }))];
    },
    async lesson(id) {
      const lesson = content.lessons.get(id);
      const drawn: Drawn[] = [];
      for (const [index, one] of (lesson?.cards ?? []).entries()) {
        const card = async (): Promise<Card> => press('learn.open', { lesson: id, card: String(index) });
        drawn.push({ ...(await attempt(`card ${index + 1}`, card)), line: one.line });
      }
      const end = async (): Promise<Card> => press('learn.open', { lesson: id, card: String(drawn.length) });
      return [...drawn, await attempt('its end', end)];
    },
  };
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

/** Reading a term or a lesson notes down who was there; nobody is, so every note is dropped. */
function toolsOf(content: Content): Tools {
  const nowhere = new Proxy({}, { get: () => async () => [] });
  const tools = {
    library: createLibrary(content),
    store: new Proxy({}, { get: () => nowhere }),
    post: nowhere,
    now: () => 0,
    random: () => 0,
    newId: () => randomBytes(6).toString('hex'),
  };
  return tools as unknown as Tools;
}

const fitted = (what: string, card: Card): Drawn => ({ what, card, problems: refusals(card) });

/** A card that cannot be drawn at all says so in its problems: a house limit, or a picture's source that cannot be read. */
async function attempt(what: string, draw: () => Promise<Card>): Promise<Drawn> {
  try {
    return fitted(what, await draw());
  } catch (error) {
    const problems =
      error instanceof CardProblem ? error.problems : [error instanceof Error ? error.message : String(error)];
    return { what, card: { blocks: [] }, problems };
  }
}

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
