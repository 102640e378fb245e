/** A cohort of the real course on the bare platform, whose drops, plan and content a test moves on as it likes. */
import type { Card } from '../../src/chat/card.ts';
import type { Press } from '../../src/chat/press.ts';
import type { Reply } from '../../src/chat/reply.ts';
import type { Visitor } from '../../src/chat/request.ts';
import { rememberCandidates } from '../../src/classroom/candidates.ts';
import { decideClaim } from '../../src/classroom/claims.ts';
import { courseNow } from '../../src/classroom/drop-course.ts';
import { createLibrary, type Library } from '../../src/content/library.ts';
import type { Content } from '../../src/content/schema.ts';
import type { Cohort, CohortSettings } from '../../src/storage/cohorts.ts';
import { itemsOf } from '../../src/tutor/items.ts';
import { caller, type DropHouse, dropHouse } from './drop-house.ts';
import { realLibrary } from './sous.ts';

const ada = caller('Ada', { admin: true });

export interface AskedDrop {
  readonly date: string;
  readonly question: string;
  readonly lesson: number;
  /** -1 is easy, 1 is hard. */
  readonly level: number;
}

/** The house of this file, with Ada as its owner: new for every test, content too. */
export async function planHouse() {
  const real = await realLibrary();
  let library = createLibrary(real.content);
  const changing: Library = {
    get content() {
      return library.content;
    },
    get lookup() {
      return library.lookup;
    },
    get talk() {
      return library.talk;
    },
    questionsOn: (term) => library.questionsOn(term),
    questionsIn: (topic) => library.questionsIn(topic),
    own: [],
    lessonOn: (term) => library.lessonOn(term),
    cardOn: (term) => library.cardOn(term),
    reload: () => Promise.resolve([]),
  };
  const house: DropHouse = dropHouse(() => {
    library = createLibrary(real.content);
    return changing;
  });
  const cohortNow = async (): Promise<Cohort> =>
    (await house.sous.tools.store.cohorts.findCohort('spring')) ?? house.cohort;
  const placeOf = (question: string): Pick<AskedDrop, 'lesson' | 'level'> => {
    const item = itemsOf(changing).get(question);
    if (item === undefined) throw new Error(`there is no question ${question}`);
    return { lesson: item.lesson, level: Math.round((item.difficulty - item.middle) / 0.8) };
  };
  /** Lets the next drop come, and says what it is. */
  async function nextDrop(): Promise<AskedDrop> {
    house.now = (await cohortNow()).nextAt ?? house.now;
    await house.sous.tick();
    const [drop] = await house.sous.tools.store.drops.latestDrops('spring', { limit: 1 });
    if (drop === undefined || drop.question === null) throw new Error('no drop came');
    return { date: drop.localDate, question: drop.question, ...placeOf(drop.question) };
  }
  return {
    house,
    ada,
    library: changing,
    cohortNow,
    placeOf,
    nextDrop,
    async drops(n: number): Promise<AskedDrop[]> {
      const all: AskedDrop[] = [];
      for (let one = 0; one < n; one += 1) all.push(await nextDrop());
      return all;
    },
    /** The same without posting them: much faster, for long courses. */
    async claims(n: number): Promise<AskedDrop[]> {
      const { store } = house.sous.tools;
      const [course, candidates] = [courseNow(house.sous.tools), rememberCandidates(changing)];
      const all: AskedDrop[] = [];
      for (let one = 0; one < n; one += 1) {
        house.now = (await cohortNow()).nextAt ?? house.now;
        const claimed = await store.drops.claimDue(
          (due) => decideClaim(due, course, candidates, house.now),
          house.now,
          9,
        );
        const drop = await store.drops.findDrop(claimed.drops[0]?.id ?? '');
        if (drop === undefined || drop.question === null) throw new Error('no drop was made');
        all.push({ date: drop.localDate, question: drop.question, ...placeOf(drop.question) });
      }
      return all;
    },
    changeContent(change: Partial<Content>): void {
      library = createLibrary({ ...library.content, ...change });
    },
    async change(wanted: Partial<CohortSettings>): Promise<Cohort> {
      const { version } = await cohortNow();
      const { cohorts } = house.sous.tools.store;
      const changed = await cohorts.changeCohort('spring', version, wanted, 'bare:user/ada', house.now);
      if (changed === undefined) throw new Error('it was not changed');
      return changed;
    },
    queue: (): Promise<Reply> => house.run(ada, 'queue'),
    /** What staff were shown. */
    shown: async () => (await cohortNow()).shown.map(({ date, question }) => ({ date, question })),
    pressed: (reply: Reply, label: string, who: Visitor = ada): Promise<Reply> =>
      house.press(who, pressOf(reply, label)),
  };
}

export const cardOf = (reply: Reply): Card => {
  if (reply.kind !== 'show' && reply.kind !== 'redraw') throw new Error(`${reply.kind} has no card`);
  return reply.card;
};
/** The press of the button that begins so. */
export const pressOf = (reply: Reply, label: string): Press => {
  const all = cardOf(reply).blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
  const found = all.find((one) => one.label.startsWith(label));
  if (found?.kind !== 'press') throw new Error(`no "${label}" among ${all.map((one) => one.label).join(', ')}`);
  return found.press;
};
