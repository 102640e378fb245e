/** A test drop: looks and works like one, says so, counts for nothing, and goes away by its own button. */
import { createHash } from 'node:crypto';
import { address, on } from '../../chat/address.ts';
import { button, buttons, type Card, card, note, text, title } from '../../chat/card.ts';
import type { Definitions } from '../../chat/feature.ts';
import { md } from '../../chat/markdown.ts';
import { PostError } from '../../chat/platform.ts';
import { arg } from '../../chat/press.ts';
import { redraw, Refusal, remove, show } from '../../chat/reply.ts';
import type { Call, LearnerId, Mailbox } from '../../chat/request.ts';
import { mailboxOf } from '../../classroom/people.ts';
import { logAct } from '../../classroom/staff.ts';
import type { Outbox } from '../../outbox/index.ts';
import type { Mail } from '../../outbox/letter.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Tools } from '../../tools.ts';
import { noticeLetter } from '../drops/notice.ts';
import { cohortOfStaff, ownerOnly, staffOnly } from './role.ts';
import { clearTest, postTest } from './setup/addresses.ts';
import { drawPanel } from './setup/panel.ts';

/** A test that was posted so long ago (milliseconds) is looked for no more. */
const TEST_LIFE = 24 * 3_600_000;
// an older version's tests do not name themselves
const removeTest = address('setup.untest', { c: arg.id, k: arg.id.optional() });
const isTest = (key: string): boolean => /^t[0-9a-f]{20}$/u.test(key);
const sampleAnswer = address('setup.sample', { key: arg.id });

const OPTIONS = {
  a: { label: 'A', text: 'In a variable of the program', right: false },
  b: { label: 'B', text: 'In a database', right: true },
} as const;

const testDrop = (cohort: Cohort, key: string): Card =>
  card(
    title('Test of the daily drop'),
    text('**This is only a test; it counts for nothing.** Where does data stay when the server restarts?'),
    text(
      Object.values(OPTIONS)
        .map((one) => `**${one.label}**  ${one.text}`)
        .join('  \n'),
    ),
    buttons(...Object.entries(OPTIONS).map(([key, one]) => button(sampleAnswer({ key }), one.label))),
    buttons(button(removeTest({ c: cohort.id, k: key }), 'Remove this test (staff)')),
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

export function testDrops(tools: Tools, outbox: Omit<Outbox, 'job'>): Definitions {
  async function post(call: Call, id: string): Promise<Card> {
    ownerOnly(call.caller);
    const cohort = await cohortOfStaff(tools, call.caller, id);
    const key = `t${createHash('sha256').update(call.event).digest('hex').slice(0, 20)}`;
    const { learner } = call.caller;
    const outcome = await outbox.sendNow({
      key,
      kind: 'test',
      to: cohort.place as Mailbox,
      cohort: cohort.id,
      learner,
    });
    if (outcome.kind === 'unsent') throw new Refusal(md`I could not post the test. ${outcome.why}`);
    await logAct(tools, call, { act: 'posted a test drop', cohort: cohort.id });
    const where =
      outcome.kind === 'stands'
        ? 'The test stands in the channel.'
        : 'The test is on its way: it appears in the channel in a minute or so.';
    return drawPanel(tools, call, cohort, `${where} It counts for nothing; its own button removes it.`, key);
  }

  async function clear(call: Call, id: string, key: string): Promise<Card> {
    ownerOnly(call.caller);
    const cohort = await cohortOfStaff(tools, call.caller, id);
    if (!isTest(key)) throw new Refusal('I remove tests only.');
    try {
      await outbox.takeBack({ key, to: cohort.place as Mailbox, cohort: cohort.id }, tools.now() - TEST_LIFE);
    } catch (error) {
      if (!(error instanceof PostError)) throw error;
      throw new Refusal(md`I could not remove the test: ${error.message.slice(0, 300)}. ${error.advice}`);
    }
    return drawPanel(tools, call, cohort, 'The test is gone.');
  }

  return {
    actions: [
      on(postTest, async ({ args, ...call }) => redraw(await post(call, args.c))),
      on(clearTest, async ({ args, ...call }) => redraw(await clear(call, args.c, args.k))),
      on(removeTest, async ({ args, caller }) => {
        await staffOnly(tools, caller);
        const cohort = await cohortOfStaff(tools, caller, args.c);
        if (args.k !== undefined && isTest(args.k)) await outbox.withdraw(args.k, cohort.id);
        return remove;
      }),
      on(sampleAnswer, ({ args }) => show(testFeedback(args.key), 'caller')),
    ],
  };
}

export const testMail = ({ store }: Tools): Mail => ({
  letters: [
    {
      kind: 'test',
      async pack(letter) {
        const cohort = await store.cohorts.findCohort(letter.cohort ?? '');
        return cohort === undefined ? { not: 'the cohort is gone' } : { card: testDrop(cohort, letter.id) };
      },
      unsent({ id, cohort, learner }, { heard, why }) {
        if (heard || cohort === null || learner === null) return undefined;
        const to = mailboxOf(learner as LearnerId);
        return noticeLetter({ key: `n${id}`, to, cohort, learner }, { kind: 'test', why });
      },
    },
  ],
});
