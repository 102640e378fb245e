/** Each of the `asks` of a term or an everyday question must lead there when somebody types it as it stands. */
import { keyOf } from '../../content/lookup/verbatim.ts';
import type { Term } from '../../content/schema.ts';
import type { Check, Folder } from './folder.ts';

/** A term, or a question in everyday words. */
interface Asked {
  /** Told apart from an entry of the other sort with the same id. */
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly asks: readonly string[];
  line(index: number): number;
}

export const checkAsks: Check = (folder, report) => {
  const terms = [...folder.content.terms.values()];
  // a key takes long, and each is compared with all others
  const all = askedIn(folder).map((one) => ({ ...one, keys: one.asks.map(keyOf) }));
  const first = new Map<string, Asked>();
  for (const one of all) for (const key of one.keys) if (!first.has(key)) first.set(key, one);
  const names = new Map<string, Term>();
  for (const term of terms)
    for (const name of [term.name, ...term.aliases].map(keyOf)) if (!names.has(name)) names.set(name, term);
  for (const { id, name, file, asks, keys, line } of all)
    asks.forEach((phrase, index) => {
      const key = keys[index] ?? '';
      const owner = first.get(key);
      if (owner !== undefined && owner.id !== id)
        report.error(
          file,
          line(index),
          `"${phrase}" stands under ${owner.name} too: whoever types it gets that one. Put it another way.`,
        );
      else if (keys.indexOf(key) < index) report.error(file, line(index), `"${phrase}" stands under ${name} twice.`);
      const named = names.get(key);
      if (named !== undefined && `term ${named.id}` !== id)
        report.error(file, line(index), `"${phrase}" is a name of ${named.id}: whoever types it means that.`);
    });
};

const askedIn = (folder: Folder): readonly Asked[] => [
  ...[...folder.content.terms.values()].map(({ id, file, asks }): Asked => ({
    id: `term ${id}`,
    name: id,
    file,
    asks,
    line: (index) => folder.lineOf(file, ['asks', index]),
  })),
  ...[...folder.content.faqs.values()].map(({ id, file, asks }): Asked => ({
    id: `faq ${id}`,
    name: id,
    file,
    asks,
    line: (index) => folder.lineOf(file, ['asks', index], id),
  })),
];
