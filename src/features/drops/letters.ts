/** What a drop says: its message, the change of it when it is over, and the reveal under it. */
import type { LearnerId, MessageRef } from '../../chat/request.ts';
import { mailboxOf } from '../../classroom/people.ts';
import type { Letter, LetterKind, NewLetter, NotAnyMore, Parcel, Unsent } from '../../outbox/letter.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { Drop } from '../../storage/drops.ts';
import type { Tools } from '../../tools.ts';
import { threadTitleOf } from '../daily/draw.ts';
import { refreshHomesIn } from '../homes.ts';
import { type Notice, noticeLetter } from './notice.ts';
import { drawnDrop, drawnReveal, questionOf, viewOf, Withdrawn } from './view.ts';

/** Posted this little late, a drop still opens and closes at its planned minute. Milliseconds. */
const PUNCTUAL = 5 * 60_000;
const UNSEEN = { kind: 'open', answers: 0 } as const;

interface About {
  readonly cohort: Cohort;
  readonly drop: Drop;
}

/** The kinds of letter of a drop. */
export function dropKinds(tools: Tools): readonly [LetterKind<About>, LetterKind<About>, LetterKind<About>] {
  const { store } = tools;

  async function gather(letters: readonly Letter[]): Promise<ReadonlyMap<string, About>> {
    const [cohorts, drops] = await Promise.all([
      store.cohorts.findCohorts([...new Set(letters.flatMap((letter) => letter.cohort ?? []))]),
      store.drops.findDrops([...new Set(letters.flatMap((letter) => letter.drop ?? []))]),
    ]);
    return new Map(
      letters.flatMap((letter) => {
        const cohort = cohorts.get(letter.cohort ?? '');
        const drop = drops.get(letter.drop ?? '');
        return cohort === undefined || drop === undefined ? [] : [[letter.id, { cohort, drop }] as const];
      }),
    );
  }

  // a drop opens with its message, and that message is changed when it is over or taken back
  const dealt = (abouts: readonly About[]): Promise<void> =>
    refreshHomesIn(
      tools,
      abouts.map(({ cohort }) => cohort),
    );

  return [
    {
      kind: 'post',
      gather,
      pack: (letter, about) => unlessWithdrawn(() => packPost(tools, letter, about)),
      unsent: (letter, { state, why }, { cohort, drop }) => {
        const { localDate: date } = drop;
        const refused = { kind: 'refused', what: 'post', date, advice: why } as const;
        return tell(letter, cohort, state === 'refused' ? refused : { kind: 'late', date, why });
      },
      dealt,
    },
    {
      kind: 'close',
      gather,
      change: (_letter, about) =>
        unlessWithdrawn(async () => {
          const message = await store.deliveries.postedMessage(about.drop.id);
          if (message === undefined) throw new Error(`drop ${about.drop.id} has no message to close`);
          return { message: message as MessageRef, card: await drawnDrop(await viewOf(tools, about)) };
        }),
      dealt,
    },
    {
      kind: 'reveal',
      gather,
      pack: (_letter, about) =>
        unlessWithdrawn(async () => {
          const under = await store.deliveries.postedMessage(about.drop.id);
          const view = await viewOf(tools, about);
          return {
            card: await drawnReveal(tools, view),
            threadTitle: threadTitleOf(view),
            ...(under !== undefined && { under: under as MessageRef }),
          };
        }),
      // one that came too late harms nobody; one that is not allowed should be mended
      unsent: (letter, { state, why }: Unsent, { cohort, drop }) =>
        state === 'missed'
          ? undefined
          : tell(letter, cohort, { kind: 'refused', what: 'reveal', date: drop.localDate, advice: why }),
    },
  ];
}

function tell(letter: Letter, cohort: Cohort, notice: Notice): NewLetter | undefined {
  if (cohort.admin === '') return undefined;
  const to = mailboxOf(cohort.admin as LearnerId);
  return noticeLetter({ key: `n${letter.id}`, to, cohort: cohort.id }, notice);
}

async function unlessWithdrawn<T>(pack: () => Promise<T>): Promise<T | NotAnyMore> {
  try {
    return await pack();
  } catch (error) {
    if (!(error instanceof Withdrawn)) throw error;
    return { not: error.message };
  }
}

async function packPost(tools: Tools, letter: Letter, { cohort, drop }: About): Promise<Parcel> {
  const mention = cohort.pingRole === null ? {} : { mention: cohort.pingRole };
  if (letter.firstSentAt !== null) return { card: await drawnDrop(await viewOf(tools, { cohort, drop })), ...mention };
  const now = tools.now();
  const opensAt = now - drop.dueAt <= PUNCTUAL ? drop.dueAt : now;
  const window = { opensAt, closesAt: opensAt + cohort.openHours * 3_600_000 };
  // nobody can have answered what was never shown
  const view = { cohort, drop: { ...drop, ...window }, question: questionOf(tools, cohort, drop), state: UNSEEN };
  return { card: await drawnDrop(view), window, ...mention };
}
