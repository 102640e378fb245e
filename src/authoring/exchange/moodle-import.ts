/** Questions from Moodle's XML, as drafts of ours: https://docs.moodle.org/en/Moodle_XML_format */
import type { NumericalChoice, NumericalFormat, TextChoice, TextFormat } from 'gift-pegjs';
import { feedbackOr, firstLine } from '../../questions/draft.ts';
import type { KindName } from '../../questions/index.ts';
import type { Fields, Shape } from '../../questions/shapes.ts';
import { type Block, type Context, type Drafted, EXPLANATION, idMaker, leftOut } from './draft.ts';
import { numberFields } from './gift-numbers.ts';
import { type Texts, textsOfFormat } from './gift-texts.ts';
import { clozeIn, groupedIn } from './moodle-gaps.ts';
import { choicesOf, codeOf, COSTS, gapsOf, pairsOf, typedOf } from './moodle-shapes.ts';
import { drafted, readTags } from './tags.ts';
import { childOf, childrenOf, type Element, lineOf, readXml, wordsIn } from './xml.ts';

export function importMoodle(source: string, context: Context): Block[] {
  const read = readXml(source);
  const lines = source.split(/\r\n?|\n/u);
  const block = (line: number, outcome: Drafted, first = lines[line - 1] ?? ''): Block => ({
    line: Math.min(Math.max(1, line), lines.length),
    first: firstLine(first),
    outcome,
  });
  if ('fault' in read) return [block(read.fault.line, leftOut(read.fault.reason))];
  const { root, faults } = read;
  if (root.nodeName !== 'quiz')
    return [
      block(lineOf(root), leftOut(`its questions stand in <${root.nodeName}>, those of Moodle stand in <quiz>.`)),
    ];
  const newId = idMaker(context.taken);
  const passed = faults.map(({ line, reason }) => block(line, { kind: 'passed over', reason }));
  const blocks = childrenOf(root).map((element) => {
    const text = wordsIn(childOf(element, 'questiontext')) || wordsIn(childOf(element, 'name'));
    const outcome = element.nodeName === 'question' ? questionIn(element, context, newId) : strange(element);
    return block(lineOf(element), outcome, text === '' ? undefined : text.replaceAll(/<[^>]*>/gu, ' '));
  });
  if (blocks.length === 0) return [...passed, block(lineOf(root), leftOut('there is no <question> in it.'))];
  return [...passed, ...blocks].toSorted((a, b) => a.line - b.line);
}

const strange = ({ nodeName }: Element): Drafted => leftOut(`<${nodeName}> is no <question>.`);

/** Types of Moodle that ours cannot be, and what to do instead. */
const OTHERS: Readonly<Record<string, string>> = {
  description: 'it is a description, not a question: there is nothing to answer.',
  essay: 'an essay is not supported: free text has no right answer that could be checked.',
  random: 'it draws other questions by chance: import those.',
  randomsamatch: 'it is made of short answers by chance: import those.',
  calculated: 'its numbers are drawn by chance: write it once with numbers of your own, as "numerical".',
  calculatedsimple: 'its numbers are drawn by chance: write it once with numbers of your own, as "numerical".',
  calculatedmulti: 'its numbers are drawn by chance: write it once with numbers of your own, as "multichoice".',
  ddimageortext: 'it is played on a picture: ask it as "matching" instead.',
  ddmarker: 'it is played on a picture: ask it as "multichoice" instead.',
  ordering: 'putting in order has no fields here that are the same: write it by hand, docs/authoring.md says how.',
};

type NewId = ReturnType<typeof idMaker>;

function questionIn(element: Element, context: Context, newId: NewId): Drafted {
  const type = (element.getAttribute('type') ?? '').trim().toLowerCase();
  if (type === 'category') {
    const name = wordsIn(childOf(element, 'category'));
    return { kind: 'passed over', reason: `a category (${firstLine(name)}): say --topic to choose a shelf.` };
  }
  const other = Object.hasOwn(OTHERS, type) ? OTHERS[type] : undefined;
  if (other !== undefined) return leftOut(other);
  const texts = textsOfFormat();
  const tagged = childrenOf(childOf(element, 'tags') ?? element, 'tag').map((one) => wordsIn(one));
  const tags = readTags(tagged, context.terms, texts.notes);
  const asked = formatted(childOf(element, 'questiontext'));
  if (asked.text.trim() === '') return leftOut('its <questiontext> is empty.');
  const shape = shapeIn(type, { element, asked, wished: tags.kind, texts });
  if (typeof shape === 'string') return leftOut(shape);
  const last = lastFields(element, shape, texts);
  const name = wordsIn(childOf(element, 'idnumber')) || wordsIn(childOf(element, 'name'));
  const { stem, code } = shape;
  tellRest(element, texts);
  return drafted(newId(name, stem), tags, shape.shape, texts.notes, { ...(code !== undefined && { code }), ...last });
}

interface Asked {
  readonly element: Element;
  readonly asked: TextFormat;
  readonly wished: KindName | undefined;
  readonly texts: Texts;
}
interface Found {
  readonly shape: Shape;
  readonly stem: string;
  readonly code?: { readonly language: string; readonly text: string };
}

/** A string says why it cannot be one of our questions. */
function shapeIn(type: string, asked: Asked): Found | string {
  const { element, texts } = asked;
  if (type === 'cloze' || type === 'multianswer') return gapped(clozeIn(asked.asked, texts), texts);
  if (type === 'gapselect' || type === 'ddwtos') return gapped(groupedIn(element, asked.asked, texts), texts);
  const { words, code } = codeOf(texts.markdown(asked.asked));
  const shape = withStem(type, words, asked);
  return typeof shape === 'string' ? shape : { shape, stem: words, ...(code !== undefined && { code }) };
}

function gapped(cloze: ReturnType<typeof clozeIn>, texts: Texts): Found | string {
  if (typeof cloze === 'string') return cloze;
  const shape = gapsOf(cloze, texts);
  const { words, code } = codeOf(shape.text);
  return { shape: { ...shape, text: words }, stem: words, ...(code !== undefined && { code }) };
}

function withStem(type: string, stem: string, { element, wished, texts }: Asked): Shape | string {
  const answers = childrenOf(element, 'answer');
  switch (type) {
    case 'multichoice':
    case 'multichoiceset': {
      const single = type === 'multichoice' && isSet(childOf(element, 'single'), true);
      const found = answers.map((answer) => choiceIn(answer, single));
      return choicesOf(found, stem, wished, texts, 'one needs fraction="100"');
    }
    case 'truefalse':
      return truthIn(answers, stem, texts);
    case 'shortanswer': {
      if (isSet(childOf(element, 'usecase'), false)) texts.notes.push('capitals do not count here.');
      // Moodle compares these as they are written
      const plain = answers.map((answer) => ({
        ...choiceIn(answer, true),
        text: { format: 'plain', text: wordsIn(answer) } as const,
      }));
      return typedOf(plain, false, stem, texts);
    }
    case 'numerical': {
      const numbers = answers.map(numberIn);
      const odd = answers[numbers.indexOf(undefined)];
      if (odd !== undefined) return `"${firstLine(wordsIn(odd))}" is no number: ask it as shortanswer.`;
      const fields = numberFields(
        numbers.filter((one) => one !== undefined),
        texts,
      );
      return typeof fields === 'string' ? fields : { as: 'number', stem, ...fields, ...unitIn(element, texts) };
    }
    case 'matching':
      return pairsOf(
        childrenOf(element, 'subquestion').map((one) => ({
          left: texts.plain(formatted(one)),
          right: wordsIn(childOf(one, 'answer')),
        })),
        stem,
        wished,
      );
    default:
      return `questions of the type "${firstLine(type)}" are not known here: ask it as multichoice, shortanswer or matching.`;
  }
}

const FORMATS: Readonly<Record<string, TextFormat['format']>> = {
  html: 'html',
  markdown: 'markdown',
  plain_text: 'plain',
  plain: 'plain',
};
function formatted(element: Element | undefined): TextFormat {
  const format = FORMATS[element?.getAttribute('format') ?? ''] ?? 'moodle';
  return { format, text: wordsIn(element) };
}

/** `true`, `1`, or what is so without it. */
const isSet = (element: Element | undefined, without: boolean): boolean =>
  element === undefined || wordsIn(element) === '' ? without : /^(?:true|1)$/iu.test(wordsIn(element));

const fractionOf = (answer: Element): number => Number(answer.getAttribute('fraction') ?? '0') || 0;

function choiceIn(answer: Element, single: boolean): TextChoice {
  const fraction = fractionOf(answer);
  const whole = single && (fraction === 100 || fraction === 0);
  return {
    isCorrect: single && fraction === 100,
    weight: whole ? null : fraction,
    text: formatted(answer),
    feedback: formatted(childOf(answer, 'feedback')),
  };
}

function truthIn(answers: readonly Element[], stem: string, texts: Texts): Shape | string {
  const right = answers.find((answer) => fractionOf(answer) > 0);
  const said = wordsIn(right).toLowerCase();
  if (right === undefined || !/^(?:true|false)$/u.test(said)) return 'neither true nor false has fraction="100".';
  const wrong = answers.find((answer) => answer !== right);
  if (wrong !== undefined && fractionOf(wrong) < 0) texts.notes.push(COSTS);
  const told = (answer: Element | undefined): string | undefined =>
    answer && texts.optional(formatted(childOf(answer, 'feedback')));
  return {
    as: 'truth',
    statement: stem,
    answer: said === 'true',
    feedback: { right: feedbackOr(told(right), true), wrong: feedbackOr(told(wrong), false) },
  };
}

/** Undefined for a text that is neither a number nor the star that stands for any other. */
function numberIn(answer: Element): NumericalChoice | undefined {
  const said = wordsIn(answer);
  const number = numberOf(said);
  if (number === undefined && said !== '*') return undefined;
  const range = numberOf(wordsIn(childOf(answer, 'tolerance'))) ?? 0;
  const text = number === undefined ? { type: 'any' } : { type: 'range', number, range };
  return {
    isCorrect: fractionOf(answer) === 100,
    text: text as NumericalFormat,
    weight: fractionOf(answer),
    feedback: formatted(childOf(answer, 'feedback')),
  };
}
function numberOf(said: string): number | undefined {
  const number = Number(said.replace(',', '.'));
  return said === '' || !Number.isFinite(number) ? undefined : number;
}

function unitIn(element: Element, texts: Texts): { unit?: string } {
  const units = childrenOf(childOf(element, 'units') ?? element, 'unit').map((unit) => ({
    name: wordsIn(childOf(unit, 'unit_name')),
    times: Number(wordsIn(childOf(unit, 'multiplier'))),
  }));
  const own = units.find(({ times }) => times === 1) ?? units[0];
  for (const { name } of units) if (name !== own?.name) texts.notes.push(`the unit "${firstLine(name)}" is not kept.`);
  return own === undefined ? {} : { unit: own.name };
}

/** What stands in every type. */
function lastFields(element: Element, { shape }: Found, texts: Texts): Fields {
  const general = childOf(element, 'generalfeedback');
  const [hint, ...more] = childrenOf(element, 'hint')
    .map((one) => texts.optional(formatted(one)) ?? '')
    .filter(Boolean);
  for (const lost of more) texts.notes.push(`a second hint is not kept: "${firstLine(lost)}".`);
  const ordered = (shape.as === 'choice' || shape.as === 'choices') && !isSet(childOf(element, 'shuffleanswers'), true);
  return {
    ...(ordered && { keepOrder: true }),
    ...(hint !== undefined && { hint }),
    explanation: (general && texts.optional(formatted(general))) ?? EXPLANATION,
  };
}

/** What Moodle writes by itself says nothing of the question. */
const BY_ITSELF = /^Your answer is (?:partially )?(?:in)?correct\.$/u;

function tellRest(element: Element, texts: Texts): void {
  for (const [name, who] of [
    ['correctfeedback', 'whoever is right'],
    ['partiallycorrectfeedback', 'whoever is partly right'],
    ['incorrectfeedback', 'whoever is wrong'],
  ] as const) {
    const said = texts.optional(formatted(childOf(element, name))) ?? '';
    if (said !== '' && !BY_ITSELF.test(said))
      texts.notes.push(`what is said to ${who}, whatever they chose, is not kept: "${firstLine(said)}".`);
  }
  const points = wordsIn(childOf(element, 'defaultgrade'));
  if (points !== '' && Number(points) !== 1)
    texts.notes.push(`its ${Number(points)} points are not kept: every question is worth the same here.`);
  if (isSet(childOf(element, 'hidden'), false)) texts.notes.push('it is hidden in Moodle: an old version, perhaps.');
}
