/** Commands that a card names can be tapped on Discord. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { card, text } from '../../../src/chat/card.ts';
import { idsIn, mentioned } from '../../../src/platforms/discord/mentions.ts';
import { renderCard } from '../../../src/platforms/discord/render.ts';
import { createApp } from '../../../src/chat/app.ts';
import { defineCommand } from '../../../src/chat/command.ts';
import { show } from '../../../src/chat/reply.ts';
import { type DiscordStage, discordStage } from '../../support/discord/stage.ts';

const ids = idsIn([
  { name: 'quiz', id: '900000000000000901' },
  { name: 'tutor', id: '900000000000000902' },
  { odd: 1 },
]);

describe('a piece of code', () => {
  test.each([
    ['/quiz', '</quiz:900000000000000901>'],
    ['/quiz topic: length:', '</quiz:900000000000000901>'],
    ['/quiz topic:apis', '</quiz:900000000000000901> `topic:apis`'],
    ['/tutor setup', '</tutor setup:900000000000000902>'],
    ['/tutor', undefined],
    ['/etc/passwd', undefined],
    ['/unknown', undefined],
    ['quiz', undefined],
  ])('%s becomes %s', (code, wanted) => {
    expect(mentioned(ids)(code)).toBe(wanted);
  });
});

test('a card that would be too long with the ids does without them', () => {
  const long = card(...Array.from({ length: 2 }, () => text('Try `/quiz` now. '.repeat(100))));
  expect(JSON.stringify(renderCard(card(text('Try `/quiz`.')), { commands: ids }).body)).toContain('</quiz:');
  const { body } = renderCard(long, { commands: ids });
  expect(JSON.stringify(body)).toContain('`/quiz`');
  expect(JSON.stringify(body)).not.toContain('</quiz:');
});

describe('in a real answer', () => {
  let stage: DiscordStage;
  beforeAll(async () => {
    const help = defineCommand({
      name: 'help',
      description: 'Helps.',
      options: {},
      run: () => show(card(text('Try `/help` again.'))),
    });
    stage = await discordStage(async (platform) => {
      const said = () => show(card(text('Try `/help` again.')));
      await platform.start(createApp({ features: [{ commands: [help], said }] }));
      return { stop: () => platform.stop() };
    });
  });
  afterAll(async () => stage.stop());

  test('the id is the one that Discord gave the command', async () => {
    const seen = await stage.person('Ann').command('help');
    expect(seen.text).toBe('Try /help again.');
    const [[, registered] = ['', []]] = [...stage.fake.world.commands];
    const id = registered.find((command) => command.name === 'help')?.id;
    expect(JSON.stringify(stage.messageOf(seen))).toContain(`</help:${id}>`);
    const told = await stage.person('Ann').say('hello');
    expect(JSON.stringify(stage.messageOf(told))).toContain(`</help:${id}>`);
  });
});
