/** Commands in cards and forms read as they are typed on Slack: behind its one slash command. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { address, on, onForm, openForm } from '../../../src/chat/address.ts';
import { createApp } from '../../../src/chat/app.ts';
import { button, buttons, type Card, card, code, note, table, text, title } from '../../../src/chat/card.ts';
import { defineCommand } from '../../../src/chat/command.ts';
import type { Definitions } from '../../../src/chat/feature.ts';
import { escape } from '../../../src/chat/markdown.ts';
import { ask, redraw, show } from '../../../src/chat/reply.ts';
import type { Mailbox } from '../../../src/chat/request.ts';
import { type Commands, nameCommands } from '../../../src/platforms/slack/command-names.ts';
import { drawForm } from '../../../src/platforms/slack/form.ts';
import { drawBlocks, drawMessage } from '../../../src/platforms/slack/render.ts';
import { type SlackStage, slackStage } from '../../support/slack/stage.ts';
import { toyFeature } from '../../support/toy.ts';

const commands: Commands = { command: 'sous', names: new Set(['quiz', 'what', 'setup']) };
const press = { id: 'toy.form', args: {} };

/** What the Markdown of a text becomes. */
function named(source: string, by: Commands = commands): string {
  const [block] = nameCommands(card(text(source)), by).blocks;
  return block?.kind === 'text' ? block.text : '';
}

describe('inline code', () => {
  test.each([
    ['alone', '`/quiz`', '`/sous quiz`'],
    ['with an option', '`/quiz topic:HTTP`', '`/sous quiz topic:HTTP`'],
    ['with a word', 'Try `/what data base`.', 'Try `/sous what data base`.'],
    ['under the common name', '`/tutor setup`', '`/sous setup`'],
    ['under the common name, with an option', '`/tutor setup zone:x`', '`/sous setup zone:x`'],
    ['several, with others between', '`/quiz` or `/friends` or `/what`', '`/sous quiz` or `/friends` or `/sous what`'],
    ['in a list, bold, quoted', '- **`/quiz`**\n\n> `/what`', '- **`/sous quiz`**\n\n> `/sous what`'],
    ['in longer marks', '`` /what a`b` ``', '`` /sous what a`b` ``'],
    ['over two lines', '`/tutor\nsetup`', '`/sous setup`'],
    ['after an escaped mark', '\\` `/quiz` \\`', '\\` `/sous quiz` \\`'],
  ])('is written anew: %s', (_, source, expected) => {
    expect(named(source)).toBe(expected);
  });

  test.each([
    ['a path of a lesson', '`/friends?page=2` and `/friends`'],
    ['a path that goes on', '`/quiz/7`, `/quiz?x=1`, `/quiz.html`, `/quizzes`, `/quiz-old`'],
    ['not at its beginning', '`GET /quiz` and `a/quiz`'],
    ['no command behind the common name', '`/tutor`, `/tutor friends`, `/tutor setups`'],
    ['a code block', '```sh\ncurl `/quiz`\n/quiz\n```'],
    ['a code block in a list', '- see\n\n  ```\n  /quiz\n  ```\n\n- `x`'],
    ['what somebody typed', escape('`/quiz` and `/tutor setup`')],
    ['outside of code', 'a/quiz and /quiz'],
    ['names that every object has', '`/constructor`'],
  ])('stays as it is: %s', (_, source) => {
    expect(named(source)).toBe(source);
  });

  test('with the usual name, and with one that is itself in the catalog', () => {
    expect(named('`/quiz`, `/tutor setup`', { ...commands, command: 'tutor' })).toBe('`/tutor quiz`, `/tutor setup`');
    const quiz: Commands = { ...commands, command: 'quiz' };
    expect(named('`/quiz quiz`', quiz)).toBe('`/quiz quiz quiz`');
    expect(drawMessage(card(text('`/quiz`')), { commands: quiz }).text).toBe('/quiz quiz');
  });
});

describe('golden', () => {
  const shown: Card = card(
    title('GET /quiz'),
    text('**Next:** `/quiz topic:x`, not `/friends`.'),
    note('Staff: `/tutor setup`.'),
    code('/quiz'),
    table(['Path'], [['/quiz']]),
  );
  const style = { code: true };

  test('a card: texts and notes; titles, code and tables are not commands', () => {
    const cell = (cellText: string, bold: boolean) => ({
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [{ type: 'text', text: cellText, ...(bold && { style: { bold } }) }],
        },
      ],
    });
    expect(drawBlocks(shown, { surface: 'message', commands })).toEqual([
      { type: 'header', text: { type: 'plain_text', text: 'GET /quiz', emoji: false } },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'text', text: 'Next:', style: { bold: true } },
              { type: 'text', text: ' ' },
              { type: 'text', text: '/sous quiz topic:x', style },
              { type: 'text', text: ', not ' },
              { type: 'text', text: '/friends', style },
              { type: 'text', text: '.' },
            ],
          },
        ],
      },
      { type: 'context', elements: [{ type: 'mrkdwn', text: 'Staff: `/sous setup`.', verbatim: true }] },
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: '/quiz' }] }],
      },
      { type: 'table', rows: [[cell('Path', true)], [cell('/quiz', false)]], column_settings: [{ is_wrapped: true }] },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'menu!setup',
            text: { type: 'plain_text', text: '/sous setup', emoji: false },
          },
        ],
      },
    ]);
  });

  test('without the commands nothing is written anew, and the card itself never is', () => {
    const before = structuredClone(shown);
    expect(JSON.stringify(drawMessage(shown))).not.toContain('sous quiz');
    drawMessage(shown, { commands });
    expect(shown).toEqual(before);
  });

  test.each([
    ['Try /quiz, (/what is:x) or /tutor setup.', 'Try /sous quiz, (/sous what is:x) or /sous setup.'],
    ['/quiz', '/sous quiz'],
    ['`/quiz topic:x` next?', '`/sous quiz topic:x` next?'],
    ['/quiz/7, /quiz.html, and/quiz, /friends, /quiz?x=1', '/quiz/7, /quiz.html, and/quiz, /friends, /quiz?x=1'],
  ])('a summary: %s', (summary, expected) => {
    expect(drawMessage({ ...card(text('x')), summary }, { commands }).text).toBe(expected);
  });

  test('a summary made from the blocks', () => {
    expect(drawMessage(card(text('Try `/quiz`.')), { commands }).text).toBe('Try /sous quiz.');
    expect(drawMessage(card(text(escape('I typed /quiz'))), { commands }).text).toBe('I typed /quiz');
  });

  test('a form: its title, intro and notes; never what was filled in', () => {
    const view = drawForm(
      {
        press,
        title: '/quiz',
        intro: 'Like /quiz topic:x.',
        fields: {
          a: { kind: 'text', label: 'A', note: 'See /tutor setup.', value: '/quiz' },
          b: { kind: 'text', label: 'B' },
        },
      },
      '',
      commands,
    );
    expect(view).toMatchObject({
      title: { text: '/sous quiz' },
      blocks: [
        { type: 'section', text: { text: 'Like /sous quiz topic:x.' } },
        { hint: { text: 'See /sous setup.' }, element: { initial_value: '/quiz' } },
        { label: { text: 'B' } },
      ],
    });
  });

  test('a title that would not fit stays', () => {
    const long: Commands = { ...commands, command: 'a-very-long-command-name' };
    const form = { press, title: '/quiz', intro: '/quiz', fields: { a: { kind: 'text', label: 'A' } } } as const;
    expect(drawForm(form, '', long)).toMatchObject({
      title: { text: '/quiz' },
      blocks: [{ text: { text: '/a-very-long-command-name quiz' } }, {}],
    });
  });
});

const showing = address('names.show', {});
const redrawing = address('names.redraw', {});
const asking = address('names.ask', {});
const telling = address('names.form', {});

/** Names commands on every way to Slack. */
function naming(): Definitions {
  const words = card(text('Try `/echo is:x`, `/tutor setup`, not `/friends`.'));
  const fields = { a: { kind: 'text', label: 'A' } } as const;
  const row = buttons(
    button(showing(), 'Show names'),
    button(redrawing(), 'Redraw names'),
    button(asking(), 'Ask names'),
  );
  return {
    commands: [
      defineCommand({
        name: 'names',
        description: 'Names commands.',
        options: {},
        run: () => show(card(...words.blocks, row)),
      }),
    ],
    actions: [
      on(showing, () => show(words)),
      on(redrawing, () => redraw(words)),
      on(asking, () => ask(openForm(telling(), { title: 'Ask', intro: 'As /echo does.', fields }))),
    ],
    forms: [onForm(telling, () => redraw(words))],
    home: () => [text('Home of `/names`.'), ...(row === undefined ? [] : [row])],
  };
}

describe.each(['tutor', 'sous'])('through the stage, as /%s', (command) => {
  let stage: SlackStage;
  const words = `Try /${command} echo is:x, /${command} setup, not /friends.`;
  beforeAll(async () => {
    stage = await slackStage(
      async (platform) => {
        await platform.start(createApp({ features: [toyFeature(), naming()] }));
        return { stop: async () => platform.stop() };
      },
      { mode: 'http', command },
    );
  });
  afterAll(async () => {
    await stage.stop();
    expect(stage.complaints()).toEqual([]);
  });

  test('an answer, a redrawing, a form and what follows it', async () => {
    const ana = stage.person('Ana');
    const seen = await ana.command('names');
    expect(seen.text).toBe(words);
    expect((await ana.press('Show names', seen)).text).toBe(words);
    expect((await ana.press('Ask names', seen)).text).toBe(`As /${command} echo does.`);
    expect((await ana.submit({})).text).toBe(words);
    expect((await ana.press('Redraw names', await ana.command('names'))).text).toBe(words);
  });

  test('the form for a missing option', async () => {
    expect((await stage.person('Ana').type('echo')).form?.title).toBe(`/${command} echo`);
  });

  test('the App Home and the modal on it', async () => {
    const ana = stage.person('Ana');
    const home = await ana.openHome();
    expect(home.text).toContain(`Home of /${command} names.`);
    expect((await ana.press('Show names', home)).text).toBe(words);
  });

  test('what is posted unasked, and edited, with its notification', async () => {
    const place: Mailbox = `slack:channel/${stage.team.id}.${stage.channelId}`;
    const ref = await stage.platform().post(place, card(text('Now `/echo`.')), { key: 'names' });
    const posted = () => stage.slack.world.live(stage.team.id, stage.channelId).find((one) => ref.endsWith(one.ts));
    expect(posted()?.text).toBe(`Now /${command} echo.`);
    expect((await stage.channel()).map((one) => one.text)).toContain(`Now /${command} echo.`);
    await stage.platform().edit(ref, card(text('Then `/tutor setup`.')));
    expect(posted()?.text).toBe(`Then /${command} setup.`);
    expect((await stage.channel()).map((one) => one.text)).toContain(`Then /${command} setup.`);
  });

  test('what people say is repeated as they said it', async () => {
    expect((await stage.person('Ana').say('what is `/echo`?')).text).toBe('I heard: what is `/echo`?');
  });
});

describe('commands that a card names', () => {
  const commands = { command: 'tutor', names: new Set(['quiz', 'what', 'setup', 'daily', 'learn', 'review']) };
  const named = (words: string): string[] =>
    drawMessage(card(text(words)), { commands }).blocks.flatMap((block) =>
      block.type === 'actions'
        ? block.elements.flatMap((one) => (one.type === 'button' ? `${one.text.text} ${one.action_id ?? ''}` : []))
        : [],
    );
  test('have a button each, once, which runs them or asks for what they need', () => {
    expect(named('Try `/quiz`, or `/what is:`, and `/quiz` again.')).toEqual([
      '/tutor quiz menu!quiz',
      '/tutor what menu!what',
    ]);
  });
  test('those of staff too, but no unknown ones, and none with an option already', () => {
    expect(named('`/tutor setup`, `/quiz topic:apis`, `/etc`, quiz')).toEqual(['/tutor setup menu!setup']);
  });
  test('a long list of them stands in rows, also on the page of somebody', () => {
    const list = card(text('`/quiz` `/what` `/daily` `/learn` `/review` `/tutor setup`'));
    const rows = drawBlocks(list, { surface: 'home', commands }).flatMap((block) =>
      block.type === 'actions' ? [block.elements.length] : [],
    );
    expect(rows).toEqual([5, 1]);
  });
});
