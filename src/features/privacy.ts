/** `/privacy`: what is stored about me, all of it to read, one press to delete it, and whether boards show me. */
import { defineAction } from '../chat/action.ts';
import { button, buttons, type Card, card, code, note, table, text, title } from '../chat/card.ts';
import { type Call, defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { arg } from '../chat/press.ts';
import { redraw, type Reply, show } from '../chat/reply.ts';
import type { Tools } from '../tools.ts';

/** Characters of the export on one card. */
const PAGE = 2_200;

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
  drop_answers: 'Your answers to daily drops',
  members: 'Your standing in each cohort',
  point_fixes: 'Points that staff gave or took, with the reason',
  streak_pauses: 'Pauses of your streak',
  reminders: 'Your reminders',
  audit_log: 'What staff did that concerned you',
  pulse_orders: 'Weekly figures you ordered',
  staff_people: 'Your role as an instructor',
  playground_rows: 'Private messages of the playground',
};

export function privacy(tools: Tools): Definitions {
  const { store } = tools;

  const read = defineAction({
    id: 'privacy.read',
    args: { page: arg.count },
    run: async ({ args, caller }) => redraw(await pageCard(caller.learner, args.page)),
  });
  const overview = defineAction({
    id: 'privacy.overview',
    args: {},
    run: async ({ caller }) => redraw(await overviewCard(caller.learner)),
  });
  const askForget = defineAction({
    id: 'privacy.ask',
    args: {},
    run: () =>
      redraw(
        card(
          title('Delete everything about me?'),
          text(
            'Your answers, points, lessons, reviews and settings go, at once and for good. Nobody can bring them back.',
          ),
          buttons(
            button(forget.press({}), 'Yes, delete everything', 'danger'),
            button(overview.press({}), 'No, keep it'),
          ),
        ),
      ),
  });
  const forget = defineAction({
    id: 'privacy.forget',
    args: {},
    run: async ({ caller }) => {
      const had = await store.privacy.forgetLearner(caller.learner);
      return redraw(
        card(
          text(
            had ? 'It is all gone. If you use me again, we start from nothing.' : 'There was nothing stored about you.',
          ),
        ),
      );
    },
  });
  const hide = defineAction({
    id: 'privacy.hide',
    args: { on: arg.flag },
    run: async ({ args, caller, at }) => {
      const { learner, name, locale, community } = caller;
      await store.learners.meet({ learner, name, locale, community }, at);
      await store.boards.setHidden(learner, args.on);
      return redraw(await overviewCard(learner));
    },
  });

  async function overviewCard(learner: string): Promise<Card> {
    const [found, me] = await Promise.all([
      store.privacy.everythingAbout(learner),
      store.learners.findLearner(learner),
    ]);
    const hidden = me?.hidden ?? false;
    return card(
      title('What I store about you'),
      found.length === 0
        ? text('Nothing. I begin to store something when you answer a question, open a lesson or change a setting.')
        : table(
            ['What', 'Entries'],
            found.map(({ table: name, rows }) => [NAMES[name] ?? name, String(rows.length)]),
          ),
      text(
        'I keep it so that your score and your place in lessons are there next time. Staff of your community see results of its daily drops and the reports you send. I do not keep what you ask me.',
      ),
      text(
        hidden
          ? 'Boards do **not** show you. Staff still see your results.'
          : 'Boards show your name with your points.',
      ),
      buttons(
        found.length > 0 && button(read.press({ page: 0 }), 'Read all of it'),
        button(hide.press({ on: !hidden }), hidden ? 'Show me on boards' : 'Hide me from boards'),
        found.length > 0 && button(askForget.press({}), 'Delete everything', 'danger'),
      ),
      note('Only you can see this.'),
    );
  }

  async function pageCard(learner: string, page: number): Promise<Card> {
    const all = JSON.stringify(await store.privacy.everythingAbout(learner), null, 1);
    const pages = Math.max(1, Math.ceil(all.length / PAGE));
    const here = Math.min(page, pages - 1);
    return card(
      note(`**Everything I store about you**, as JSON · page ${here + 1} of ${pages}`),
      code(all.slice(here * PAGE, (here + 1) * PAGE), 'json'),
      buttons(
        here > 0 && button(read.press({ page: here - 1 }), 'Back'),
        here + 1 < pages && button(read.press({ page: here + 1 }), 'Next', 'main'),
        button(overview.press({}), 'Done'),
      ),
    );
  }

  return {
    commands: [
      defineCommand({
        name: 'privacy',
        description: 'What I store about you: read it, delete it, hide from boards.',
        options: {},
        run: async ({ caller }: Call): Promise<Reply> => show(await overviewCard(caller.learner)),
      }),
    ],
    actions: [read, overview, askForget, forget, hide],
  };
}
