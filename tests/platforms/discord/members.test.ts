/** Whether somebody is still in a guild, as Discord tells. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Platform, PostError } from '../../../src/chat/platform.ts';
import { createDiscord } from '../../../src/platforms/discord/index.ts';
import { type FakeDiscord, startFakeDiscord } from '../../support/discord/fake.ts';
import { readableLog } from '../../support/discord/toy-stage.ts';
import { GUILD, TOKEN, type User } from '../../support/discord/world.ts';
import { toyApp } from '../../support/toy.ts';

let fake: FakeDiscord;
let discord: Platform;
let ann: User;
beforeEach(async () => {
  fake = await startFakeDiscord();
  ann = fake.addUser('ann');
  discord = createDiscord({ token: TOKEN, apiUrl: fake.url, log: readableLog().logger });
  await discord.start(toyApp());
});
afterEach(async () => {
  await discord.stop();
  await fake.stop();
});

const failure = async (work: Promise<unknown>): Promise<PostError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof PostError) return error;
  throw new Error('it did not fail as a post does', { cause: error });
};

describe('whether somebody is still there', () => {
  const guild = `discord:guild/${GUILD}` as const;
  test('is what the guild says: a member, one who left, an account that is gone', async () => {
    expect(await discord.stillMember(`discord:user/${ann.id}`, guild)).toBe(true);
    fake.world.left.add(ann.id);
    expect(await discord.stillMember(`discord:user/${ann.id}`, guild)).toBe(false);
    expect(await discord.stillMember('discord:user/900000000000009999', guild)).toBe(false);
    expect(fake.http.calls.filter((call) => call.includes('/members/'))).toHaveLength(3);
  });

  test('is not told when Discord cannot be asked, or does not let us ask', async () => {
    const person = `discord:user/${ann.id}` as const;
    expect((await failure(discord.stillMember(person, 'discord:guild/900000000000000099'))).outcome).toBe('refused');
    expect((await failure(discord.stillMember(person, 'discord:direct'))).outcome).toBe('refused');
    expect((await failure(discord.stillMember('slack:user/T1.U1', guild))).outcome).toBe('refused');
    for (const status of [403, 500]) {
      fake.fail('GET', /\/members\//u, { how: 'refuse', status, code: status === 403 ? 50_001 : 0, message: 'no' }, 5);
      await failure(discord.stillMember(person, guild));
      fake.http.faults.splice(0);
    }
  });
});
