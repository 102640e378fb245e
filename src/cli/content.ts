/**
 * `npm run content`: the authors' tools.
 *
 *     npm run content                      checks everything under content/ and lists every problem
 *     npm run content -- check FILE      the problems of one file, also of one that does not lie there yet
 *     npm run content -- preview ID        what each platform will show of a term, question or lesson
 *     npm run content -- coverage          where each row of the curriculum is taught
 *     npm run content -- cues              what could give answers away, over the whole bank
 *     npm run content -- import FILE       questions from GIFT, Moodle XML, Aiken, tables, cards
 *     npm run content -- export gift       the bank as GIFT, Moodle XML, Aiken, CSV or cards for Anki
 *     npm run content -- schema            writes content/schemas/, by which editors help
 */
import { enableCompileCache } from 'node:module';
import { parseArgs } from 'node:util';
import { contentDirOf } from '../config.ts';
import type { Output } from '../authoring/commands/output.ts';
import { isTold } from '../usage.ts';

const USAGE = `Usage: npm run content -- <what to do>
  check [FILE...] [--errors] [--run] [--fresh]
                                   every problem of the content folder (also without a word), or of these files in it;
                                   --errors leaves advice out, --run runs code snippets,
                                   --fresh looks again although nothing has changed since the last check
  coverage                         where each row of the curriculum and each correction is taught
  cues                             what could give answers away: places, lengths, counts, guessers; with p-values
  preview ID [--json]              what each platform will show of a term, question or lesson
  import FILE [--topic T] [--out FILE] [--format gift|aiken|moodle|csv|deck|trivia] [--dry]
  export gift|aiken|moodle|csv|anki [--topic T] [--out FILE]
  schema                           writes content/schemas/, by which editors help
Options: --content <dir>           the content folder (default: that of CONTENT_DIR, or the one that comes with Sous)
`;

/** Runs one command. Returns the exit code: 0 well, 1 problems found, 2 wrong use. */
export async function content(args: readonly string[], output: Output): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        content: { type: 'string', default: contentDirOf() },
        errors: { type: 'boolean', default: false },
        run: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        dry: { type: 'boolean', default: false },
        topic: { type: 'string' },
        out: { type: 'string' },
        format: { type: 'string' },
      },
    });
    const [command = 'check', ...subjects] = positionals;
    const [subject] = subjects;
    // each command loads what it needs, and no more: most are done in less time than all of them take to load
    switch (command) {
      case 'check':
        return await (
          await import('../authoring/commands/check.ts')
        ).checkCommand(values.content, { ...values, files: subjects }, output);
      case 'import':
        return await (
          await import('../authoring/commands/exchange.ts')
        ).importCommand(values.content, subject, values, output);
      case 'export':
        return await (
          await import('../authoring/commands/exchange.ts')
        ).exportCommand(values.content, subject, values, output);
      case 'coverage':
        return await (await import('../authoring/commands/coverage.ts')).coverageCommand(values.content, output);
      case 'cues':
        return await (await import('../authoring/commands/cues.ts')).cuesCommand(values.content, output);
      case 'preview':
        return await (
          await import('../authoring/commands/preview.ts')
        ).previewCommand(values.content, subject, values, output);
      case 'schema':
        return await (await import('../authoring/commands/schema.ts')).schemaCommand(values.content, output);
      default:
        output.error(`I don't know "${command}".\n${USAGE}`);
        return 2;
    }
  } catch (error) {
    const isUse = error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    output.error(`${error instanceof Error ? error.message : String(error)}\n${isUse ? USAGE : ''}`);
    return 2;
  }
}

if (import.meta.main && !isTold(USAGE)) {
  // an author runs it again and again, and reading all of Sous' own files takes longer than what most commands do
  enableCompileCache();
  process.exitCode = await content(process.argv.slice(2), {
    print: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
  });
}
