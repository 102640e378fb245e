/** Typed answers that pass for another term: "statics" is not "static" where both are in the glossary. */
import { typedOf } from '../../questions/index.ts';
import { isInOtherNumber, keyOf } from '../../questions/typed.ts';
import type { Term } from '../../content/schema.ts';
import type { Check } from './folder.ts';

export const checkAnswers: Check = (folder, report) => {
  const byStart = Map.groupBy(
    [...folder.content.terms.values()].flatMap((term) =>
      [term.name, ...term.aliases].map((name) => ({ name, term, key: keyOf(name) })),
    ),
    (one) => one.key[0],
  );
  for (const question of folder.content.questions.values()) {
    for (const { accept, others, path, advice } of typedOf(question)) {
      const known = new Set(others.map(keyOf));
      const same = byStart.get(keyOf(accept)[0]) ?? [];
      const owners = new Set<Term>(same.filter((one) => one.key === keyOf(accept)).map((one) => one.term));
      for (const { name, term, key } of same) {
        if (owners.has(term) || known.has(key) || !isInOtherNumber(name, accept)) continue;
        report.error(
          question.file,
          folder.lineOf(question.file, path, question.id),
          `"${name}" would be taken for "${accept}", and is the name of ${term.file}: ${advice}.`,
        );
      }
    }
  }
};
