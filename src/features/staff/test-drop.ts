/** A test drop: looks and works like one, says so, counts for nothing, and goes away by its own button. */
import { createHash } from 'node:crypto';
import { defineAction } from '../../chat/action.ts';
import { button, buttons, type Card, card, note, text, title } from '../../chat/card.ts';
import type { Definitions } from '../../chat/feature.ts';
import { md } from '../../chat/markdown.ts';
import { PostError } from '../../chat/platform.ts';
import { arg } from '../../chat/press.ts';
import { redraw, Refusal, remove, show } from '../../chat/reply.ts';
import type { Mailbox } from '../../chat/request.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';
import { drawPanel } from './setup/panel.ts';
import { logAct } from '../../classroom/staff.ts';
import { cohortHere, ownerOnly, staffOnly } from './role.ts';

/** A test that was posted so long ago (milliseconds) is looked for no more. */
const TEST_LIFE = 24 * 3_600_000;
const which = { c: arg.id, v: arg.count };

const OPTIONS = {
  a: { label: 'A', text: 'In a variable of the program', right: false },
  b: { label: 'B', text: 'In a database', right: true },
} as const;

const testDrop = (cohort: Cohort): Card =>
  card(
    title('Test of the daily drop'),
    text('**This is only a test; it counts for nothing.** Where does data stay when the server restarts?'),
    text(
      Object.values(OPTIONS)
        .map((one) => `**${one.label}**  ${one.text}`)
        .join('  \n'),
    ),
    buttons(...Object.entries(OPTIONS).map(([key, one]) => button({ id: 'setup.sample', args: { key } }, one.label))),
    buttons(button({ id: 'setup.untest', args: { c: cohort.id } }, 'Remove this test (staff)')),
    note(md`This is where ${cohort.name} gets its drops.`),
  );

/** What whoever presses a letter of the test sees, alone. */
const testFeedback = (key: string): Card => {
  const chosen = Object.hasOwn(OPTIONS, key) ? OPTIONS[key as keyof typeof OPTIONS] : undefined;
  return card(
    text(
      chosen?.right === true
        ? '✅ **Right.** A database keeps data on disk, so it is there after a restart.'
        : '❌ **Not this time.** A variable is gone when the program stops; a database keeps data on disk.',
    ),
    note('Only you see this, as with every drop. This was a test: nothing was stored.'),
  );
};

export function testDrops(tools: Tools): Definitions {
  const { post } = tools;

  const test = defineAction({
    id: 'setup.test',
    args: which,
    run: async ({ args, ...call }) => {
      ownerOnly(call.caller);
      const cohort = await cohortHere(tools, call.caller, args.c);
      const key = `t${createHash('sha256').update(call.event).digest('hex').slice(0, 20)}`;
      try {
        await post.post(cohort.place as Mailbox, testDrop(cohort), { key });
      } catch (error) {
        if (!(error instanceof PostError)) throw error;
        throw new Refusal(md`I could not post the test: ${error.message.slice(0, 300)}. ${error.advice}`);
      }
      await logAct(tools, call, { act: 'posted a test drop', cohort: cohort.id });
      const said = 'The test stands in the channel. It counts for nothing; its own button removes it.';
      return redraw(await drawPanel(tools, call, cohort, said, key));
    },
  });
  const clear = defineAction({
    id: 'setup.clear',
    args: { ...which, k: arg.id },
    run: async ({ args, ...call }) => {
      ownerOnly(call.caller);
      const cohort = await cohortHere(tools, call.caller, args.c);
      if (!/^t[0-9a-f]{20}$/u.test(args.k)) throw new Refusal('I remove tests only.');
      try {
        const since = tools.now() - TEST_LIFE;
        for (const ref of await post.find(cohort.place as Mailbox, args.k, since)) await post.remove(ref);
      } catch (error) {
        if (!(error instanceof PostError)) throw error;
        throw new Refusal(md`I could not remove the test: ${error.message.slice(0, 300)}. ${error.advice}`);
      }
      return redraw(await drawPanel(tools, call, cohort, 'The test is gone.'));
    },
  });
  const untest = defineAction({
    id: 'setup.untest',
    args: { c: arg.id },
    run: async ({ caller }) => {
      await staffOnly(tools, caller);
      return remove;
    },
  });
  const sample = defineAction({
    id: 'setup.sample',
    args: { key: arg.id },
    run: ({ args }) => show(testFeedback(args.key), 'caller'),
  });

  return { actions: [test, clear, untest, sample] };
}
