/** Words to do without: found in every text, with what to write, and not in names, code or what people type. */
import { expect, test } from 'vitest';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { choice, folder, term } from '../support/content-folder.ts';

const list = '- { avoid: [alone, "colour*", e.g.], write: better }\n- { avoid: [belongs into], write: belongs in }\n';
const found = (files: Readonly<Record<string, string>>): string[] =>
  checkFolder(folder({ 'wording.yaml': list, ...files }))
    .filter(({ message }) => message.includes('hard for some readers') || message.includes('avoid'))
    .map(({ level, file, line, message }) => `${level} ${file}:${line} ${message}`);

test('in stems, options, feedback and explanations, at their lines', () => {
  const all = found({
    'questions/a.yaml': choice('q-1', {
      stem: 'Who is alone?',
      explanation: 'It\n    belongs into the COLOURFUL box.',
      option1: 'e.g. red',
    }),
  });
  expect(all).toEqual([
    'error questions/a.yaml:4 "alone" is hard for some readers, or British: write better.',
    'error questions/a.yaml:5 "belongs into" is hard for some readers, or British: write belongs in.',
    'error questions/a.yaml:5 "COLOURFUL" is hard for some readers, or British: write better.',
    expect.stringContaining('"e.g." is hard'),
  ]);
});

test('in terms and in lists beside them', () => {
  expect(
    found({
      'glossary/thing.md': term('Thing', { confused: '[{ with: other, how: It is alone. }]' }, ' A colour.'),
      'misconceptions.yaml': '- { id: odd, idea: It is alone., remedy: It is not. }\n',
      'share-outs.yaml': '- { id: talk, title: Alone, prompt: Say. }\n',
    }),
  ).toEqual([
    expect.stringMatching(/^error glossary\/thing\.md:10 "alone"/u),
    expect.stringMatching(/^error glossary\/thing\.md:16 "colour"/u),
    expect.stringMatching(/^error misconceptions\.yaml:1 "alone"/u),
    expect.stringMatching(/^error share-outs\.yaml:1 "Alone"/u),
  ]);
});

test('a lesson is no exception', () => {
  const lesson =
    '---\ntitle: First\ngoals: [{ can: see, tested: [q-1] }]\nconcepts: [thing]\nchecks: [q-1]\nnext: On.\n---\n## One\nYou are alone.\n';
  expect(found({ 'lessons/01-first.md': lesson, 'questions/a.yaml': choice('q-1') })).toEqual([
    'error lessons/01-first.md:9 "alone" is hard for some readers, or British: write better.',
  ]);
});

test('not in code, in parts of words, or in what people type to find a term', () => {
  expect(
    found({
      'questions/a.yaml': choice('q-1', { stem: 'Is `alone` or stand-alone or alones or recolour here?' }),
      'glossary/thing.md': term('Thing', { asks: '[how am I alone, how two, how three, how four, how five]' }),
    }),
  ).toEqual([]);
});

test('a list that cannot be read is told', () => {
  expect(found({ 'wording.yaml': '- { avoid: alone, write: better }\n' })).toEqual([
    expect.stringContaining('error wording.yaml:1 `avoid`'),
  ]);
});
