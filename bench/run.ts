/** `npm run bench [NAME …]`: runs the benchmarks beside this file, one after the other; figures only, no verdict in a test. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

interface Bench {
  readonly name: string;
  run(print: (line: string) => void): Promise<void>;
}

const wanted = process.argv.slice(2);
const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && file !== 'run.ts');
const names = files.map((file) => path.basename(file, '.ts'));
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  process.stderr.write(`there is no benchmark ${unknown.join(', ')}; there are: ${names.join(', ')}\n`);
  process.exit(1);
}
for (const name of names) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const bench = (await import(path.join(import.meta.dirname, `${name}.ts`))) as Bench;
  process.stdout.write(`\n## ${bench.name}\n`);
  await bench.run((line) => process.stdout.write(`${line}\n`));
}
