/** `npm run manifest`: writes `manifest.json`, from which Slack makes the app, out of the commands that there are. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config.ts';
import { slackManifest } from '../platforms/slack/index.ts';
import { readCatalog } from './catalog.ts';
import { isTold } from '../usage.ts';

export interface ManifestChoice {
  readonly command: string;
  /** The address of the server: HTTP mode. Absent: Socket Mode. */
  readonly url?: string;
}

/** The file's text. @throws RangeError for a command or address that Slack would not take. */
export async function manifestText(contentDir: string, { command, url }: ManifestChoice): Promise<string> {
  const catalog = await readCatalog(contentDir);
  const manifest = slackManifest(catalog, {
    command,
    socketMode: url === undefined,
    ...(url !== undefined && { requestUrl: url }),
  });
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

const USAGE = `Usage: npm run manifest [-- --command NAME] [--url https://your.host]
  --command   the slash command, without the slash; default: SLACK_COMMAND, or tutor
  --url       the address of the server, for HTTP mode; without it the file is for Socket Mode
`;

/** Returns the exit code: 0 written, 2 wrong use. */
async function manifest(args: readonly string[]): Promise<number> {
  try {
    const options = { url: { type: 'string' }, command: { type: 'string' } } as const;
    const { url, command: named } = parseArgs({ args: [...args], options }).values;
    const config = loadConfig();
    const command = named ?? config.slack?.command ?? 'tutor';
    const text = await manifestText(config.contentDir, { command, ...(url !== undefined && { url }) });
    const file = path.resolve('manifest.json');
    writeFileSync(file, text);
    process.stdout.write(
      `Wrote ${file} (${url === undefined ? 'Socket Mode' : `HTTP mode at ${url}`}, /${command}).\n`,
    );
    return 0;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
}

if (import.meta.main && !isTold(USAGE)) process.exitCode = await manifest(process.argv.slice(2));
