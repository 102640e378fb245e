/** Suggestions while typing: always an answer, and always in time. */
import type { APIInteraction } from 'discord.js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Audience, remove } from '../../../src/chat/reply.ts';
import { answer } from '../../../src/platforms/discord/answer.ts';
import { logger, recorder } from './recorder.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('suggestions', () => {
  const typing = {
    id: '1420070400000000000',
    token: 't',
    application_id: '9',
    locale: 'en',
    user: { id: '900000000000000101', username: 'ann' },
    type: 4,
    data: { type: 1, name: 'toy', options: [{ name: 'is', type: 3, value: 'd', focused: true }] },
  } as unknown as APIInteraction;
  const suggesting = async (suggest: () => Promise<readonly { label: string; value: string }[]>, ms = 0) => {
    const bodies: unknown[] = [];
    const { wire } = recorder();
    const { log, lines } = logger();
    const app = { handle: async () => remove, audienceOf: (): Audience => 'caller', suggest };
    const done = answer({ app, wire: { ...wire, callback: async (_, body) => void bodies.push(body) }, log }, typing);
    await vi.advanceTimersByTimeAsync(ms);
    await done;
    return { bodies, lines };
  };
  test('no doubles, nothing empty, at most 25', async () => {
    const many = Array.from({ length: 30 }, (_, i) => ({ label: `L${i}`, value: `v${i}` }));
    const { bodies } = await suggesting(async () => [{ label: 'L0', value: 'x' }, { label: ' ', value: 'y' }, ...many]);
    const [{ data }] = bodies as [{ data: { choices: { name: string; value: string }[] } }];
    expect(data.choices).toHaveLength(25);
    expect(data.choices[0]).toEqual({ name: 'L0', value: 'x' });
    expect(data.choices[1]).toEqual({ name: 'L1', value: 'v1' });
  });
  test('too slow: none, rather than an error', async () => {
    const { bodies } = await suggesting(() => new Promise(() => undefined), 2_000);
    expect(bodies).toEqual([{ type: 8, data: { choices: [] } }]);
  });
  test('broken: none, and the log says why', async () => {
    const { bodies, lines } = await suggesting(() => Promise.reject(new Error('index gone')));
    expect(bodies).toEqual([{ type: 8, data: { choices: [] } }]);
    expect(lines).toMatchObject([{ level: 50, msg: 'suggestions failed', command: 'toy', option: 'is' }]);
  });
});
