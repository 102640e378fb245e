/** The file for Anki: read back as Anki reads it, whatever stands in terms and questions. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ankiText, htmlOf, questionNote, termNote } from '../../src/content/anki.ts';
import { escape } from '../../src/chat/markdown.ts';
import type { Question } from '../../src/content/schema.ts';
import { kindNames } from '../../src/questions/index.ts';
import { SAMPLES } from '../questions/samples.ts';
import { realLibrary } from '../support/sous.ts';

/** As Anki's manual says: lines that begin with # are no notes, quotes are doubled. */
function read(text: string): { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => !line.startsWith('#'));
  const rows: string[][] = parse(lines.slice(first).join('\n'), {
    delimiter: '\t',
    comment: '#',
    comment_no_infix: true,
  });
  return { head: lines.slice(0, first), rows };
}

describe('the text', () => {
  test('says at its head how it is to be read', () => {
    expect(read(ankiText([{ front: 'a', back: 'b', tags: ['sous', 'web'] }]))).toEqual({
      head: [
        '#separator:tab',
        '#html:true',
        '#notetype:Basic',
        '#deck:Sous',
        '#columns:Front\tBack\tTags',
        '#tags column:3',
      ],
      rows: [['a', 'b', 'sous web']],
    });
  });

  test('gives back every field, with tabs, quotes, line breaks and a # at its beginning', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            front: fc.string({ unit: fc.constantFrom('#', '\t', '"', '\n', 'a', ' ', ';', '<') }),
            back: fc.string(),
            tags: fc.constant(['x']),
          }),
          { minLength: 1 },
        ),
        (notes) => {
          expect(read(ankiText(notes)).rows).toEqual(notes.map(({ front, back }) => [front, back, 'x']));
        },
      ),
    );
  });
});

test('Markdown becomes HTML that shows what was written', () => {
  expect(htmlOf('A **bold** *word*, `a < b && c`, [link](https://example.com/?a=1&b="2")')).toBe(
    'A <b>bold</b> <i>word</i>, <code>a &lt; b &amp;&amp; c</code>, <a href="https://example.com/?a=1&amp;b=&quot;2&quot;">link</a>',
  );
  expect(htmlOf('One\n\n- a\n- <b>\n\n```\nif x:\n  y\n```')).toBe(
    '<p>One</p><ul><li>a</li><li>&lt;b&gt;</li></ul><pre>if x:<br>  y</pre>',
  );
});

describe('questions', () => {
  test('of one choice show their options before, and the answer with its reason behind', () => {
    const { front, back } = questionNote({ ...SAMPLES['one-choice'], version: 'v', file: 'f', fileLine: 1 }, 'web');
    for (const { text } of SAMPLES['one-choice'].options) expect(front).toContain(`<li>${text}</li>`);
    expect(back).toContain(SAMPLES['one-choice'].explanation);
  });

  test('do not tell their answer on the front, nor ask for the next step over and over', async () => {
    const { content } = await realLibrary();
    const notes = [...content.questions.values()].map((one) => ({ kind: one.kind, ...questionNote(one, 'web') }));
    const fronts = (kind: string): readonly string[] => notes.flatMap((one) => (one.kind === kind ? [one.front] : []));
    expect(fronts('true-false').filter((front) => /It is (?:true|false), because/u.test(front))).toEqual([]);
    expect(fronts('order').length).toBeGreaterThan(0);
    expect(fronts('order').filter((front) => front.includes('comes first') && front.includes('comes next'))).toEqual(
      [],
    );
    // what is asked to be matched is all there; the last pair is what is left over
    const pairs = [...content.questions.values()].filter((one) => one.kind === 'match');
    for (const one of pairs) {
      const { front } = questionNote(one, 'web');
      const shown = one.pairs.filter(({ left }) => front.includes(htmlOf(escape(left))));
      expect(shown.length).toBeGreaterThanOrEqual(one.pairs.length - 1);
    }
  });

  test('of every kind stand in one line, with a front of their own', async () => {
    const { content } = await realLibrary();
    const questions = [...content.questions.values()];
    expect(new Set(questions.map(({ kind }) => kind)).size).toBe(kindNames.length);
    const notes = [
      ...questions.map((one: Question) => questionNote(one, 'web')),
      ...[...content.terms.values()].map(termNote),
    ];
    expect(notes.filter(({ front, back }) => `${front}${back}`.includes('\n') || front === '' || back === '')).toEqual(
      [],
    );
    // Anki takes two notes with the same front for one
    expect(new Set(notes.map(({ front }) => front)).size).toBe(notes.length);
  });
});
