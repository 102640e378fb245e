/** The page's own files, read once at start and served from memory. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Hono } from 'hono';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** Folders and the paths under which their files are served. Fonts may be left out of an installation. */
const FOLDERS: readonly (readonly [string, string])[] = [
  [path.join(import.meta.dirname, 'assets'), '/playground'],
  [path.join(import.meta.dirname, '../../../assets/fonts'), '/playground/fonts'],
];

export function servePage(): Hono {
  const routes = new Hono();
  for (const [folder, base] of FOLDERS) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder)) {
      const type = TYPES[path.extname(name)];
      if (type === undefined) continue;
      const bytes = new Uint8Array(readFileSync(path.join(folder, name)));
      const tag = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 20)}"`;
      const at = name === 'page.html' ? '/playground/' : `${base}/${name}`;
      routes.get(at, (context) => {
        // asked for anew each time, answered with 304 mostly: an update of Sous shows at the next reload
        context.header('Cache-Control', 'no-cache');
        context.header('ETag', tag);
        if (context.req.header('if-none-match') === tag) return context.body(null, 304);
        return context.body(bytes, 200, { 'Content-Type': type });
      });
    }
  }
  routes.get('/', (context) => context.redirect('/playground/'));
  routes.get('/playground', (context) => context.redirect('/playground/'));
  return routes;
}
