/** Discord fails: slow answers, lost answers, limits, tokens that ran out, things that are gone. */
import { afterEach, describe, expect, test } from 'vitest';
import type { App } from '../../../src/chat/app.ts';
import { card, text } from '../../../src/chat/card.ts';
import { show } from '../../../src/chat/reply.ts';
import { toyStage, type ToyStage } from '../../support/discord/toy-stage.ts';
import { BOT_ROLE, EPHEMERAL, GENERAL } from '../../support/discord/world.ts';

let stage: ToyStage;
afterEach(async () => {
  await stage.stop();
});

const CALLBACK = /^\/interactions\/.*\/callback$/u;
const UNANSWERED = /nothing happened/u;
const WEBHOOK = /^\/webhooks\//u;
/** Before it is sent again nobody waits here. */
const pause = async (): Promise<void> => undefined;
const upstream = (when: 'before' | 'after') => ({ how: 'status', status: 502, when }) as const;
/** An app that waits until the test lets it go on. */
function gated(): { readonly wrap: (app: App) => App; readonly go: () => void } {
  const gate = Promise.withResolvers<void>();
  const handle =
    (app: App): App['handle'] =>
    async (request) => {
      await gate.promise;
      return app.handle(request);
    };
  return { wrap: (app) => ({ ...app, handle: handle(app) }), go: gate.resolve };
}
/** The one interaction under way has been acknowledged. */
const acknowledged = async (type: number): Promise<void> => {
  await stage.fake.world.until(`an acknowledgement of type ${type}`, () =>
    [...stage.fake.world.interactions.values()].some((one) => one.acknowledged?.type === type) ? true : undefined,
  );
};

describe('a first answer', () => {
  test.each([
    ['fails before it is stored', upstream('before')],
    ['is stored, and the reply to it is lost', upstream('after')],
    ['is stored, and the connection breaks', { how: 'drop', when: 'after' } as const],
    ['breaks on the way', { how: 'drop', when: 'before' } as const],
  ])('that %s arrives all the same, once', async (_, failure) => {
    stage = await toyStage({ pause });
    const ann = stage.person('ann');
    await ann.command('count');
    stage.fake.fail('POST', CALLBACK, failure);
    expect((await ann.press('One more')).text).toContain('Count: 1');
    expect(await stage.channel()).toHaveLength(1);
    expect(stage.ran).toEqual(['tick 0']);
    await stage.stop(); // the call that is sent again must have come back too
    expect(stage.log.filter((line) => line.level >= 40)).toEqual([]);
  });

  test('that never gets through is logged, and the next one works', async () => {
    stage = await toyStage({ answerWithin: 1_000, pause });
    const ann = stage.person('ann');
    stage.fake.fail('POST', CALLBACK, upstream('before'), 3);
    await expect(ann.command('count')).rejects.toThrow(UNANSWERED);
    await stage.logged('an interaction could not be answered');
    expect((await ann.command('count')).text).toContain('Count: 0');
  });

  test('that Discord would take only when it is too late is given up at once, and the next one works', async () => {
    stage = await toyStage({ answerWithin: 200, pause });
    const ann = stage.person('ann');
    stage.fake.fail('POST', CALLBACK, { how: 'limit', retryAfter: 4 });
    await expect(ann.command('count')).rejects.toThrow(UNANSWERED);
    await stage.logged('Discord asks to wait longer');
    expect((await ann.command('count')).text).toContain('Count: 0');
    stage.fake.fail('POST', CALLBACK, { how: 'limit', retryAfter: 0.05 });
    expect((await ann.command('count')).text).toContain('Count: 0');
  });

  test('that comes after 3 s is lost: said in the log, not to the client', async () => {
    stage = await toyStage({ patience: 60_000, answerWithin: 1_000 }, (app) => ({
      ...app,
      handle: async (request) => {
        const reply = await app.handle(request);
        if (request.kind === 'command' && request.name === 'refuse') stage.fake.world.advance(3_001);
        return reply;
      },
    }));
    const ann = stage.person('ann');
    await expect(ann.command('refuse')).rejects.toThrow(UNANSWERED);
    await stage.logged('answered too late');
    expect(stage.complaints().join()).toContain('10062');
    expect((await ann.command('count')).text).toContain('Count: 0');
  });
});

describe('a slow app', () => {
  test('is waited for in private, and its answer arrives', async () => {
    const { wrap, go } = gated();
    stage = await toyStage({ patience: 1 }, wrap);
    const answered = stage.person('ann').command('echo', { is: 'ho' });
    await acknowledged(5);
    const [waiting] = [...stage.fake.world.messages.values()];
    expect(waiting).toMatchObject({ loading: true, flags: EPHEMERAL });
    stage.fake.world.advance(800_000); // within the 15 min of the token
    go();
    expect(await answered).toMatchObject({ text: 'You said: ho', private: true });
    expect(stage.complaints()).toEqual([]);
  });
  test('a press that waits shows nothing until it redraws', async () => {
    let slow = false;
    const { wrap, go } = gated();
    stage = await toyStage({ patience: 1 }, (app) => ({
      ...app,
      handle: async (request) => (slow ? wrap(app) : app).handle(request),
    }));
    const ann = stage.person('ann');
    await ann.command('count');
    slow = true;
    const answered = ann.press('One more');
    await acknowledged(6);
    expect((await stage.channel())[0]?.text).toContain('Count: 0');
    go();
    expect((await answered).text).toContain('Count: 1');
    expect(stage.complaints()).toEqual([]);
  });
  test('a refusal after waiting in public is private', async () => {
    const { wrap, go } = gated();
    stage = await toyStage({ patience: 1 }, (app) => wrap({ ...app, audienceOf: () => 'channel' }));
    const answered = stage.person('ann').command('refuse');
    await acknowledged(5);
    go();
    expect(await answered).toMatchObject({ text: 'Not today. /help knows more.', private: true });
    expect(await stage.channel()).toEqual([]);
    expect(stage.complaints()).toEqual([]);
  });
  test('pictures travel with late answers too', async () => {
    const { wrap, go } = gated();
    stage = await toyStage({ patience: 1 }, wrap);
    const answered = stage.person('ann').command('all');
    await acknowledged(5);
    go();
    expect(await answered).toMatchObject({ pictures: ['A gray square.'] });
    expect(stage.complaints()).toEqual([]);
  });
  test('after 15 min its answer is lost: said in the log', async () => {
    const { wrap, go } = gated();
    stage = await toyStage({ patience: 1, answerWithin: 1_000 }, wrap);
    const lost = Promise.allSettled([stage.person('ann').command('count')]);
    await acknowledged(5);
    stage.fake.world.advance(900_001);
    go();
    await stage.logged('its token is over');
    expect((await lost).map((one) => one.status)).toEqual(['rejected']);
  });
  test('a limit on a late answer is waited out', async () => {
    const { wrap, go } = gated();
    stage = await toyStage({ patience: 1 }, wrap);
    const answered = stage.person('ann').command('count');
    await acknowledged(5);
    stage.fake.fail('PATCH', WEBHOOK, { how: 'limit', retryAfter: 0.05 });
    go();
    expect((await answered).text).toContain('Count: 0');
  });
  test('a late answer that Discord drops is sent again', async () => {
    const { wrap, go } = gated();
    stage = await toyStage({ patience: 1, pause }, wrap);
    const answered = stage.person('ann').command('count');
    await acknowledged(5);
    stage.fake.fail('PATCH', WEBHOOK, upstream('before'), 2);
    go();
    expect((await answered).text).toContain('Count: 0');
  });
});

describe('a late answer beside what was promised', () => {
  const POSTED = /^POST \/webhooks\//u;
  /** Declared for its caller, and shared by its reply; Discord fails when it is posted. */
  async function shared(failure: ReturnType<typeof upstream>, allowed = true) {
    const { wrap, go } = gated();
    const sharing = (app: App): App => ({
      ...app,
      audienceOf: () => 'caller',
      handle: async () => show(card(text('For all.')), 'channel'),
    });
    stage = await toyStage({ patience: 1, pause, answerWithin: 200 }, (app) => wrap(sharing(app)));
    if (!allowed)
      stage.fake.world.channel(GENERAL).overwrites = [{ id: BOT_ROLE, type: 0, allow: '0', deny: String(1n << 16n) }];
    const answered = Promise.allSettled([stage.person('ann').command('count')]);
    await acknowledged(5);
    stage.fake.fail('POST', WEBHOOK, failure);
    go();
    await answered;
    await stage.stop();
    return {
      seen: (await stage.channel()).length,
      sent: stage.fake.http.calls.filter((call) => POSTED.test(call)).length,
    };
  }
  test('that all see is looked for before it is sent again', async () => {
    expect(await shared(upstream('after'))).toEqual({ seen: 1, sent: 1 });
    expect(await shared(upstream('before'))).toEqual({ seen: 1, sent: 2 });
  });
  test('is not sent again where nobody may look', async () => {
    expect(await shared(upstream('after'), false)).toEqual({ seen: 1, sent: 1 });
    expect(await shared(upstream('before'), false)).toEqual({ seen: 0, sent: 1 });
    await stage.logged('an interaction could not be answered');
  });
});

describe('things that are gone', () => {
  test('the message that was pressed', async () => {
    stage = await toyStage({ answerWithin: 500 });
    const ann = stage.person('ann');
    const counter = await ann.command('count');
    stage.fake.fail('POST', CALLBACK, { how: 'refuse', status: 404, code: 10_008, message: 'Unknown Message' });
    await expect(ann.press('One more', counter)).rejects.toThrow(UNANSWERED);
    await stage.logged('the message is gone');
    expect((await ann.press('One more', counter)).text).toContain('Count: 1');
  });
});

describe('talk', () => {
  test('an answer stored before its 500 is there once', async () => {
    stage = await toyStage();
    stage.fake.fail('POST', new RegExp(`^/channels/${GENERAL}/messages$`, 'u'), upstream('after'));
    await stage.person('ann').mention('hello');
    await stage.stop(); // the call that is sent again must have come back too
    expect(stage.fake.http.calls.filter((one) => one === `POST /channels/${GENERAL}/messages`)).toHaveLength(2);
    expect(await stage.channel()).toHaveLength(1);
  });
  test('typing is shown while the app is slow', async () => {
    const { wrap, go } = gated();
    stage = await toyStage({ patience: 1 }, wrap);
    const answered = stage.person('ann').mention('hello');
    await stage.fake.world.until('typing', () =>
      stage.fake.http.calls.includes(`POST /channels/${GENERAL}/typing`) ? true : undefined,
    );
    go();
    expect((await answered).text).toBe('I heard: hello');
  });
  test('mentioned where it may not write, it answers in private and says why', async () => {
    stage = await toyStage();
    const { world } = stage.fake;
    world.channel(GENERAL).overwrites = [{ id: BOT_ROLE, type: 0, allow: '0', deny: String(1n << 11n) }];
    const ann = stage.person('ann');
    const place = world.direct(ann.user.id).id;
    stage.fake.say(ann.user.id, GENERAL, '<@900000000000000002> hello');
    const answer = await world.until('a direct message', () =>
      [...world.messages.values()].find((one) => one.channel === place),
    );
    expect(JSON.stringify(answer.components)).toMatch(/I heard: hello.*not allowed to write/u);
    expect(stage.complaints()).toEqual([]);
  });
  test('nor in private: said in the log', async () => {
    stage = await toyStage();
    const { world } = stage.fake;
    world.channel(GENERAL).overwrites = [{ id: BOT_ROLE, type: 0, allow: '0', deny: String(1n << 11n) }];
    const ann = stage.person('ann');
    ann.user.closed = true;
    stage.fake.say(ann.user.id, GENERAL, '<@900000000000000002> hello');
    await stage.logged('Cannot send messages to this user');
  });
});
