/** `/privacy`: what is stored about me, all of it as a file, one press to delete it, and whether boards show me. */
import { address, on } from '../chat/address.ts';
import { button, buttons, type Card, card, file, note, table, text, title } from '../chat/card.ts';
import { defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { LIMITS } from '../chat/limits.ts';
import { arg } from '../chat/press.ts';
import { redraw, show } from '../chat/reply.ts';
import type { LearnerId } from '../chat/request.ts';
import { meet } from '../classroom/meeting.ts';
import { mailboxOf } from '../classroom/people.ts';
import type { StoredTable } from '../storage/privacy.ts';
import type { Tools } from '../tools.ts';

/** Files handed out at once: they have to arrive within seconds. */
const MOST_FILES = 5;

/** Where the playground keeps its conversations; a chat platform keeps its own. */
const PAGE = 'playground_rows';

/** What each kind of row is, in a learner's words; a table without a line here is shown by its own name. */
const NAMES: Readonly<Record<string, string>> = {
  learners: 'Your name, settings, when you were here',
  runs: 'Quizzes and questions you began',
  attempts: 'Your answers and their points',
  scores: 'Your score in each community',
  lesson_progress: 'How far you are in lessons',
  participations: 'Discussions you took part in',
  reports: 'Questions you reported',
  notices: 'News that waits for you',
  reviews: 'What you want to remember',
  drop_answers: 'Your answers to daily questions',
  members: 'Your standing in each cohort',
  point_fixes: 'Points that staff gave or took, with the reason',
  streak_pauses: 'Pauses of your streak',
  reminders: 'Your reminders',
  audit_log: 'What staff did that concerned you',
  pulse_orders: 'Weekly figures you ordered',
  staff_people: 'Your role as an instructor',
  homes: 'When you opened your own page',
  asked_wishes: 'Questions whose answer you want to hear of',
  asked_days: 'How many questions you gave the authors today',
  own_uploads: 'Files with questions that wait for your yes',
  talks: 'What we spoke about in the last half hour',
  [PAGE]: 'Messages on this page: yours, and what I answered you',
};

const overview = address('privacy.overview', {});
const readAll = address('privacy.read', {});
const hideMe = address('privacy.hide', { on: arg.flag });
const askForget = address('privacy.ask', {});
const forgetMe = address('privacy.forget', {});

export const privacy = (tools: Tools): Definitions => ({
  commands: [
    defineCommand({
      name: 'privacy',
      description: 'What I store about you: read it, delete it, hide from boards.',
      options: {},
      run: async ({ caller }) => show(await drawOverview(tools, caller.learner)),
    }),
  ],
  actions: [
    on(overview, async ({ caller }) => redraw(await drawOverview(tools, caller.learner))),
    on(readAll, async ({ caller }) => redraw(await drawExport(tools, caller.learner))),
    on(hideMe, async ({ args, ...call }) => {
      const { learner } = call.caller;
      await meet(tools, call);
      await tools.store.boards.setHidden(learner, args.on);
      return redraw(await drawOverview(tools, learner));
    }),
    on(askForget, () => redraw(FORGET)),
    on(forgetMe, async ({ caller }) => {
      const had = await tools.store.privacy.forgetLearner(caller.learner, mailboxOf(caller.learner));
      return redraw(
        card(
          text(
            had ? 'It is all gone. If you use me again, we start from nothing.' : 'There was nothing stored about you.',
          ),
        ),
      );
    }),
  ],
});

const FORGET = card(
  title('Delete everything about me?'),
  text('Your answers, points, lessons, reviews and settings go, at once and for good. Nobody can bring them back.'),
  // apart from each other, and the safe one first: a second tap must not hit what cannot be undone
  buttons(button(overview(), 'No, keep it', 'main')),
  buttons(button(forgetMe(), 'Yes, delete everything', 'danger')),
);

async function drawOverview({ store }: Tools, learner: LearnerId): Promise<Card> {
  const [found, me] = await Promise.all([
    store.privacy.everythingAbout(learner, mailboxOf(learner)),
    store.learners.findLearner(learner),
  ]);
  const hidden = me?.hidden ?? false;
  return card(
    title('What I store about you'),
    found.length === 0
      ? text(
          'Nothing. I begin to store something when you answer a question, open a lesson or your own page, ask the authors, or change a setting.',
        )
      : table(
          ['What', 'Entries'],
          found.map(({ table: name, rows }) => [NAMES[name] ?? name, String(rows.length)]),
        ),
    text(
      'I keep it so that your score and your place in lessons are there next time. Staff of your community see results of its daily questions and the reports you send; of quizzes and reviews they see how many mix-ups were cured, in figures about five people or more. ' +
        (found.some(({ table: name }) => name === PAGE)
          ? 'This page keeps what you and I said here, so that you find it again; nobody else reads it, but for what you said in a channel. It goes when you delete everything.'
          : 'I do not keep what you ask me; for half an hour I remember which entry, lesson or question we spoke of, so that you can go on with it.') +
        ' What your last requests did (names of steps and times, nothing you wrote) stays in memory for ten minutes, for *Behind the scenes*.' +
        ' What you hand to the authors with *Ask the authors* is kept without your name.',
    ),
    text(
      hidden ? 'Boards do **not** show you. Staff still see your results.' : 'Boards show your name with your points.',
    ),
    buttons(
      found.length > 0 && button(readAll(), 'Download all of it'),
      button(hideMe({ on: !hidden }), hidden ? 'Show me on boards' : 'Hide me from boards'),
      found.length > 0 && button(askForget(), 'Delete everything…', 'danger'),
    ),
    note('Only you can see this.'),
  );
}

async function drawExport({ store }: Tools, learner: LearnerId): Promise<Card> {
  const all = jsonFiles(await store.privacy.everythingAbout(learner, mailboxOf(learner)));
  const files = all.slice(0, MOST_FILES);
  return card(
    title('Everything I store about you'),
    files.length === 0 && text('Nothing, as it turns out.'),
    ...files.map((json, at) =>
      file(
        files.length === 1 ? 'about me' : `about me ${at + 1}`,
        'application/json',
        json,
        'Everything I store about you, as JSON',
      ),
    ),
    all.length > files.length && note('There is more than I can send at once. Whoever runs me can give you the rest.'),
    buttons(button(overview(), 'Done')),
  );
}

/** As many JSON texts as it takes, a row a line, each whole in itself and no longer than `most` bytes. */
export function jsonFiles(found: readonly StoredTable[], most: number = LIMITS.fileBytes): readonly string[] {
  const files: Map<string, string[]>[] = [];
  let tables = new Map<string, string[]>();
  let left = 0;
  for (const { table: name, rows } of found) {
    for (const row of rows) {
      const line = JSON.stringify(row);
      const bytes = Buffer.byteLength(line) + name.length + 12; // as if each row brought the frame of its table along
      if (bytes > left) {
        tables = new Map();
        files.push(tables);
        left = most - 5;
      }
      left -= bytes;
      const lines = tables.get(name) ?? [];
      tables.set(name, lines);
      lines.push(line);
    }
  }
  return files.map((one) => {
    const parts = [...one].map(([name, lines]) => `${JSON.stringify(name)}: [\n${lines.join(',\n')}\n]`);
    return `{\n${parts.join(',\n')}\n}\n`;
  });
}
