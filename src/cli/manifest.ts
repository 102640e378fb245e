/** `npm run manifest`: writes `manifest.json`, from which Slack makes the app, out of the commands that there are. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { loadConfig } from '../config.ts';
import { slackManifest } from '../platforms/slack/index.ts';
import { readCatalog } from './catalog.ts';

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

if (import.meta.main) {
  const { values } = parseArgs({ options: { url: { type: 'string' }, command: { type: 'string' } } });
  const config = loadConfig();
  const command = values.command ?? config.slack?.command ?? 'tutor';
  const text = await manifestText(config.contentDir, { command, ...(values.url !== undefined && { url: values.url }) });
  const file = path.resolve('manifest.json');
  writeFileSync(file, text);
  process.stdout.write(
    `Wrote ${file} (${values.url === undefined ? 'Socket Mode' : `HTTP mode at ${values.url}`}, /${command}).\n`,
  );
}
