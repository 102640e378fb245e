/** Typed answers that pass for another term: "statics" is not "static" where both are in the glossary. */
import { isInCode } from '../../questions/gaps.ts';
import { isInOtherNumber, keyOf } from '../../questions/typed.ts';
import type { Question, Term } from '../schema.ts';
import type { Check } from './folder.ts';

export const checkAnswers: Check = (folder, report) => {
  const byStart = Map.groupBy(
    [...folder.content.terms.values()].flatMap((term) =>
      [term.name, ...term.aliases].map((name) => ({ name, term, key: keyOf(name) })),
    ),
    (one) => one.key[0],
  );
  for (const question of folder.content.questions.values()) {
    for (const { accept, others, path, advice } of typedAnswers(question)) {
      const same = byStart.get(keyOf(accept)[0]) ?? [];
      const owners = new Set<Term>(same.filter((one) => one.key === keyOf(accept)).map((one) => one.term));
      for (const { name, term, key } of same) {
        if (owners.has(term) || others.includes(key) || !isInOtherNumber(name, accept)) continue;
        report.error(
          question.file,
          folder.lineOf(question.file, path, question.id),
          `"${name}" would be taken for "${accept}", and is the name of ${term.file}: ${advice}.`,
        );
      }
    }
  }
};

interface TypedAnswer {
  readonly accept: string;
  /** What is known to be another answer. */
  readonly others: readonly string[];
  readonly path: readonly (string | number)[];
  readonly advice: string;
}

function typedAnswers(question: Question): TypedAnswer[] {
  switch (question.kind) {
    case 'short-answer': {
      const others = question.near.map((near) => keyOf(near.text));
      return question.accept.map((accept, index) => ({
        accept,
        others,
        path: ['accept', index],
        advice: 'list it under `near`, or accept it',
      }));
    }
    case 'gaps': {
      const others = question.gaps.flatMap((gap) => gap.accept.map(keyOf));
      return question.gaps.flatMap((gap, index) =>
        gap.choices !== undefined || isInCode(question, index)
          ? []
          : gap.accept.map((accept) => ({ accept, others, path: ['gaps', index], advice: 'give the gap choices' })),
      );
    }
    default:
      return [];
  }
}
