/** Who opened their App Home, kept in memory: for tests without a database. */
import type { HomeKeeper } from '../../../src/platforms/slack/index.ts';

export interface MemoryHomes extends HomeKeeper {
  /** The mark of what each shows, by person. */
  readonly marks: ReadonlyMap<string, string>;
}

export function memoryHomes(): MemoryHomes {
  const owners = new Map<string, Parameters<HomeKeeper['open']>[0]>();
  const marks = new Map<string, string>();
  return {
    marks,
    async open(owner, mark) {
      owners.set(owner.person, owner);
      marks.set(owner.person, mark);
    },
    find: async (people) => [...owners.values()].filter((one) => people.includes(one.person)),
    async mark(person, mark) {
      const before = marks.get(person);
      if (before !== undefined) marks.set(person, mark);
      return before;
    },
    async forget(prefix) {
      for (const person of [...marks.keys()].filter((one) => one.startsWith(prefix))) {
        owners.delete(person);
        marks.delete(person);
      }
    },
  };
}
