/** The names by which terms are found must not fight: aliases, everyday words and the phrases of `asks`. */
import { tokenise, variant } from '../../content/lookup/normalise.ts';
import type { Term } from '../../content/schema.ts';
import type { Check, Folder } from './folder.ts';

/** Words as the look-up compares them: no case, no accents, one number, one spelling. */
export const wordsOf = (text: string): string[] => tokenise(text).map((token) => variant(token.text));
const keyOf = (text: string): string => wordsOf(text).join(' ');
/** A name as it is typed, spaces and hyphens aside: where two terms share this, the look-up cannot tell them apart. */
const exact = (text: string): string =>
  tokenise(text)
    .map((token) => token.text)
    .join('');

export const checkNames: Check = (folder, report) => {
  const owners = new Map<string, { term: Term; field: string }>();
  const names = new Map<string, Term>();
  for (const term of folder.content.terms.values()) {
    const before = names.get(exact(term.name));
    if (before !== undefined)
      report.error(term.file, line(folder, term, 'name'), `the name "${term.name}" is also that of ${before.file}.`);
    names.set(exact(term.name), term);
  }
  for (const term of folder.content.terms.values()) {
    (['aliases', 'slips'] as const).forEach((field) =>
      term[field].forEach((text, index) => {
        const at = (): number => folder.lineOf(term.file, [field, index]);
        const key = exact(text);
        const named = names.get(key);
        const taken = owners.get(key);
        if (named !== undefined && named.id !== term.id)
          report.error(term.file, at(), `"${text}" is the name of another term, ${named.file}: leave it out here.`);
        else if (keyOf(text) === keyOf(term.name))
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
    if (![word, word.replace(/e?s$/u, ''), word.replace(/s$/u, '')].some((form) => own.has(keyOf(form))))
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
