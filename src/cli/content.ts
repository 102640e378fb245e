/**
 * `npm run content`: the authors' tools.
 *
 *     npm run content                      checks everything under content/ and lists every problem
 *     npm run content -- preview ID        what each platform will show of a term, question or lesson
 *     npm run content -- coverage          where each row of the curriculum is taught
 *     npm run content -- cues              what could give answers away, over the whole bank
 *     npm run content -- import FILE       questions from GIFT, Aiken or CSV
 *     npm run content -- export gift       the bank as GIFT or CSV
 *     npm run content -- schema            writes content/schemas/, by which editors help
 */
import { parseArgs } from 'node:util';
import { checkCommand } from '../authoring/commands/check.ts';
import { coverageCommand } from '../authoring/commands/coverage.ts';
import { cuesCommand } from '../authoring/commands/cues.ts';
import { exportCommand, importCommand } from '../authoring/commands/exchange.ts';
import type { Output } from '../authoring/commands/output.ts';
import { previewCommand } from '../authoring/commands/preview.ts';
import { schemaCommand } from '../authoring/commands/schema.ts';

const USAGE = `Usage: npm run content -- <what to do>
  check [--errors] [--run]         every problem of the content folder (also without a word); --errors leaves advice out,
                                   --run runs code snippets
  coverage                         where each row of the curriculum and each correction is taught
  cues                             what could give answers away: places, lengths, counts, guessers; with p-values
  preview ID [--json]              what each platform will show of a term, question or lesson
  import FILE [--topic T] [--out FILE] [--format gift|aiken|csv] [--dry]
  export gift|csv [--topic T] [--out FILE]
  schema                           writes content/schemas/, by which editors help
Options: --content <dir>           the content folder (default ./content)
`;

/** Runs one command. Returns the exit code: 0 well, 1 problems found, 2 wrong use. */
export async function content(args: readonly string[], output: Output): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        content: { type: 'string', default: 'content' },
        errors: { type: 'boolean', default: false },
        run: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        dry: { type: 'boolean', default: false },
        topic: { type: 'string' },
        out: { type: 'string' },
        format: { type: 'string' },
      },
    });
    const [command = 'check', subject] = positionals;
    switch (command) {
      case 'check':
        return await checkCommand(values.content, values, output);
      case 'import':
        return await importCommand(values.content, subject, values, output);
      case 'export':
        return await exportCommand(values.content, subject, values, output);
      case 'coverage':
        return await coverageCommand(values.content, output);
      case 'cues':
        return await cuesCommand(values.content, output);
      case 'preview':
        return await previewCommand(values.content, subject, values, output);
      case 'schema':
        return await schemaCommand(values.content, output);
      default:
        output.error(`I don't know "${command}".\n${USAGE}`);
        return 2;
    }
  } catch (error) {
    output.error(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

if (import.meta.main) {
  process.exitCode = await content(process.argv.slice(2), {
    print: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
  });
}
