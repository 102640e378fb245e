/** What other formats keep in tags: the fields of ours that they have no place for. */
import type { Question } from '../../content/schema.ts';
import { fieldsOf, kindCalled, kindFor, type KindName, optionsOf } from '../../questions/index.ts';
import { LEVELS } from '../../questions/levels.ts';
import type { Fields, Shape } from '../../questions/shapes.ts';
import { CONCEPT, type Drafted, question } from './draft.ts';

export interface Tags {
  readonly concepts: readonly string[];
  readonly kind?: KindName;
  /** Fields of ours that the tags carried. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** `concept:http`, `difficulty:2`, `level:apply`, `lesson:…`, `row:…`, `daily`, `kind:…`, as our own export writes them; or a term's id. */
export function readTags(tags: readonly string[], terms: ReadonlySet<string>, notes: string[]): Tags {
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

/** The reverse. */
export function tagsOf(question: Question): string[] {
  return [
    `kind:${question.kind}`,
    ...question.concepts.map((concept) => `concept:${concept}`),
    `difficulty:${question.difficulty}`,
    ...(question.level === undefined ? [] : [`level:${question.level}`]),
    ...(question.lesson === undefined ? [] : [`lesson:${question.lesson}`]),
    ...question.rows.map((row) => `row:${row}`),
    ...(question.daily ? ['daily'] : []),
    ...(optionsOf(question)?.keepOrder === true ? ['keep-order'] : []),
  ];
}

/** A question from what it asks and what its tags say of it. */
export function drafted(id: string, tags: Tags, shape: Shape, notes: readonly string[], last: Fields): Drafted {
  const kind = kindFor(shape.as, tags.kind);
  const concepts = tags.concepts.length > 0 ? tags.concepts : [CONCEPT];
  return question({ id, kind, concepts, ...tags.fields, ...fieldsOf(kind, shape), ...last }, notes);
}
