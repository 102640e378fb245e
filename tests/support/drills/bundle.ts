/**
 * Puts a worker and all that it loads into one file: the drills start dozens, and each spent more time on finding the
 * hundreds of files of its libraries than on its work. Run as `node bundle.ts WORKER.ts OUT.mjs`.
 */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const [input, file] = process.argv.slice(2);
if (input === undefined || file === undefined) throw new Error('usage: node bundle.ts WORKER.ts OUT.mjs');
await build({
  input,
  platform: 'node',
  // what has files beside it stays where it is
  external: [/^@electric-sql/u, /^@resvg/u, /^@hpcc-js/u, /^piscina$/u],
  plugins: [
    {
      name: 'where the source is',
      transform: (code, id) =>
        code.includes('import.meta.')
          ? code
              .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href))
              .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(id)))
          : null,
    },
  ],
  output: { file, format: 'esm', codeSplitting: false },
});
