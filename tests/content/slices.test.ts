/** Content is read and indexed in steps: between any two of them, people can be answered. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openLibrary } from '../../src/content/library.ts';
import { readSources } from '../../src/content/files.ts';
import { readContent, reading } from '../../src/content/load.ts';
import { createLookup, indexing } from '../../src/content/lookup.ts';
import { atOnce, inSlices, type Steps } from '../../src/content/slices.ts';
import { CONTENT } from '../support/sous.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Every look at the clock finds it so many milliseconds later. */
function clockOf(ms: number): { readonly looks: () => number } {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += ms));
  return { looks: () => clock.mock.calls.length };
}

/** How often everybody else had a turn while something was done. */
async function turnsDuring<T>(work: Promise<T>): Promise<{ readonly value: T; readonly turns: number }> {
  let turns = 0;
  let counting = setImmediate(function count() {
    turns += 1;
    counting = setImmediate(count);
  });
  const value = await work;
  clearImmediate(counting);
  return { value, turns };
}

function* counted(steps: number): Steps<string> {
  for (let step = 1; step < steps; step += 1) yield;
  return 'done';
}

describe('work in slices', () => {
  test('lets everybody else have a turn when a slice is used up', async () => {
    clockOf(10);
    const { value, turns } = await turnsDuring(inSlices(counted(50)));
    expect(value).toBe('done');
    expect(turns).toBeGreaterThanOrEqual(48);
  });

  test('goes on while there is time', async () => {
    clockOf(0);
    const { value, turns } = await turnsDuring(inSlices(counted(50)));
    expect(value).toBe('done');
    expect(turns).toBeLessThan(3);
  });

  test('comes to the same as work at once, and fails as it does', async () => {
    expect(atOnce(counted(5))).toBe('done');
    // eslint-disable-next-line require-yield -- fails before its first step ends
    const failing = function* (): Steps<never> {
      throw new Error('no content');
    };
    await expect(inSlices(failing())).rejects.toThrow('no content');
    expect(() => atOnce(failing())).toThrow('no content');
  });
});

/** The steps of a work and what comes of it. */
function walk<T>(steps: Steps<T>): { readonly value: T; readonly count: number } {
  for (let count = 1; ; count += 1) {
    const step = steps.next();
    if (step.done === true) return { value: step.value, count };
  }
}

describe('the content of this repository', () => {
  test('is read in steps of a file or a question', async () => {
    const sources = await readSources(CONTENT);
    const { value, count } = walk(reading(CONTENT, sources));
    const { terms, questions, lessons } = value.content;
    expect(count).toBeGreaterThan(terms.size + questions.size + lessons.size);
    expect(value).toEqual(readContent(CONTENT, sources));
  });

  test('is indexed in steps of a term', async () => {
    const terms = [...readContent(CONTENT, await readSources(CONTENT)).content.terms.values()];
    const { value, count } = walk(indexing(terms));
    expect(count).toBeGreaterThan(2 * terms.length);
    const lazy = createLookup(terms);
    for (const question of ['what is a database', 'kubernets', 'difference between get and post', 'tell me a joke'])
      expect(value.find(question), question).toEqual(lazy.find(question));
  });

  test('lets people have their turn when it is opened and when it is loaded again', async () => {
    const { content } = readContent(CONTENT, await readSources(CONTENT));
    clockOf(10);
    const opened = await turnsDuring(openLibrary(content));
    expect(opened.turns).toBeGreaterThan(2 * content.terms.size);
    vi.restoreAllMocks();
    const { looks } = clockOf(0);
    expect(await opened.value.reload()).toEqual([]);
    // after each step the clock says whether it is somebody else's turn
    expect(looks()).toBeGreaterThan(content.questions.size + 3 * content.terms.size);
  });

  test('is opened like this by the bot, before anybody can ask', async () => {
    const start = await readFile(path.join(CONTENT, '../src/start.ts'), 'utf8');
    expect(start).not.toContain('createLibrary');
    const stands = start.indexOf('await indexed');
    expect(start.slice(0, stands)).toContain('indexed = openLibrary(');
    expect(start.indexOf('platform.start(app)')).toBeGreaterThan(stands);
  });

  test('answers from an index that stands: nothing is built at the first question', async () => {
    const { content } = readContent(CONTENT, await readSources(CONTENT));
    const library = await openLibrary(content);
    const normalize = vi.spyOn(String.prototype, 'normalize');
    expect(library.lookup.find('database').kind).toBe('terms');
    // to build the index is to read every text of every term
    expect(normalize.mock.calls.length).toBeLessThan(content.terms.size);
    const before = normalize.mock.calls.length;
    createLookup([...content.terms.values()]).find('database');
    expect(normalize.mock.calls.length - before).toBeGreaterThan(content.terms.size);
  });
});
