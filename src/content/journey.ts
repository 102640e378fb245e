/** What a journey is, as authors write it: a way through several machines, station by station. */
import { z } from 'zod';
import { idSchema } from '../questions/id.ts';

const line = (max: number): z.ZodString => z.string().trim().min(1).max(max);

/** A way that something takes through several machines, station by station. */
export const journeySchema = z.strictObject({
  title: line(60).describe('What happens, as a noun or a clause: "Opening a page".'),
  about: line(200).describe('What one sees on the way, in one sentence.'),
  answers: z.array(idSchema).default([]).describe('Everyday questions (their ids) that this journey answers.'),
  map: line(2_000).describe('The stations as a Graphviz graph: each is a node called by its id.'),
  alt: line(400).describe('What the map shows, in words.'),
  stations: z
    .array(
      z.strictObject({
        id: idSchema,
        term: idSchema.optional().describe('The entry that this station is.'),
        title: line(80),
        text: line(700).describe('What happens here.'),
        breaks: z
          .strictObject({
            ask: line(240).describe('What is broken or seen, and the question.'),
            options: z
              .array(z.strictObject({ text: line(160), right: z.boolean().default(false), feedback: line(240) }))
              .min(2)
              .max(4)
              .refine((options) => options.filter(({ right }) => right).length === 1, 'has exactly one right option'),
          })
          .describe('What breaks here? A question that counts for nothing.'),
      }),
    )
    .min(3)
    .max(10),
});
export type Journey = z.output<typeof journeySchema> & { readonly id: string; readonly file: string };
export type Station = Journey['stations'][number];
