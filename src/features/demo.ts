/** The made-up cohort of a playground on its own: made at the first start, kept alive, and removed by staff. */
import { address, on } from '../chat/address.ts';
import { button, buttons, card, text, title } from '../chat/card.ts';
import type { Definitions, Job } from '../chat/feature.ts';
import { redraw, Refusal, show } from '../chat/reply.ts';
import type { Caller } from '../chat/request.ts';
import { answerInvented, type DemoPlace, findDemo, makeDemo, removeDemo } from '../classroom/demo.ts';
import { createOutbox, type Outbox } from '../outbox/index.ts';
import type { Tools } from '../tools.ts';
import { mailsOf } from './mails.ts';
import { askRemoveDemo, newCohort } from './staff/setup/addresses.ts';
import { ownerOnly } from './staff/role.ts';

const keepDemo = address('demo.keep', {});
const dropDemo = address('demo.remove', {});

export function demo(tools: Tools): Definitions {
  return {
    actions: [
      on(askRemoveDemo, async ({ caller }) => {
        await demoOfOwner(tools, caller);
        return show(
          card(
            title('Remove the demo cohort?'),
            text(
              'Its questions in the channel, its board and its made-up members go for good, and so do answers given there.',
            ),
            buttons(button(keepDemo(), 'No, keep it', 'main')),
            buttons(button(dropDemo(), 'Yes, remove the demo', 'danger')),
          ),
          'caller',
        );
      }),
      on(keepDemo, () => redraw(card(text('The demo cohort stays. `/tutor setup` makes one of your own.')))),
      on(dropDemo, async ({ caller }) => {
        await demoOfOwner(tools, caller);
        await removeDemo(tools);
        return redraw(
          card(
            text('The demo cohort is gone, and does not come back.'),
            buttons(button(newCohort(), 'Create the first cohort…', 'main')),
          ),
        );
      }),
    ],
  };
}

/** @throws Refusal where there is none, or for whoever is not in charge of the place where it stands. */
async function demoOfOwner(tools: Tools, caller: Caller): Promise<void> {
  ownerOnly(caller);
  if ((await findDemo(tools))?.community !== caller.community)
    throw new Refusal('There is no demo cohort here. `/tutor setup` makes one of your own.');
}

/** Comes before the outbox's job: what is made is posted in the same tick. */
export function demoJob(tools: Tools, where: DemoPlace, outbox: Pick<Outbox, 'job'>): Job {
  return {
    name: 'demo',
    async run(now, stopping) {
      if ((await findDemo(tools)) === undefined) {
        const first = await makeDemo(tools, where);
        if (first === undefined) return;
        // yesterday is lived through as it was: posted then, answered, and closed and revealed by the tick of today
        const then: Tools = { ...tools, now: () => first };
        await createOutbox(then, mailsOf(then)).job.run(first, stopping);
        await answerInvented(tools, now);
        await outbox.job.run(now, stopping);
      }
      await answerInvented(tools, tools.now()); // posting took its time
    },
  };
}
