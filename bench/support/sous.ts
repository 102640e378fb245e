/** Sous itself, wired as `npm start` wires it. */
import { type Config, loadConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { startSous } from '../../src/start.ts';
import { serve } from './member.ts';

/** What stands in the environment otherwise; the token of the fake is too short for it. */
export type SousGiven = Pick<Config, 'databaseUrl'> &
  Partial<Pick<Config, 'discord' | 'slack'>> & {
    /** Whether requests are measured; they are unless it is said. */
    readonly measured?: boolean;
  };

await serve(async ({ measured = true, ...given }: SousGiven) => {
  const config: Config = { ...loadConfig({ PLAYGROUND: 'off', PORT: '0' }), ...given };
  const sous = await startSous(config, createLog(config.logLevel), { measured });
  return { url: sous.url, stop: sous.stop };
});
