/**
 * The outbox: everything that is said unasked. Letters are stored, and the job delivers them: at most one of each is ever
 * seen, and none is silently lost, whatever breaks. It knows no drop and no reminder; features bring their kinds of letter.
 */
import type { Job } from '../chat/feature.ts';
import type { Tools } from '../tools.ts';
import { deal, deliverDue, type Kinds, loaded, TIDY } from './deliver.ts';
import type { Mail, NewLetter, Round } from './letter.ts';
import { OUTBOX_OPTIONS, type OutboxOptions } from './options.ts';
import { collectProblems } from './problems.ts';
import type { Courier, Sending } from './send.ts';

export interface Outbox {
  /** Hands in what is due and delivers it, at each tick. */
  readonly job: Job;
  /**
   * The same for one letter that somebody waits for. When the process dies over it, the job goes on from there; the same
   * letter again, by a second press say, never becomes a second message.
   */
  sendNow(letter: NewLetter): Promise<Sending>;
  /** It is not sent any more, should it still be on its way. */
  withdraw(key: string, cohort: string): Promise<void>;
  /** The same, and what stands of it goes. `since`: when it can have been posted at the earliest. @throws PostError */
  takeBack(letter: Pick<NewLetter, 'key' | 'to'> & { readonly cohort: string }, since: number): Promise<void>;
}

/** What is about no drop is forgotten so long (milliseconds) after it was given up. */
const KEEP = 7 * 24 * 3_600_000;

/** @throws Error when two kinds have one name. */
export function createOutbox(tools: Tools, mails: readonly Mail[], given: Partial<OutboxOptions> = {}): Outbox {
  const options: OutboxOptions = {
    ...OUTBOX_OPTIONS,
    serves: (platform) => tools.post.serves(platform),
    ...given,
  };
  const courier: Courier = { tools, options, worker: tools.newId() };
  const kinds = kindsOf(mails);
  const { deliveries } = tools.store;
  return {
    /**
     * A tick holds no state: whatever was due and not done is still due at the next one, in this process or another. One bad
     * cohort, letter or platform stops none of the others.
     * @throws AggregateError at the end of a tick in which something went wrong; its message names the cohorts.
     */
    job: {
      name: 'outbox',
      async run(_now, stopping) {
        const problems = collectProblems();
        const until = tools.now() + options.tickMs;
        const round: Round = { problems, stop: () => stopping?.aborted === true || tools.now() >= until };
        let dealt: number | undefined;
        do {
          for (const mail of mails) await problems.guard('collecting', undefined, async () => mail.collect?.(round));
          dealt = await problems.guard('delivering', undefined, () => deliverDue(courier, kinds, round));
          // while a long delivery went on, more may have become due
        } while (dealt !== undefined && dealt > 0 && !round.stop());
        if (!round.stop())
          await problems.guard('sweeping', undefined, () => deliveries.sweepLetters(tools.now() - KEEP, tools.now()));
        problems.throwAll();
      },
    },
    async sendNow(letter) {
      const lease = { by: courier.worker, leaseMs: options.leaseMs };
      const taken = await deliveries.takeNow(letter, lease, tools.now());
      if (!('leased' in taken)) return { kind: taken.overtaken.state === 'sent' ? 'stands' : 'coming' };
      // of two who wished for the same, the one who went away is told
      const heard = taken.leased.learner === (letter.learner ?? null);
      const [load] = await loaded(courier, kinds, [taken.leased], heard);
      return load === undefined ? { kind: 'unsent', why: 'It is not here any more.' } : deal(courier, load);
    },
    withdraw: (key, cohort) => deliveries.withdraw(key, cohort, options.strayMs),
    async takeBack({ key, to, cohort }, since) {
      await deliveries.withdraw(key, cohort, options.strayMs);
      for (const message of await tools.post.find(to, key, since)) await tools.post.remove(message);
    },
  };
}

function kindsOf(mails: readonly Mail[]): Kinds {
  const kinds = new Map<string, Mail['letters'][number]>();
  for (const letter of mails.flatMap((mail) => mail.letters)) {
    if (kinds.has(letter.kind) || letter.kind === TIDY) throw new Error(`two kinds of letter "${letter.kind}"`);
    kinds.set(letter.kind, letter);
  }
  return kinds;
}
