/**
 * A process of its own that answers questions as fast as it can, as many learners at once, and prints a line for each
 * answer that was acknowledged. Its parent kills it. Arguments: `postgres URL` or `pglite FOLDER`, and a round number.
 */
import { recordAnswer } from '../../src/storage/answers.ts';
import { createRun, findRun } from '../../src/storage/runs.ts';
import { meet } from '../../src/storage/learners.ts';
import { openEmbedded, openPostgres } from '../../src/storage/database.ts';
import { judged } from './judged.ts';

const [kind = '', where = '', round = ''] = process.argv.slice(2);
const { db } = kind === 'postgres' ? await openPostgres(where) : await openEmbedded({ dataDir: where });
const community = 'storm:room/main';

async function learn(name: string): Promise<never> {
  const learner = `storm:user/${name}`;
  await meet(db, { learner, name, locale: 'en', community }, Date.now());
  for (let n = 0; ; n += 1) {
    const run = `${round}-${name}-${n}`;
    const items = Array.from({ length: 5 }, (_, item) => ({ question: `q-${run}-${item}`, version: 'v' }));
    await createRun(db, { id: run, learner, community, purpose: 'quiz', subject: 'storm', items, seed: n }, Date.now());
    for (const [item, { question }] of items.entries()) {
      const attempt = {
        run,
        learner,
        community,
        item,
        ...judged(1, question),
        at: Date.now(),
        moves: ['0'],
        score: 1,
        points: 10,
        hint: false,
      };
      // every answer comes twice, as from a double press
      await Promise.all([recordAnswer(db, attempt), recordAnswer(db, attempt)]);
      process.stdout.write(`${run} ${item}\n`);
    }
    if ((await findRun(db, run))?.attempts.size !== 5) throw new Error(`${run} is not whole`);
  }
}

await Promise.all(Array.from({ length: 8 }, (_, n) => learn(`l${n}`)));
