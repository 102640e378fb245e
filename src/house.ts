/** What every way to start Sous begins with: content that is whole, and the tools of the features. */
import { randomInt } from 'node:crypto';
import { watch } from 'node:fs';
import type { Platform } from './chat/platform.ts';
import type { Library } from './content/library.ts';
import { loadContent } from './content/load.ts';
import { describeProblem } from './content/report.ts';
import type { Content } from './content/schema.ts';
import { createOwnFiles } from './classroom/own-files.ts';
import type { OwnFiles } from './content/own-file.ts';
import { withShelves } from './classroom/shelves.ts';
import type { Log } from './log.ts';
import { createPoster } from './post.ts';
import type { Tools } from './tools.ts';

/** Content that cannot be served: the message lists what to mend. */
class ContentProblem extends Error {
  override readonly name = 'ContentProblem';
}

/** Platforms say in an Error of their own why they cannot start; of any other class it is a bug, and where it was counts. */
export const toldInWords = (error: unknown): error is Error => error instanceof Error && error.constructor === Error;

/** `platforms` is asked at each post: they are connected after the app is made. */
export const toolsOf = (
  given: Pick<Tools, 'library' | 'store' | 'pictures' | 'lab' | 'ownFiles'>,
  platforms: () => readonly Platform[],
): Tools =>
  withShelves({
    ...given,
    post: createPoster(platforms),
    now: Date.now,
    random: Math.random,
    newId: () => Array.from({ length: 12 }, () => 'abcdefghijkmnpqrstuvwxyz23456789'[randomInt(32)]).join(''),
  });

/** Files of staff; what goes wrong with one is told without its words. */
export const ownFilesOf = (log: Log): OwnFiles =>
  createOwnFiles((what) => log.error({ what }, 'a file of own questions could not be taken apart'));

/** @throws ContentProblem */
export async function readWhole(contentDir: string, log: Log): Promise<Content> {
  const { content, problems } = await loadContent(contentDir).catch((error: unknown) => {
    throw toldInWords(error) ? new ContentProblem(error.message, { cause: error }) : error;
  });
  const errors = problems.filter((problem) => problem.level === 'error');
  for (const problem of errors) log.warn(describeProblem(problem));
  // what is wrong is left out; with no term left there is nothing to serve
  if (content.terms.size === 0) {
    throw new ContentProblem(
      `${contentDir} holds no glossary term that can be read (CONTENT_DIR should hold glossary/*.md)` +
        errors.map((problem) => `\n${describeProblem(problem)}`).join(''),
    );
  }
  return content;
}

/** Editors write a file in several steps: one reload follows after the last of them. */
const SETTLE_MS = 200;

export function watchContent(library: Library, dir: string, log: Log): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const watcher = watch(dir, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      library.reload().then(
        (problems) => {
          for (const problem of problems) if (problem.level === 'error') log.warn(describeProblem(problem));
          log.info({ problems: problems.length }, 'content loaded again');
        },
        (error: unknown) => log.error({ err: error }, 'content could not be loaded again'),
      );
    }, SETTLE_MS);
  });
  watcher.on('error', (error) => log.error({ err: error }, 'the content is no longer watched'));
  return async () => {
    clearTimeout(timer);
    watcher.close();
  };
}
