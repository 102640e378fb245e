/** Each of the `asks` must lead to its own term when somebody types it as it stands. */
import { createVerbatim } from '../../content/lookup/verbatim.ts';
import type { Check } from './folder.ts';

export const checkAsks: Check = (folder, report) => {
  const terms = [...folder.content.terms.values()];
  const find = createVerbatim(terms);
  const names = createVerbatim(terms.map(({ id, name, aliases }) => ({ id, asks: [name, ...aliases] })));
  for (const term of terms)
    term.asks.forEach((phrase, index) => {
      const at = (): number => folder.lineOf(term.file, ['asks', index]);
      const first = find(phrase);
      if (first !== undefined && first !== term.id)
        report.error(
          term.file,
          at(),
          `"${phrase}" stands under ${first} too: whoever types it gets that one. Put it another way.`,
        );
      const named = names(phrase);
      if (named !== undefined && named !== term.id)
        report.error(term.file, at(), `"${phrase}" is a name of ${named}: whoever types it means that.`);
    });
};
