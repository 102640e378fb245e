/** All of Sous, with a lab that is left alone, or under attack by a crowd of endless statements. */
import { type Config, loadConfig } from '../../src/config.ts';
import { createLab } from '../../src/lab/index.ts';
import { createLog } from '../../src/log.ts';
import { startSous } from '../../src/start.ts';
import { realLibrary } from '../../tests/support/sous.ts';
import { serve } from './member.ts';
import type { SousGiven } from './sous.ts';

export interface LabGiven extends SousGiven {
  readonly way: 'calm' | 'attacked';
}

const ENDLESS = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT COUNT(*) FROM c';
/** As many people as fill all threads and the whole line, and a few more. */
const CROWD = 20;
/** Whoever was told that all are busy comes again. Milliseconds. */
const AGAIN = 50;

await serve(async ({ way, ...given }: LabGiven) => {
  const config: Config = { ...loadConfig({ PLAYGROUND: 'off', PORT: '0' }), ...given };
  const lab = createLab({
    failed(error) {
      throw error;
    },
  });
  const sous = await startSous(config, createLog(config.logLevel), { lab });
  const { datasets } = (await realLibrary()).content;
  const [dataset = ''] = datasets.keys();
  let stopped = 0;
  const over = new AbortController();
  const attacker = async (who: number): Promise<void> => {
    while (!over.signal.aborted) {
      // oxlint-disable-next-line no-await-in-loop -- each of them waits for an answer
      const [tried] = await lab.run(datasets, [{ dataset, statement: ENDLESS }], `attacker-${who}`);
      if (tried?.kind === 'slow') stopped += 1;
      else await new Promise((resolve) => setTimeout(resolve, AGAIN)); // oxlint-disable-line no-await-in-loop
    }
  };
  const crowd = Array.from({ length: way === 'attacked' ? CROWD : 0 }, async (_, who) => attacker(who));
  return {
    url: sous.url,
    drawn: () => stopped,
    async stop() {
      over.abort();
      await Promise.all([sous.stop(), ...crowd]);
    },
  };
});
