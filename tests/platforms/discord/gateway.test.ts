/** The connection: killed, resumed, declared invalid, refused; Sous lives on, or says what to do. */
import { describe, expect, test } from 'vitest';
import { createDiscord } from '../../../src/platforms/discord/index.ts';
import { startFakeDiscord } from '../../support/discord/fake.ts';
import { readableLog, toyStage, type ToyStage } from '../../support/discord/toy-stage.ts';
import { GENERAL, TOKEN } from '../../support/discord/world.ts';
import { toyApp } from '../../support/toy.ts';

/** A stage of its own for each test: they run side by side, for Discord lets a bot identify once in 5 s only. */
const open = async (...given: Parameters<typeof toyStage>): Promise<ToyStage & AsyncDisposable> => {
  const stage = await toyStage(...given);
  return { ...stage, [Symbol.asyncDispose]: async () => stage.stop() };
};

/** Waits until the gateway's story has this many chapters of a kind. */
const chapters = async (on: ToyStage, what: string, count: number): Promise<void> => {
  const { story } = on.fake.gateway;
  await on.fake.world.until(
    `${count} x ${what}`,
    () => (story.filter((one) => one === what).length >= count ? true : undefined),
    15_000,
  );
};

test.concurrent('no privileged intent, and no more than three', async () => {
  await using stage = await open();
  expect(stage.fake.gateway.sessions.map((session) => session.intents)).toEqual([1 + 512 + 4096]);
});

test.concurrent('a dropped connection is resumed, and what happened meanwhile is answered once', async () => {
  await using stage = await open();
  const ann = stage.person('ann');
  await ann.command('count');
  stage.fake.gateway.kill();
  const answered = ann.press('One more'); // into the void: the fake keeps it for the resume
  expect((await answered).text).toContain('Count: 1');
  expect(stage.fake.gateway.story).toEqual(['identify', 'ready', 'resume', 'resumed']);
  expect(stage.ran).toEqual(['tick 0']);
  expect(stage.complaints()).toEqual([]);
});

test.concurrent('asked to reconnect, it resumes', async () => {
  await using stage = await open();
  stage.fake.gateway.askToReconnect();
  await chapters(stage, 'resumed', 1);
  expect((await stage.person('ann').command('count')).text).toContain('Count: 0');
});

test.concurrent('an invalid session is begun anew', async () => {
  await using stage = await open();
  stage.fake.gateway.invalidate(false);
  await chapters(stage, 'ready', 2);
  expect((await stage.person('ann').command('count')).text).toContain('Count: 0');
  stage.fake.gateway.close(4_009);
  await chapters(stage, 'resumed', 1);
  expect((await stage.person('bob').command('count')).text).toContain('Count: 0');
});

test.concurrent('resumed and declared invalid in one breath: the process lives', async () => {
  await using stage = await open();
  const crashes: unknown[] = [];
  const crash = (error: unknown): void => void crashes.push(error);
  process.on('unhandledRejection', crash);
  try {
    stage.fake.gateway.breakNextResume();
    stage.fake.gateway.kill();
    await chapters(stage, 'ready', 2);
    expect((await stage.person('ann').command('count')).text).toContain('Count: 0');
    expect(crashes).toEqual([]);
  } finally {
    process.off('unhandledRejection', crash);
  }
});

describe.concurrent('readiness', () => {
  test('only while connected', async () => {
    const fake = await startFakeDiscord();
    const { logger } = readableLog();
    const discord = createDiscord({ token: TOKEN, apiUrl: fake.url, log: logger });
    try {
      expect(discord.ready()).toBe(false);
      await discord.start(toyApp());
      expect(discord.ready()).toBe(true);
      fake.gateway.kill();
      await fake.world.until('not ready', () => (discord.ready() ? undefined : true));
      await fake.world.until('a resume', () => (fake.gateway.story.includes('resumed') ? true : undefined));
      await fake.gateway.settle();
      expect(discord.ready()).toBe(true);
      await discord.stop();
      expect(discord.ready()).toBe(false);
    } finally {
      await discord.stop();
      await fake.stop();
    }
  });
});

describe.concurrent('gone for good', () => {
  test('a wrong token is told at start, with what to do', async () => {
    const fake = await startFakeDiscord();
    const { logger } = readableLog();
    try {
      const discord = createDiscord({ token: 'wrong', apiUrl: fake.url, log: logger });
      await expect(discord.start(toyApp())).rejects.toThrow(/DISCORD_TOKEN/u);
      await discord.stop();
    } finally {
      await fake.stop();
    }
  });
  test('Discord cannot be reached', async () => {
    const { logger } = readableLog();
    const fake = await startFakeDiscord();
    await fake.stop();
    const discord = createDiscord({ token: TOKEN, apiUrl: fake.url, log: logger });
    await expect(discord.start(toyApp())).rejects.toThrow(/cannot be reached.*ECONNREFUSED/u);
    await discord.stop();
  });
  test.each([
    [4_004, /DISCORD_TOKEN/u],
    [4_011, /DISCORD_SHARDS=auto/u],
    [4_014, /privileged/u],
  ])('closed with %i while running', async (code, advice) => {
    const fatal = Promise.withResolvers<Error>();
    await using stage = await open({ onFatal: fatal.resolve });
    stage.fake.gateway.close(code);
    expect((await fatal.promise).message).toMatch(advice);
  });
});

describe.concurrent('shards', () => {
  test('two of two in one process', async () => {
    await using stage = await open({ shards: { ids: [0, 1], total: 2 } });
    expect(stage.fake.gateway.sessions.map((session) => session.shard)).toEqual([
      [0, 2],
      [1, 2],
    ]);
    expect((await stage.person('ann').command('count')).text).toContain('Count: 0');
  }, 20_000);
  test('as many as Discord recommends', async () => {
    await using stage = await open({ shards: 'auto' });
    expect(stage.fake.gateway.sessions.map((session) => session.shard)).toEqual([[0, 1]]);
  });
  test('only the process with the first shard registers commands', async () => {
    await using stage = await open({ shards: { ids: [1], total: 2 } });
    const calls = stage.fake.http.calls.filter((call) => call.includes('/commands'));
    expect(calls.filter((call) => !call.startsWith('GET'))).toEqual([]); // it reads their ids
  });
});

test.concurrent('stopping lets what is under way finish, and takes nothing new', async () => {
  const gate = Promise.withResolvers<void>();
  await using stage = await open({}, (app) => ({
    ...app,
    handle: async (request) => {
      await gate.promise;
      return app.handle(request);
    },
  }));
  const ann = stage.person('ann');
  const answered = ann.command('count');
  await stage.fake.gateway.settle();
  const stopped = stage.stop();
  // still connected while somebody waits for an answer
  await stage.fake.gateway.settle();
  await stage.fake.gateway.settle();
  expect(stage.fake.gateway.connected()).toBe(1);
  gate.resolve();
  expect((await answered).text).toContain('Count: 0');
  await stopped;
  expect(stage.fake.gateway.connected()).toBe(0);
});

test.concurrent('an admin who talks is known by the roles of the guild', async () => {
  const admins: boolean[] = [];
  await using stage = await open({}, (app) => ({
    ...app,
    handle: async (request) => {
      admins.push(request.caller.admin);
      return app.handle(request);
    },
  }));
  await stage.person('boss', { admin: true }).mention('hello');
  await stage.person('ann').mention('hello');
  expect(admins).toEqual([true, false]);
  expect(stage.complaints()).toEqual([]);
  expect(stage.fake.world.channel(GENERAL).guild_id).toBeDefined();
});
