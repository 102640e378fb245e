/** The names by which terms are found must not fight: aliases, everyday words and the phrases of `asks`. */
import type { Term } from '../schema.ts';
import type { Check, Folder } from './folder.ts';

/** Words as they compare: lower case, no punctuation but that of names such as C# and Node.js, no plural. */
export const wordsOf = (text: string): string[] =>
  (text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}+#]+/gu) ?? []).map((word) =>
    word.length > 3 && /[^siu]s$/u.test(word) ? word.slice(0, -1) : word,
  );
const keyOf = (text: string): string => wordsOf(text).join(' ');

export const checkNames: Check = (folder, report) => {
  const owners = new Map<string, { term: Term; field: string }>();
  const names = new Map<string, Term>();
  for (const term of folder.content.terms.values()) {
    const before = names.get(keyOf(term.name));
    if (before !== undefined)
      report.error(term.file, line(folder, term, 'name'), `the name "${term.name}" is also that of ${before.file}.`);
    names.set(keyOf(term.name), term);
  }
  for (const term of folder.content.terms.values()) {
    (['aliases', 'slips'] as const).forEach((field) =>
      term[field].forEach((text, index) => {
        const at = (): number => folder.lineOf(term.file, [field, index]);
        const key = keyOf(text);
        const named = names.get(key);
        const taken = owners.get(key);
        if (named !== undefined && named.id !== term.id)
          report.error(term.file, at(), `"${text}" is the name of another term, ${named.file}: leave it out here.`);
        else if (named !== undefined)
          report.advise(term.file, at(), `"${text}" need not be listed: case, hyphens and plurals are derived.`);
        else if (taken !== undefined && taken.term.id !== term.id)
          report.error(term.file, at(), `"${text}" is among the ${taken.field} of ${taken.term.file} too: choose one.`);
        else if (taken === undefined) owners.set(key, { term, field });
      }),
    );
    checkEveryday(folder, term, report);
    term.asks.forEach((phrase, index) => {
      const own = wordsOf(plainName(term.name));
      if (own.length > 0 && containsRun(wordsOf(phrase), own))
        report.error(
          term.file,
          folder.lineOf(term.file, ['asks', index]),
          `"${phrase}" uses the name itself; say it as somebody would who does not know the word.`,
        );
    });
  }
};

function checkEveryday(folder: Folder, term: Term, report: Parameters<Check>[1]): void {
  const own = new Set([term.name, plainName(term.name), ...term.aliases].map(keyOf));
  term.everyday.forEach((word, index) => {
    if (!own.has(keyOf(word)))
      report.error(
        term.file,
        folder.lineOf(term.file, ['everyday', index]),
        `"${word}" is neither the name nor an alias, so it need not be marked as an everyday word.`,
      );
  });
}

/** "DELETE (SQL)" is also asked for as "delete". */
const plainName = (name: string): string => name.replaceAll(/\s*\([^)]*\)/gu, '');
const line = (folder: Folder, term: Term, field: string): number => folder.lineOf(term.file, [field]);

const containsRun = (words: readonly string[], run: readonly string[]): boolean =>
  words.some((_, at) => run.every((word, index) => words[at + index] === word));
