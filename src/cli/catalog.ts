/** The commands that there are, without a database or a platform: for the manifest and the doctor. */
import type { Catalog } from '../chat/feature.ts';
import { createLibrary } from '../content/library.ts';
import { loadContent } from '../content/load.ts';
import { createSous } from '../features/index.ts';
import type { Tools } from '../tools.ts';

/** @throws Error when there is no content to read. */
export async function readCatalog(contentDir: string): Promise<Catalog> {
  const { content } = await loadContent(contentDir);
  const unused = new Proxy({}, { get: () => () => Promise.reject(new Error('there is no database here')) });
  const store = new Proxy({}, { get: () => unused });
  const tools = {
    library: createLibrary(content),
    store,
    pictures: unused,
    post: unused,
    now: Date.now,
    random: Math.random,
    newId: () => '',
  };
  return createSous(tools as unknown as Tools).catalog;
}
