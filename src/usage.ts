/** What every command answers to in the same way. */
import { readFileSync } from 'node:fs';

/** Prints what `--help` or `--version` asks for; false when neither is among the arguments. */
export function isTold(usage: string, args: readonly string[] = process.argv.slice(2)): boolean {
  const asksHelp = args.includes('--help') || args.includes('-h');
  if (!asksHelp && !args.includes('--version')) return false;
  process.stdout.write(asksHelp ? usage : `${versionOf()}\n`);
  return true;
}

/** Such as `0.1.0`. */
function versionOf(): string {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
