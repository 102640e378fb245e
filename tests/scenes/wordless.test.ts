/**
 * Whatever fails, the log says what and where, and never what people typed, a secret, a token or a file: every kind of
 * call to a platform fails once, and every statement.
 */
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { PgPreparedQuery } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { afterEach, expect, test, vi } from 'vitest';
import { createLog, type Log } from '../../src/log.ts';
import { historyOf } from '../../src/platforms.ts';
import { deliveries } from '../../src/storage/tables/drops.ts';
import { discordStage } from '../support/discord/stage.ts';
import type { Failure } from '../support/discord/server.ts';
import { TOKEN } from '../support/discord/world.ts';
import { playgroundStage } from '../support/playground/stage.ts';
import { SIGNING_SECRET, slackStage } from '../support/slack/stage.ts';
import type { Fault } from '../support/slack/world.ts';
import { testSous, type TestSous } from '../support/sous.ts';
import type { Person, Stage } from '../support/stage.ts';
import { freshDatabase } from '../support/storage.ts';
import { answer, filled } from './spine.ts';

/** Stands in everything that is typed. */
const WORD = 'zqxword';
/** A line may not be longer, in characters. */
const LONGEST = 6_000;
const DAY = 24 * 3_600_000;
const DISCUSS = 'Discuss it in this channel';

interface House {
  readonly sous: TestSous;
  readonly lines: string[];
  /** Milliseconds. */
  ahead: number;
  readonly log: Log;
  /** What the clock does, with what it logs. */
  tick(): Promise<void>;
  close(): Promise<void>;
}

async function openHouse(): Promise<House> {
  const database = await freshDatabase();
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const sous = await testSous(database, {
    now: () => Date.now() + house.ahead,
    witness: {
      handled: () => undefined,
      failed: (request, route, id, error) =>
        log.error({ err: error, id, route, event: request.event, person: request.caller.person }, 'request failed'),
    },
  });
  const house: House = {
    sous,
    lines,
    ahead: 0,
    log,
    tick: async () => {
      await sous.tick().catch((error: unknown) => log.error({ err: error, job: 'all' }, 'job failed'));
      const stored = await database.db
        .select({ why: deliveries.lastError })
        .from(deliveries)
        .catch(() => []);
      // what a letter keeps of an error is shown to staff: the same rule
      for (const { why } of stored) if (why !== null) lines.push(why);
      await database.db
        .update(deliveries)
        .set({ heldUntil: sql`now() - interval '1 second'`, nextAt: sql`now() - interval '1 second'` })
        .catch(() => undefined);
    },
    close: () => database.close(),
  };
  return house;
}

type Step = readonly [name: string, run: () => Promise<unknown>];

/** What people do, with words of theirs wherever words can be typed. */
function story(house: House, stage: Stage): readonly Step[] {
  const [amy, ada]: [Person, Person] = [stage.person('Amy'), stage.person('Ada', { admin: true })];
  const setUp = async (): Promise<void> => {
    await ada.press('Create the', await ada.command('setup'));
    const time = new Date(Date.now() - 60_000).toISOString().slice(11, 16);
    await ada.submit({ 'Name of the cohort': `${WORD} spring`, 'Time zone': 'UTC', 'Time of the drop': time });
  };
  const report = async (): Promise<void> => {
    const form = await amy.press(
      'Report',
      await answer(amy, await amy.command('quiz', { topic: 'security', length: 1 })),
    );
    await amy.submit(filled(form, `${WORD} is what I mean`));
  };
  const lessons = [...house.sous.tools.library.content.lessons.values()];
  const sharing = lessons.find((one) => one.cards.some((card) => card.parts.some((part) => part.kind === 'share')));
  const share = async (): Promise<void> => {
    let seen = await amy.command('learn', { lesson: sharing?.id ?? '' });
    for (let turns = 0; turns < 20 && !seen.buttons.includes(DISCUSS); turns += 1) seen = await amy.press('Next', seen);
    const form = await amy.press('Add my part', await amy.press(DISCUSS, seen));
    await amy.submit(filled(form, `${WORD} is my part`));
  };
  const end = async (): Promise<void> => {
    house.ahead = 2 * DAY + 3_600_000;
    await house.tick();
  };
  const drop = async (): Promise<void> => {
    house.ahead = DAY;
    await house.tick();
    const daily = await amy.command('daily');
    await answer(amy, await amy.press('Answer it', daily));
  };
  return [
    ['a look-up', () => amy.command('what', { is: 'database' })],
    ['a look-up of nothing', () => amy.command('what', { is: `${WORD} of a thing` })],
    ['a direct message', () => amy.say(`what is ${WORD}?`)],
    ['suggestions', () => amy.suggestions('what', 'is', WORD)],
    ['a new cohort', setUp],
    ['a test', async () => ada.press('Post a test drop', await ada.command('setup'))],
    ['a report', report],
    ['a download', async () => amy.press('Download all of it', await amy.command('privacy'))],
    ['a drop', drop],
    ['a reason', () => ada.command('points', { person: 'Amy', points: 5, reason: `${WORD} well done` })],
    ['a share-out', share],
    ['a board', () => amy.command('leaderboard')],
    ['progress', () => amy.command('progress')],
    ['the end of the drop', end],
    ['what is left to do', () => house.tick()],
  ];
}

/** Each step for itself: one that fails is somebody who sees an error and goes on. */
async function play(steps: readonly Step[]): Promise<void> {
  for (const [, run] of steps) await run().catch(() => undefined);
}

function expectWordless(lines: readonly string[], secrets: readonly string[]): void {
  const said = lines.join('\n');
  expect(said.toLowerCase()).not.toContain(WORD);
  expect(said).not.toMatch(/token-\d/u);
  expect(said).not.toMatch(/lesson_progress\\?": ?\[|"requestBody"|"params"/u);
  for (const secret of secrets) expect(said).not.toContain(secret);
  expect(Math.max(0, ...lines.map((line) => line.length))).toBeLessThan(LONGEST);
}

/** Warnings and worse. */
const errorsIn = (lines: readonly string[]): readonly string[] => lines.filter((line) => /"level":[456]0/u.test(line));

afterEach(() => vi.restoreAllMocks());

const DISCORD_FAILURES: readonly (readonly [string, Failure, number])[] = [
  // Discord quotes what it does not take
  [
    'refused',
    { how: 'refuse', status: 400, code: 50_035, message: `Invalid Form Body: Value "${WORD}" is not one` },
    1,
  ],
  ['down', { how: 'status', status: 502, when: 'before' }, 3],
  ['forbidden', { how: 'refuse', status: 403, code: 50_013, message: 'Missing Permissions' }, 1],
];

test.each(DISCORD_FAILURES)(
  'Discord, every kind of call %s',
  async (_, failure, times) => {
    const kinds = new Map<string, readonly [string, RegExp]>();
    for (const faulty of [false, true]) {
      const house = await openHouse();
      const stage = await discordStage(house.sous.boot, { log: house.log, answerWithin: faulty ? 700 : 5_000 });
      try {
        const from = stage.fake.http.calls.length;
        if (faulty) for (const [method, path] of kinds.values()) stage.fake.fail(method, path, failure, times);
        await play(story(house, stage));
        // what only comes after another call has worked
        if (faulty) await play(story(house, stage));
        const calls = stage.fake.http.calls.slice(from);
        for (const call of calls) {
          const [method = '', path = ''] = call.split(' ');
          const shape = path.replaceAll(/\d{5,}/gu, 'N').replaceAll(/token-N/gu, 'T');
          const pattern = new RegExp(`^${shape.replaceAll('N', '\\d+').replaceAll('T', '[^/]+')}$`, 'u');
          if (!faulty) kinds.set(`${method} ${shape}`, [method, pattern]);
        }
        expectWordless(house.lines, [TOKEN]);
        if (!faulty) continue;
        expect(kinds.size).toBeGreaterThan(5);
        // the waiting message is filled in only where an answer took long, which depends on the machine
        const unmet = stage.fake.http.faults.filter(
          (one) => one.times === times && !one.path.source.includes('@original'),
        );
        expect(unmet.map((one) => one.path.source)).toEqual([]);
        expect(errorsIn(house.lines).length).toBeGreaterThan(0);
      } finally {
        await stage.stop();
        await house.close();
      }
    }
  },
  120_000,
);

const SLACK_FAULTS: readonly (readonly [string, Fault])[] = [
  ['refused', { kind: 'error', error: 'invalid_blocks' }],
  ['down', { kind: 'status', status: 503, stored: false }],
  ['cut', { kind: 'cut', stored: false }],
];

test.each(SLACK_FAULTS)(
  'Slack, every kind of call %s',
  async (_, fault) => {
    const methods = new Set<string>();
    for (const faulty of [false, true]) {
      const house = await openHouse();
      const stage = await slackStage(house.sous.boot, { mode: 'http', logged: house.lines });
      try {
        const { world } = stage.slack;
        const from = world.calls.length;
        if (faulty) for (const method of [...methods, 'response_url']) world.fail(method, fault);
        await play(story(house, stage));
        if (faulty) for (let again = 0; again < 2; again += 1) await play(story(house, stage));
        if (!faulty) for (const call of world.calls.slice(from)) methods.add(call.method);
        expectWordless(house.lines, [stage.team.token, stage.slack.appToken, SIGNING_SECRET]);
        if (!faulty) continue;
        expect(methods.size).toBeGreaterThan(4);
        expect([...world.faults].filter(([, left]) => left.length > 0).map(([method]) => method)).toEqual([]);
      } finally {
        await stage.stop();
        await house.close();
      }
    }
  },
  120_000,
);

/** As a Postgres would put it: what did not fit is quoted in the message and in the detail. */
const refused = (params: readonly unknown[]): Error =>
  Object.assign(new Error(`invalid input syntax for type json: "${JSON.stringify(params)}"`), {
    severity: 'ERROR',
    code: '22P02',
    detail: `Failing row contains (${params.map(String).join(', ')}).`,
    where: `unnamed portal parameter $1 = '${params.map(String).join("', '")}'`,
  });

/** Where drizzle runs every statement, on both drivers. */
interface Statements {
  queryWithCache(...given: unknown[]): Promise<unknown>;
}

const STAGES: readonly (readonly [string, (house: House) => Promise<Stage>])[] = [
  ['the playground', ({ sous, log }) => playgroundStage(sous.boot, { log, history: historyOf(sous.tools.store) })],
  ['Discord', ({ sous, log }) => discordStage(sous.boot, { log, answerWithin: 2_000 })],
  ['Slack', ({ sous, lines }) => slackStage(sous.boot, { mode: 'socket', logged: lines })],
];

test.each(STAGES)(
  'every statement fails once, on %s',
  async (_, open) => {
    const house = await openHouse();
    const stage = await open(house);
    const failed = new Set<string>();
    const statements = PgPreparedQuery.prototype as unknown as Statements;
    const real = statements.queryWithCache;
    vi.spyOn(statements, 'queryWithCache').mockImplementation(async function run(this: unknown, ...given) {
      const [statement, params] = given as [string, unknown[]];
      if (!failed.has(statement)) {
        failed.add(statement);
        throw new DrizzleQueryError(statement, params, refused(params));
      }
      return real.apply(this, given);
    });
    try {
      for (const [name, run] of story(house, stage)) {
        // one that nobody has seen fail stops it, and it is tried again
        for (let tries = 0, before = -1; before !== failed.size; tries += 1) {
          expect(tries, name).toBeLessThan(60);
          before = failed.size;
          await run().catch(() => undefined);
        }
      }
      expect(failed.size).toBeGreaterThan(40);
      expect(errorsIn(house.lines).length).toBeGreaterThan(20);
      expectWordless(house.lines, []);
      // and it still says which statement, and why
      expect(house.lines.join('')).toContain('insert into');
      expect(house.lines.join('')).toContain('22P02');
    } finally {
      await stage.stop();
      await house.close();
    }
  },
  180_000,
);
