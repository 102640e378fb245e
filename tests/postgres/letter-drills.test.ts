/**
 * Fault drills of all letters that are no drop's, with real processes that are killed: a reminder, a weekly pulse, a prompt,
 * a part of a discussion and a test drop are each seen exactly once. Each step and each kind by itself, without processes:
 * tests/storage/letter-deaths.test.ts.
 */
import { sql } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import type { NewLetter } from '../../src/outbox/letter.ts';
import { drill, type Drill, LIMIT, PACE } from '../support/drills/drill.ts';
import { type Call, fated } from '../support/drills/fake-chat.ts';
import { judgeLetters } from '../support/drills/judge-letters.ts';
import { LETTER_NAMES, type LetterName, nameOfKey, seedLetters } from '../support/drills/letters.ts';

vi.setConfig({ testTimeout: LIMIT + 30_000 });

const COHORT = { id: 'c0', place: 'fake:channel/c0' } as const;

async function letterDrill(
  n: number,
  chat: Parameters<typeof drill>[1],
  play: (one: Drill, wishes: readonly NewLetter[]) => Promise<void>,
): Promise<void> {
  const one = await drill(1, chat);
  try {
    const wishes = await seedLetters(one.store, COHORT, { n, shareOut: 'bank' });
    await play(one, wishes);
    // as many as there must be, none on its way, and nothing that may still land
    await vi.waitFor(
      async () => {
        const [row] = await one.db
          .select({
            all: sql`count(*) filter (where kind not in ('post', 'tidy', 'notice'))`.mapWith(Number),
            open: sql`count(*) filter (where state in ('pending', 'sending', 'doubt'))`.mapWith(Number),
          })
          .from(sql`deliveries`);
        expect([row, one.chat.pending]).toEqual([{ all: n * LETTER_NAMES.length, open: 0 }, 0]);
      },
      { timeout: LIMIT, interval: 50 },
    );
    await judgeLetters(one, one.chat.messages, { n });
  } finally {
    await one.stop();
  }
}

test('killed over each kind of letter, when it stands and its reference is on the way', async () => {
  const over = new Set<LetterName>();
  const stored = ({ key, pid }: Call): void => {
    const name = nameOfKey(key);
    if (name === undefined || over.has(name)) return;
    over.add(name);
    process.kill(pid, 'SIGKILL');
  };
  const fault = ({ key, nth }: Call) => (nth === 1 && nameOfKey(key) !== undefined ? 'mute' : 'none');
  await letterDrill(1, { fault, stored }, async (one, wishes) => {
    one.run(1, () => ({ wishes }));
    await vi.waitFor(() => expect(over.size).toBe(LETTER_NAMES.length), { timeout: LIMIT, interval: 20 });
    expect(one.deaths()).toBeGreaterThan(0);
  });
});

test('chaos: two processes with the same wishes, errors before and after storing, deaths anywhere', async () => {
  const fault = fated({ after: 120, cut: 80, mute: 40, late: 40, before: 100, busy: 40 });
  await letterDrill(8, { fault, lateMs: () => PACE.sendMs + 100 }, async (one, wishes) => {
    one.run(2, (_nth, generation) => ({ wishes, ...(generation < 4 && { dieChance: 0.02 }) }));
    await vi.waitFor(() => expect(one.chat.lostReplies).toBeGreaterThan(5), { timeout: LIMIT, interval: 20 });
  });
});
