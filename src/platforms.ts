/** Opens the platforms that the Config names. */
import type { Hono } from 'hono';
import type { Platform } from './chat/platform.ts';
import type { Config } from './config.ts';
import type { RawMount } from './http.ts';
import type { Log } from './log.ts';
import { createPlayground } from './platforms/playground/index.ts';
import type { Store } from './storage/index.ts';

export interface OpenPlatforms {
  readonly platforms: readonly Platform[];
  readonly routes: readonly Hono[];
  readonly raw: readonly RawMount[];
}

export async function openPlatforms(config: Config, store: Store, log: Log, fatal: () => void): Promise<OpenPlatforms> {
  const platforms: Platform[] = [];
  const routes: Hono[] = [];
  const raw: RawMount[] = [];
  if (config.playground !== undefined) {
    const rows = store.playground;
    const playground = createPlayground({
      log: log.child({ platform: 'playground' }),
      hosts: config.playground.hosts,
      history: {
        add: rows.addRow,
        change: rows.changeRow,
        remove: rows.removeRow,
        get: rows.findRow,
        list: rows.listRows,
        prune: rows.pruneRows,
      },
    });
    platforms.push(playground);
    routes.push(playground.routes);
  }
  void fatal;
  return { platforms, routes, raw };
}
