/** An app whose answers take every way there is, and wait at a gate until the test opens it. */
import { address, on, onForm, openForm } from '../../../src/chat/address.ts';
import { type App, createApp } from '../../../src/chat/app.ts';
import { button, buttons, card, note, picture, table, text } from '../../../src/chat/card.ts';
import { defineCommand } from '../../../src/chat/command.ts';
import type { Definitions } from '../../../src/chat/feature.ts';
import { typed } from '../../../src/chat/form.ts';
import { arg } from '../../../src/chat/press.ts';
import { ask, redraw, remove, show } from '../../../src/chat/reply.ts';
import type { HomeKeeper } from '../../../src/platforms/slack/index.ts';
import { tinyPng } from '../toy.ts';
import { type SlackStage, slackStage } from './stage.ts';

/** Handlers wait here until the test opens the gate. */
let gate: Promise<void> = Promise.resolve();

/** What the App Home says, also once to whoever looks; whether it can be drawn, and how often that was tried. */
export const facts = { home: 'Home', news: '', broken: false, drawn: 0 };

const redrawing = address('a.redraw', {});
const showing = address('a.show', {});
const telling = address('a.tell', {});
const removing = address('a.remove', {});
const asking = address('a.ask', {});
const naming = address('a.name', {});
const reopen = address('a.reopen', {});
const tell = address('a.form', { n: arg.count });
const again = address('a.again', {});

const controls = card(
  text('Controls'),
  buttons(
    button(redrawing(), 'Redraw'),
    button(showing(), 'Show'),
    button(telling(), 'Tell'),
    button(removing(), 'Remove'),
    button(asking(), 'Ask'),
  ),
  buttons(button(reopen(), 'Reopen'), button(naming(), 'Name')),
);

const form = openForm(tell({ n: 1 }), {
  title: 'Form',
  fields: { word: { kind: 'text', label: 'Word', required: true } },
});
const firstForm = openForm(again(), {
  title: 'First',
  fields: {
    word: { kind: 'text', label: 'Word' },
    several: {
      kind: 'pick',
      label: 'Several',
      min: 2,
      max: 3,
      options: ['a', 'b', 'c'].map((value) => ({ value, label: value })),
    },
  },
});

function feature(): Definitions {
  const shown = card(
    text('Shown.'),
    buttons(button(redrawing(), 'Redraw'), button(asking(), 'Ask'), button(removing(), 'Remove')),
  );
  return {
    commands: [
      defineCommand({ name: 'private', description: 'P', options: {}, run: () => show(controls) }),
      defineCommand({ name: 'public', description: 'P', audience: 'channel', options: {}, run: () => show(controls) }),
      defineCommand({
        name: 'rich',
        description: 'R',
        options: {},
        run: () =>
          show(card(text('Rich'), table(['A'], [['1']]), picture({ name: 'p.png', png: tinyPng(9) }, 'A picture.'))),
      }),
      defineCommand({
        name: 'who',
        description: 'W',
        options: {},
        run: ({ caller }) => show(card(text(`You are ${caller.name} ${caller.locale} ${caller.zone ?? '-'}`))),
      }),
    ],
    actions: [
      on(redrawing, async () => (await gate, redraw(card(text('Redrawn.'))))),
      on(showing, async () => (await gate, show(shown))),
      on(telling, async () => (await gate, show(card(text('Told.')))), { audience: 'channel' }),
      on(removing, async () => (await gate, remove)),
      on(asking, async () => (await gate, ask(form))),
      on(reopen, () => ask(firstForm)),
      on(naming, ({ caller }) => show(card(text(`You are ${caller.name}`)))),
    ],
    forms: [
      onForm(tell, async ({ fields }) => (await gate, redraw(card(text(`Got ${typed(fields['word'])}.`))))),
      onForm(again, () => ask(form)),
    ],
    said: () => show(controls),
    home: ({ opened }) => {
      facts.drawn += 1;
      if (facts.broken) throw new Error('the facts are out of reach');
      const news = opened && facts.news !== '' ? [note(facts.news)] : [];
      return [text(facts.home), ...news, ...controls.blocks.slice(1)];
    },
  };
}

export const answerApp = (): App => createApp({ features: [feature()] });

export async function answerStage(logged: string[] = [], homes?: HomeKeeper): Promise<SlackStage> {
  gate = Promise.resolve();
  Object.assign(facts, { home: 'Home', news: '', broken: false, drawn: 0 });
  return slackStage(
    async (platform) => {
      await platform.start(answerApp());
      return { stop: async () => platform.stop() };
    },
    { mode: 'socket', logged, ...(homes && { homes }) },
  );
}

/** Lets the handlers run only after `ms` on Slack's clock, once the event has been acknowledged. */
export function slowly(stage: SlackStage, ms: number): void {
  let release = (): void => undefined;
  gate = new Promise((resolve) => (release = resolve));
  const { delivery, slack } = stage;
  const send = delivery.send.bind(delivery);
  Object.assign(delivery, {
    send: async (...args: Parameters<typeof send>) => {
      const answer = await send(...args);
      slack.world.offset += ms;
      release();
      return answer;
    },
  });
}

/** How the calls of this method went, in order. */
export const resultsOf = (stage: SlackStage, method: string): string[] =>
  stage.slack.world.calls.filter((call) => call.method === method).map((call) => call.result);
