/** Questions from GIFT, Moodle's text format, as drafts of ours; each block of the file is answered for. */
import { type GIFTQuestion, parse, type TextChoice, type TextFormat } from 'gift-pegjs';
import { draftOption, feedbackOr, firstLine } from '../../questions/draft.ts';
import { fieldsOf, kindCalled, kindFor, type KindName, shapeNameOf } from '../../questions/index.ts';
import { LEVELS } from '../../questions/levels.ts';
import type { Fields, Shape } from '../../questions/shapes.ts';
import { type Block, CONCEPT, type Context, EXPLANATION, idMaker, leftOut, type Drafted, question } from './draft.ts';
import { categoryOf, cutGift, described, explain, type GiftBlock } from './gift-blocks.ts';
import { calmed } from './gift-calm.ts';
import { type Cloze, clozeOf } from './gift-gaps.ts';
import { numberFields } from './gift-numbers.ts';
import { type Texts, textsOfFormat } from './gift-texts.ts';

/** Longer blocks are no questions, and reading them would take long. */
const LONGEST = 20_000;

export function importGift(source: string, context: Context): Block[] {
  const newId = idMaker(context.taken);
  return cutGift(source).flatMap((block): Block[] => {
    const category = categoryOf(block.text.split('\n')[0] ?? '');
    const place = { line: block.line, first: firstLine(block.text) };
    if (category !== undefined) {
      const rest = block.text.split('\n').slice(1).join('\n');
      const passed: Block = {
        ...place,
        outcome: { kind: 'passed over', reason: `a category (${category}): say --topic to choose a shelf.` },
      };
      if (rest.trim() === '') return [passed];
      const lines = block.lines.slice(1);
      const below = { ...block, text: rest, lines, line: lines[0] ?? block.line };
      return [passed, { line: below.line, first: firstLine(rest), outcome: read(below, context, newId) }];
    }
    if (block.text.trim() === '') {
      return [{ line: block.line, first: '//', outcome: { kind: 'passed over', reason: 'only comments.' } }];
    }
    return [{ ...place, outcome: read(block, context, newId) }];
  });
}

type NewId = ReturnType<typeof idMaker>;

function read(block: GiftBlock, context: Context, newId: NewId): Drafted {
  if (block.fault !== undefined) return leftOut(block.fault);
  if (block.text.length > LONGEST) return leftOut(`it has ${block.text.length} characters; that is no question.`);
  const cloze = clozeOf(block);
  if (typeof cloze === 'string') return leftOut(cloze);
  if (cloze !== undefined) return gapped(cloze, block, context, newId);
  const calm = calmed(block.text);
  if (calm.fault !== undefined) return leftOut(calm.fault);
  let parsed: GIFTQuestion[];
  try {
    parsed = parse(calm.text);
  } catch (error) {
    return leftOut(explain(block, (error as Error).message));
  }
  const [first, ...others] = parsed;
  if (first === undefined) return leftOut('there is no question in it.');
  if (others.length > 0) return leftOut('it holds two questions: put a blank line between them.');
  return convert(first, block, context, newId, calm.notes);
}

function convert(
  found: GIFTQuestion,
  block: GiftBlock,
  context: Context,
  newId: NewId,
  notes: readonly string[],
): Drafted {
  if (found.type === 'Category') return { kind: 'passed over', reason: 'a category.' };
  if (found.type === 'Description') return leftOut(described(block));
  if (found.type === 'Essay')
    return leftOut('an essay is not supported: free text has no right answer that could be checked.');
  const texts = textsOfFormat(notes);
  const tags = readTags(block.tags, context.terms, texts.notes);
  const { words, code } = codeOf(texts.markdown(found.stem));
  const shape = shapeFrom(found, words, tags.kind, texts);
  if (typeof shape === 'string') return leftOut(shape);
  return drafted(newId(block.id ?? found.title ?? undefined, words), tags, shape, texts.notes, {
    ...(code !== undefined && { code }),
    explanation: found.globalFeedback === null ? EXPLANATION : texts.markdown(found.globalFeedback),
  });
}

function drafted(id: string, tags: Tags, shape: Shape, notes: readonly string[], last: Fields): Drafted {
  const kind = kindFor(shape.as, tags.kind);
  const concepts = tags.concepts.length > 0 ? tags.concepts : [CONCEPT];
  return question({ id, kind, concepts, ...tags.fields, ...fieldsOf(kind, shape), ...last }, notes);
}

/** A text with several gaps. */
function gapped(cloze: Cloze, block: GiftBlock, context: Context, newId: NewId): Drafted {
  const texts = textsOfFormat(cloze.notes);
  const tags = readTags(block.tags, context.terms, texts.notes);
  const words = texts.markdown({ format: cloze.format, text: cloze.text });
  const gaps = cloze.gaps.map(({ answers, listed, number }, index) => {
    const accept = answers.filter(({ right }) => right).map(({ text }) => (number ? text.replace(/:.*$/su, '') : text));
    if (number) texts.notes.push(`how far off the number of gap ${index + 1} may be is not kept.`);
    if (answers.some(({ partly }) => partly))
      texts.notes.push(`answers to gap ${index + 1} that earn a part are not kept.`);
    const told = answers.find(({ right, feedback }) => right && feedback !== '')?.feedback;
    return {
      accept: listed ? accept.slice(0, 1) : accept,
      ...(listed && { choices: answers.map(({ text }) => text) }),
      feedback: feedbackOr(told === undefined ? undefined : texts.markdown({ format: cloze.format, text: told }), true),
    };
  });
  const shape: Shape = { as: 'gap', text: words, gaps };
  return drafted(newId(block.id ?? cloze.title, words), tags, shape, texts.notes, { explanation: EXPLANATION });
}

type Asked = Exclude<GIFTQuestion, { type: 'Category' | 'Description' | 'Essay' }>;

/** A string says why it cannot be one of our questions. */
function shapeFrom(found: Asked, stem: string, wished: KindName | undefined, texts: Texts): Shape | string {
  switch (found.type) {
    case 'MC':
      return choices(found.choices, stem, wished, texts);
    case 'TF':
      return {
        as: 'truth',
        statement: stem,
        answer: found.isTrue,
        // Moodle's first feedback is for whoever is wrong, its second for whoever is right
        feedback: {
          right: feedbackOr(texts.optional(found.falseFeedback), true),
          wrong: feedbackOr(texts.optional(found.trueFeedback), false),
        },
      };
    case 'Short':
      return typed(found.choices, found.hasEmbeddedAnswers, stem, texts);
    case 'Matching':
      return matching(found.matchPairs, stem, texts);
    case 'Numerical': {
      const fields = numberFields(found.choices, texts);
      return typeof fields === 'string' ? fields : { as: 'number', stem, ...fields };
    }
    default:
      return found satisfies never;
  }
}

const text = (choice: { readonly text: TextFormat }, texts: Texts): string => texts.plain(choice.text);

function choices(
  found: readonly TextChoice[],
  stem: string,
  wished: KindName | undefined,
  texts: Texts,
): Shape | string {
  const counted = found.map((choice) => ({ choice, right: (choice.weight ?? (choice.isCorrect ? 100 : 0)) > 0 }));
  const full = found.filter((choice) => choice.isCorrect && (choice.weight ?? 100) === 100).length;
  const right = counted.filter((one) => one.right).length;
  if (right === 0) return 'none of its answers is right: mark it with = instead of ~.';
  const shares = counted.filter((one) => one.right).map(({ choice }) => choice.weight ?? 100);
  const even = Math.abs(shares.reduce((sum, share) => sum + share, 0) - 100) < 0.1;
  // "=" with partly right answers beside it: one choice is best, the others lose their part
  const wishes = wished && shapeNameOf(wished);
  const single = wishes !== 'choices' && (full === 1 || (right === 1 && wished !== undefined));
  if (single) {
    for (const { choice, right: partly } of counted)
      if (partly && !(choice.isCorrect && (choice.weight ?? 100) === 100))
        texts.notes.push(`${String(choice.weight)} % for "${text(choice, texts)}" are not kept: here it is wrong.`);
  } else if (full > 1 && wished === undefined && counted.every(({ choice }) => choice.weight === null)) {
    texts.notes.push('Moodle takes any one of its right answers; here all of them are to be chosen.');
  } else if (!even && full !== right) {
    texts.notes.push(
      'the weights are not kept: each right choice counts the same, a wrong one as much as one that was missed.',
    );
  }
  const options = counted.map(({ choice, right: counts }) =>
    draftOption(
      text(choice, texts),
      single ? choice.isCorrect && (choice.weight ?? 100) === 100 : counts,
      texts.optional(choice.feedback),
    ),
  );
  return { as: single ? 'choice' : 'choices', stem, options };
}

function typed(found: readonly TextChoice[], embedded: boolean, stem: string, texts: Texts): Shape | string {
  const anything = found.find((choice) => choice.text.text === '*');
  const others = found.filter((choice) => choice !== anything);
  const full = others.filter((choice) => (choice.weight ?? 100) === 100);
  const partly = others.filter((choice) => (choice.weight ?? 100) !== 100);
  if (full.length === 0) return 'none of its answers is fully right.';
  const accept = full.map((choice) => text(choice, texts));
  if (accept.every((one) => /^(?:true|false)$/iu.test(one)))
    texts.notes.push('it is typed here, as in Moodle: write {TRUE} without = for a question of true or false.');
  const [feedback, ...more] = [...new Set(full.map((choice) => texts.optional(choice.feedback) ?? ''))].filter(Boolean);
  for (const lost of more) texts.notes.push(`a second feedback for right answers is not kept: "${firstLine(lost)}".`);
  if (accept.some((answer) => answer.includes('*')))
    texts.notes.push('a * in an answer stands for anything in Moodle; here it is a star.');
  const wrong = texts.optional(anything?.feedback ?? null);
  if (embedded && partly.length === 0) {
    if (wrong !== undefined) texts.notes.push(`the feedback for wrong answers is not kept: "${firstLine(wrong)}".`);
    if (/\(\d\)/u.test(stem))
      texts.notes.push('the numbers in brackets of the text are [1], [2] here, since (1) is the gap.');
    return {
      as: 'gap',
      text: stem.replaceAll(/\((\d)\)/gu, '[$1]').replace('_____', '(1)'),
      gaps: [{ accept, feedback: feedbackOr(feedback, true) }],
    };
  }
  const near = partly.filter((choice) => (choice.weight ?? 0) > 0);
  for (const choice of near)
    if (choice.weight !== 50)
      texts.notes.push(`"${text(choice, texts)}" earns half here, not ${String(choice.weight)} %.`);
  for (const choice of partly)
    if ((choice.weight ?? 0) <= 0) texts.notes.push(`the wrong answer "${text(choice, texts)}" is not kept.`);
  return {
    as: 'typed',
    stem,
    accept,
    ...(near.length > 0 && {
      near: near.map((choice) => ({
        text: text(choice, texts),
        feedback: feedbackOr(texts.optional(choice.feedback), false),
      })),
    }),
    feedback: { right: feedbackOr(feedback, true), wrong: feedbackOr(wrong, false) },
  };
}

function matching(
  found: readonly { readonly subquestion: TextFormat; readonly subanswer: string }[],
  stem: string,
  texts: Texts,
): Shape {
  const pairs = found
    .filter((pair) => pair.subquestion.text !== '')
    .map((pair) => ({ left: texts.plain(pair.subquestion), right: texts.answer(pair.subanswer) }));
  const spares = found.filter((pair) => pair.subquestion.text === '').map((pair) => texts.answer(pair.subanswer));
  const rights = [...new Set(pairs.map((pair) => pair.right))];
  if (rights.length < pairs.length) {
    return {
      as: 'buckets',
      stem,
      buckets: [...rights, ...spares.filter((spare) => !rights.includes(spare))],
      items: pairs.map(({ left, right }) => ({ text: left, bucket: right, feedback: feedbackOr(undefined, true) })),
    };
  }
  return {
    as: 'pairs',
    stem,
    pairs: pairs.map((pair) => ({ ...pair, feedback: feedbackOr(undefined, true) })),
    ...(spares.length > 0 && {
      spares: spares.map((spare) => ({ text: spare, feedback: feedbackOr(undefined, false) })),
    }),
  };
}

/** A fenced block at the end of the stem becomes the question's code. */
function codeOf(stem: string): { words: string; code?: { language: string; text: string } } {
  const fence = /^([\s\S]*?)\n*```([a-z]*)\n([\s\S]*?)\n?```\s*$/u.exec(stem);
  return fence === null
    ? { words: stem }
    : { words: (fence[1] ?? '').trim(), code: { language: fence[2] || 'text', text: fence[3] ?? '' } };
}

interface Tags {
  readonly concepts: readonly string[];
  readonly kind?: KindName;
  /** Fields of ours that the tags carried. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** `concept:http`, `difficulty:2`, `level:apply`, `lesson:…`, `row:…`, `daily`, `kind:…`, as our own export writes them; or a term's id. */
function readTags(tags: readonly string[], terms: ReadonlySet<string>, notes: string[]): Tags {
  const concepts: string[] = [];
  const rows: string[] = [];
  const fields: Record<string, unknown> = {};
  let kind: KindName | undefined;
  for (const tag of tags) {
    const [name = '', value = ''] = tag.split(/:(.*)/su);
    if (name === 'concept' && value !== '') concepts.push(value);
    else if (name === 'difficulty' && /^[123]$/u.test(value)) fields['difficulty'] = Number(value);
    else if (name === 'level' && LEVELS.some((level) => level === value)) fields['level'] = value;
    else if (name === 'lesson' && value !== '') fields['lesson'] = value;
    else if (name === 'row' && value !== '') rows.push(value);
    else if (tag === 'daily') fields['daily'] = true;
    else if (tag === 'keep-order') fields['keepOrder'] = true;
    else if (name === 'kind' && kindCalled(value) !== undefined) kind = kindCalled(value);
    else if (terms.has(tag)) concepts.push(tag);
    else notes.push(`the tag "${tag}" is not kept.`);
  }
  if (rows.length > 0) fields['rows'] = rows;
  return { concepts, fields, ...(kind !== undefined && { kind }) };
}
