/** Who opened their App Home, kept in memory: for tests without a database. */
import type { HomeKeeper } from '../../../src/platforms/slack/index.ts';

export interface MemoryHomes extends HomeKeeper {
  /** The mark of what each shows, by learner. */
  readonly marks: ReadonlyMap<string, string>;
}

export function memoryHomes(): MemoryHomes {
  const owners = new Map<string, Parameters<HomeKeeper['open']>[0]>();
  const marks = new Map<string, string>();
  return {
    marks,
    async open(owner, mark) {
      owners.set(owner.learner, owner);
      marks.set(owner.learner, mark);
    },
    find: async (learners) => [...owners.values()].filter((one) => learners.includes(one.learner)),
    async mark(learner, mark) {
      const before = marks.get(learner);
      if (before !== undefined) marks.set(learner, mark);
      return before;
    },
    async forget(prefix) {
      for (const learner of [...marks.keys()].filter((one) => one.startsWith(prefix))) {
        owners.delete(learner);
        marks.delete(learner);
      }
    },
  };
}
