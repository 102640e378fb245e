/** Measures the look-up: right answers by kind of question, false answers, and time per question. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { lookupOf } from '../src/content/library.ts';
import type { Lookup } from '../src/content/lookup.ts';
import { realLibrary } from '../tests/support/sous.ts';
import { type EverydayQuestion, measureEveryday, readEveryday } from './support/everyday.ts';

export const name = 'lookup';

const root = path.join(import.meta.dirname, '..');

const KINDS = ['plain', 'typo', 'abbreviation', 'paraphrase', 'chatty', 'comparison', 'decline'] as const;
export type AskedKind = (typeof KINDS)[number];

const askedSchema = z.strictObject({
  kind: z.enum(KINDS),
  /** The look-up may be changed to suit "tune"; "held" says whether the change generalizes. */
  half: z.enum(['tune', 'held']),
  ask: z.string().min(1),
  /** Ids of terms. Any of them may come first; of a comparison all must be among the first three. */
  expect: z.array(z.string()).default([]),
});
export type Asked = z.output<typeof askedSchema>;

/** What came of one kind of question in one half; counts of questions. */
export interface Tally {
  asked: number;
  /** The first answer is right; for a comparison: all of its terms are among the first three. */
  first: number;
  /** A right answer is among the first three. */
  firstThree: number;
  /** Answered although it should have been declined. */
  false: number;
}

export async function readAsked(): Promise<Asked[]> {
  const text = await readFile(path.join(root, 'tests/content/lookup-questions.yaml'), 'utf8');
  return z.array(askedSchema).parse(parse(text));
}

/** The look-up over the project's own glossary, and its ids. */
export async function readLookup(): Promise<{ lookup: Lookup; ids: ReadonlySet<string> }> {
  const { content } = await realLibrary();
  return { lookup: lookupOf(content), ids: new Set(content.terms.keys()) };
}

/** Ids of the terms of the first answer. */
export function answersOf(lookup: Lookup, ask: string): string[] {
  const [first] = lookup.ask(ask);
  return first?.kind === 'found' ? first.terms.map((term) => term.id) : [];
}

/** By kind; questions about terms that the glossary does not have are left out. */
export function measure(
  lookup: Lookup,
  ids: ReadonlySet<string>,
  questions: readonly Asked[],
): ReadonlyMap<AskedKind, Tally> {
  const tallies = new Map<AskedKind, Tally>();
  for (const { kind, ask, expect } of questions) {
    const wanted = expect.filter((id) => ids.has(id));
    const lacking = kind === 'comparison' ? wanted.length < expect.length : wanted.length === 0;
    if (kind !== 'decline' && lacking) continue;
    const tally = tallies.get(kind) ?? { asked: 0, first: 0, firstThree: 0, false: 0 };
    tallies.set(kind, tally);
    const answers = answersOf(lookup, ask);
    const three = answers.slice(0, 3);
    tally.asked += 1;
    if (kind === 'decline') {
      if (answers.length > 0) tally.false += 1;
    } else if (kind === 'comparison') {
      const all = wanted.every((id) => three.includes(id));
      if (all) tally.first += 1;
      if (all) tally.firstThree += 1;
    } else {
      if (wanted.includes(answers[0] ?? '')) tally.first += 1;
      if (wanted.some((id) => three.includes(id))) tally.firstThree += 1;
    }
  }
  return tallies;
}

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`.padStart(7);

/** Prints one line a kind and half, then the time. Takes about a second. */
export async function run(print: (line: string) => void): Promise<void> {
  const questions = await readAsked();
  const { lookup, ids } = await readLookup();
  const before = performance.now();
  lookup.find('warm up');
  print(`index of ${ids.size} terms built in ${(performance.now() - before).toFixed(0)} ms`);
  for (const half of ['tune', 'held'] as const) {
    const tallies = measure(
      lookup,
      ids,
      questions.filter((one) => one.half === half),
    );
    for (const kind of KINDS) {
      const tally = tallies.get(kind);
      if (tally === undefined) continue;
      const result =
        kind === 'decline'
          ? `false answers ${percent(tally.false, tally.asked)}`
          : `hit@1 ${percent(tally.first, tally.asked)}  hit@3 ${percent(tally.firstThree, tally.asked)}`;
      print(`${half}  ${kind.padEnd(13)}${String(tally.asked).padStart(4)} questions  ${result}`);
    }
  }
  const everyday = await readEveryday();
  const broad = await readEveryday('everyday-broad');
  for (const half of ['tune', 'held'] as const) {
    printEveryday(half, 'everyday', everyday);
    printEveryday(half, 'broad   ', broad);
  }
  const isWords = (ask: string): boolean => ask.trim().split(/\s+/u).length <= 3;
  const all = [...questions, ...everyday, ...broad].map(({ ask }) => ask);
  printTimes('words', all.filter(isWords));
  printTimes(
    'sentences',
    all.filter((ask) => !isWords(ask)),
  );

  function printEveryday(half: 'tune' | 'held', set: string, asked: readonly EverydayQuestion[]): void {
    const own = asked.filter((one) => one.half === half);
    for (const [kind, { asked: count, right, declined, wrong, false: wrongly }] of measureEveryday(lookup, own)) {
      const result =
        kind === 'decline'
          ? `false answers ${percent(wrongly, count)}`
          : `right at once ${percent(right, count)}  declined ${percent(declined, count)}  wrong ${percent(wrong, count)}`;
      print(`${half}  ${kind.padEnd(13)}${String(count).padStart(4)} ${set}   ${result}`);
    }
  }

  function printTimes(what: string, asks: readonly string[]): void {
    const times: number[] = [];
    for (let round = 0; round < 12; round += 1) {
      for (const ask of asks) {
        const start = performance.now();
        lookup.ask(ask);
        // the first rounds only warm the compiler up
        if (round > 1) times.push(performance.now() - start);
      }
    }
    times.sort((a, b) => a - b);
    const at = (share: number): string => (times[Math.floor(times.length * share)] ?? 0).toFixed(3);
    print(`time per question of ${what}: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`);
  }
}
