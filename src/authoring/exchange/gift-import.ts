/** Questions from GIFT, Moodle's text format, as drafts of ours; each block of the file is answered for. */
import { type GIFTQuestion, parse } from 'gift-pegjs';
import { feedbackOr, firstLine } from '../../questions/draft.ts';
import type { KindName } from '../../questions/index.ts';
import type { Shape } from '../../questions/shapes.ts';
import { type Block, type Context, EXPLANATION, idMaker, leftOut, type Drafted } from './draft.ts';
import { categoryOf, cutGift, described, explain, type GiftBlock } from './gift-blocks.ts';
import { calmed } from './gift-calm.ts';
import { type Cloze, clozeOf } from './gift-gaps.ts';
import { numberFields } from './gift-numbers.ts';
import { type Texts, textsOfFormat } from './gift-texts.ts';
import { choicesOf, codeOf, gapsOf, pairsOf, typedOf } from './moodle-shapes.ts';
import { drafted, readTags } from './tags.ts';

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

/** A text with several gaps. */
function gapped(cloze: Cloze, block: GiftBlock, context: Context, newId: NewId): Drafted {
  const texts = textsOfFormat(cloze.notes);
  const tags = readTags(block.tags, context.terms, texts.notes);
  const shape = gapsOf(cloze, texts);
  const id = newId(block.id ?? cloze.title, shape.text);
  return drafted(id, tags, shape, texts.notes, { explanation: EXPLANATION });
}

type Asked = Exclude<GIFTQuestion, { type: 'Category' | 'Description' | 'Essay' }>;

/** A string says why it cannot be one of our questions. */
function shapeFrom(found: Asked, stem: string, wished: KindName | undefined, texts: Texts): Shape | string {
  switch (found.type) {
    case 'MC':
      return choicesOf(found.choices, stem, wished, texts, 'mark it with = instead of ~');
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
      return typedOf(found.choices, found.hasEmbeddedAnswers, stem, texts);
    case 'Matching':
      return pairsOf(
        found.matchPairs.map(({ subquestion, subanswer }) => ({
          left: subquestion.text === '' ? '' : texts.plain(subquestion),
          right: texts.answer(subanswer),
        })),
        stem,
        wished,
      );
    case 'Numerical': {
      const fields = numberFields(found.choices, texts);
      return typeof fields === 'string' ? fields : { as: 'number', stem, ...fields };
    }
    default:
      return found satisfies never;
  }
}
