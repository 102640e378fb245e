/** JSON schemas of the content files, made from the code, so that editors complete fields and underline slips. */
import { z } from 'zod';
import { kindNames, schemaOf } from '../questions/index.ts';
import { correctionSchema, rowSchema } from './check/coverage.ts';
import { datasetSchema } from '../content/dataset.ts';
import { snippetSchema } from './check/snippets.ts';
import { wordingSchema } from './check/wording.ts';
import { journeySchema } from '../content/journey.ts';
import {
  courseSchema,
  faqSchema,
  intentSchema,
  lessonFrontSchema,
  misconceptionSchema,
  shareOutSchema,
  stackSchema,
  synonymSchema,
  termFrontSchema,
  topicSchema,
} from '../content/schema.ts';

type Json = Readonly<Record<string, unknown>>;

const DIALECT = 'http://json-schema.org/draft-07/schema#';

/** As an author writes it: fields with a default may be left out. */
function jsonOf(schema: z.ZodType): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return rest;
}

const file = (title: string, schema: Json): Json => ({ $schema: DIALECT, title, ...schema });
const list = (title: string, schema: z.ZodType): Json => file(title, { type: 'array', items: jsonOf(schema) });

/** One rule a kind: an editor then complains about the fields of that kind, not about all kinds. */
function questionSchema(): Json {
  return {
    type: 'object',
    required: ['id', 'kind'],
    properties: { kind: { enum: kindNames, description: 'What the learner does; each kind has its own fields.' } },
    allOf: kindNames.map((kind) => ({
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      // oxlint-disable-next-line unicorn/no-thenable -- "then" is JSON Schema's own word
      then: jsonOf(schemaOf(kind)),
    })),
  };
}

/** Every schema file by its name under `content/schemas/`, as the text to write. */
export function editorSchemas(): ReadonlyMap<string, string> {
  const schemas: Readonly<Record<string, Json>> = {
    question: file('Questions of Sous', { type: 'array', items: questionSchema() }),
    term: file('Front matter of a term', jsonOf(termFrontSchema)),
    lesson: file('Front matter of a lesson', jsonOf(lessonFrontSchema)),
    course: file('What the course is about', jsonOf(courseSchema)),
    topics: list('Shelves of the glossary', topicSchema),
    misconceptions: list('Wrong ideas and what helps', misconceptionSchema),
    'share-outs': list('Prompts for discussions', shareOutSchema),
    talk: list('What people say to a tutor', intentSchema),
    datasets: list('Small data sets for queries', datasetSchema),
    stacks: list('What apps are built with', stackSchema),
    journey: file('A way through the machines, station by station', jsonOf(journeySchema)),
    faq: list('Everyday questions and their answers', faqSchema),
    synonyms: list('Words that mean the same', synonymSchema),
    rows: list('What the course must teach', rowSchema),
    corrections: list('What must be taught right', correctionSchema),
    snippets: list('What code needs to be run', snippetSchema),
    wording: list('Words to do without', wordingSchema),
  };
  return new Map(
    Object.entries(schemas).map(([name, schema]) => [`${name}.schema.json`, `${JSON.stringify(schema, null, 2)}\n`]),
  );
}
