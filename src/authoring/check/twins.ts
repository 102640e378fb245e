/** Near-duplicates: stems and short answers that share most of their runs of words. */
import type { Part } from '../../questions/kind.ts';
import type { Check } from './folder.ts';
import { wordsOf } from './names.ts';
import { spoken } from './texts.ts';
import { partsOf, stemOf } from '../../questions/index.ts';

/** Two texts are near-duplicates from this share of common runs on (Jaccard). */
const ALIKE = 0.6;

/** What makes one question another: not what is told about it afterwards. */
const ASKED: ReadonlySet<Part['role']> = new Set<Part['role']>(['stem', 'claim', 'lure', 'code']);

interface Entry {
  readonly id: string;
  readonly file: string;
  readonly runs: ReadonlySet<string>;
  line(): number;
}

export const checkTwins: Check = (folder, report) => {
  const { questions, terms } = folder.content;
  const stems = [...questions.values()].map((question): Entry => {
    const told = partsOf(question).filter((one) => ASKED.has(one.role) && one.path[0] !== 'explanation');
    const whole = [...told, { text: stemOf(question) }];
    return {
      id: question.id,
      file: question.file,
      runs: runsOf(whole.map((one) => spoken(one.text)).join(' ')),
      line: () => question.fileLine,
    };
  });
  const shorts = [...terms.values()].map((term): Entry => ({
    id: term.id,
    file: term.file,
    runs: runsOf(spoken(term.short)),
    line: () => folder.lineWith(term.file, term.short.split('\n')[0] ?? ''),
  }));
  for (const found of [...pairs(stems), ...pairs(shorts)])
    report.advise(
      found.one.file,
      found.one.line(),
      `${found.one.id} says nearly the same as ${found.other.id} in ${found.other.file} (${Math.round(found.share * 100)} %).`,
    );
};

/** Runs of three words; texts too short for that have one run: themselves. */
function runsOf(text: string): Set<string> {
  const words = wordsOf(text);
  if (words.length < 5) return new Set([words.join(' ')]);
  return new Set(words.slice(2).map((word, index) => `${words[index] ?? ''} ${words[index + 1] ?? ''} ${word}`));
}

/** Only texts that share a run are compared, so that a bank of thousands stays quick. */
function pairs(entries: readonly Entry[]): { one: Entry; other: Entry; share: number }[] {
  const having = new Map<string, number[]>();
  const found: { one: Entry; other: Entry; share: number }[] = [];
  entries.forEach((one, index) => {
    const shared = new Map<number, number>();
    for (const run of one.runs) {
      for (const before of having.get(run) ?? []) shared.set(before, (shared.get(before) ?? 0) + 1);
      having.set(run, [...(having.get(run) ?? []), index]);
    }
    for (const [before, count] of shared) {
      const other = entries[before];
      if (other === undefined) continue;
      const share = count / (one.runs.size + other.runs.size - count);
      if (share >= ALIKE) found.push({ one, other, share });
    }
  });
  return found;
}
