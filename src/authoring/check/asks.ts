/** Each of the `asks` of a term or an everyday question must lead there when somebody types it as it stands. */
import { createVerbatim, keyOf } from '../../content/lookup/verbatim.ts';
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
  const all = askedIn(folder);
  const find = createVerbatim(all);
  const names = createVerbatim(terms.map(({ id, name, aliases }) => ({ id: `term ${id}`, asks: [name, ...aliases] })));
  for (const { id, name, file, asks, line } of all)
    asks.forEach((phrase, index) => {
      const first = find(phrase);
      if (first !== undefined && first !== id)
        report.error(
          file,
          line(index),
          `"${phrase}" stands under ${all.find((one) => one.id === first)?.name ?? first} too: whoever types it gets that one. Put it another way.`,
        );
      else if (asks.findIndex((other) => keyOf(other) === keyOf(phrase)) < index)
        report.error(file, line(index), `"${phrase}" stands under ${name} twice.`);
      const named = names(phrase);
      if (named !== undefined && named !== id)
        report.error(file, line(index), `"${phrase}" is a name of ${named.slice(5)}: whoever types it means that.`);
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
