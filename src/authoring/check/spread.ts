/** Whether a bank asks about everything often enough, and in more than one way: each term, and each wrong idea. */
import { optionsOf, partsOf } from '../../questions/index.ts';
import type { Content, Question } from '../../content/schema.ts';
import type { Check, Folder, Reporter } from './folder.ts';
import { BANK } from './levels.ts';

/** Fewest questions about a term, kinds of question among them, and difficulties. */
const FEWEST = { questions: 3, kinds: 2, difficulties: 2 } as const;
/** Fewest questions that a wrong idea stands in: one answer says too little about somebody. */
const FEWEST_OF_IDEA = 3;
/** Fewest in a folder that is no bank yet: whoever chose a wrong idea is asked another question on it days later. */
const TO_FOLLOW_UP = 2;
/** At least this share of all wrong options stands for a wrong idea with a name. */
const FEWEST_NAMED = 0.25;

export const checkSpread: Check = (folder, report) => {
  if (folder.content.questions.size < BANK) {
    adviseIdeas(folder, report);
    return;
  }
  checkTerms(folder, report);
  checkIdeas(folder, report);
};

/** Of one that no question stands for at all, `checkUnused` tells. */
function adviseIdeas({ content, lineOf }: Folder, report: Reporter): void {
  for (const [id, count] of standingOf(content))
    if (count > 0 && count < TO_FOLLOW_UP)
      report.advise(
        'misconceptions.yaml',
        lineOf('misconceptions.yaml', ['id'], id),
        `only one question stands for "${id}": write another, so that who chose it can be asked again days later.`,
      );
}

/** In how many questions each wrong idea stands. */
function standingOf({ questions, misconceptions }: Content): ReadonlyMap<string, number> {
  const standing = new Map([...misconceptions.keys()].map((id) => [id, 0]));
  for (const question of questions.values())
    for (const idea of new Set(partsOf(question).map((part) => part.idea)))
      if (idea !== undefined) standing.set(idea, (standing.get(idea) ?? 0) + 1);
  return standing;
}

function checkTerms({ content, lineOf }: Folder, report: Reporter): void {
  const about = new Map<string, Question[]>();
  for (const question of content.questions.values())
    for (const concept of question.concepts) about.set(concept, [...(about.get(concept) ?? []), question]);
  for (const { id, file } of content.terms.values()) {
    const own = about.get(id) ?? [];
    const has = {
      questions: own.length,
      kinds: new Set(own.map(({ kind }) => kind)).size,
      difficulties: new Set(own.map(({ difficulty }) => difficulty)).size,
    };
    const short = (['questions', 'kinds', 'difficulties'] as const).filter((what) => has[what] < FEWEST[what]);
    if (short.length === 0) continue;
    const lacks = short.map((what) => `${has[what]} ${what} (at least ${FEWEST[what]})`).join(', ');
    report.error(file, lineOf(file, ['name']), `too little is asked about it: ${lacks}.`);
  }
}

function checkIdeas({ content, lineOf }: Folder, report: Reporter): void {
  const questions = [...content.questions.values()];
  const standing = standingOf(content);
  for (const id of content.misconceptions.keys()) {
    const count = standing.get(id) ?? 0;
    if (count < FEWEST_OF_IDEA)
      report.error(
        'misconceptions.yaml',
        lineOf('misconceptions.yaml', ['id'], id),
        `options of ${count} questions stand for "${id}"; at least ${FEWEST_OF_IDEA}, so that it can be told from a slip.`,
      );
  }
  const wrong = questions.flatMap((question) => (optionsOf(question)?.options ?? []).filter(({ right }) => !right));
  const named = wrong.filter(({ misconception }) => misconception !== undefined).length;
  if (named < FEWEST_NAMED * wrong.length)
    report.error(
      'questions',
      1,
      `${named} of ${wrong.length} wrong options stand for a wrong idea; at least a quarter should name one.`,
    );
}
