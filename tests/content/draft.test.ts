/** Drafts of entries for questions that were asked: the checks find nothing in them but what is marked to be written. */
import { beforeAll, expect, test } from 'vitest';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { folderOf } from '../../src/authoring/check/folder.ts';
import { draftTerm } from '../../src/content/draft.ts';
import type { Library } from '../../src/content/library.ts';
import { readSources } from '../../src/content/files.ts';
import type { Source } from '../../src/content/source.ts';
import { isTodo } from '../../src/questions/draft.ts';
import { CONTENT, realLibrary } from '../support/sous.ts';

let library: Library;
let sources: readonly Source[];
beforeAll(async () => {
  [library, sources] = await Promise.all([realLibrary(), readSources(CONTENT)]);
}, 180_000);

const QUESTIONS = [
  'what is a zorbletron in software?',
  'blockchain',
  'how do i use "quotes": and # signs, in YAML?',
  'smart contract, please explain --- to me',
  'wie geht ein Kühlschrank?',
  '什么是区块链',
  '???',
  'service mesh',
  'x'.repeat(200),
];

test('every draft is read as a term, and only what is marked is missing', () => {
  const drafts = QUESTIONS.map((question) => draftTerm(library, question, 2));
  // each is made against the same glossary, so those without a name of their own are called alike
  const files = new Map(drafts.map(({ id, text }) => [`glossary/${id}.md`, text]));
  const before = checkFolder(folderOf(CONTENT, sources)).length;
  const folder = folderOf(CONTENT, [...sources, ...[...files].map(([file, text]) => ({ file, text }))]);
  for (const file of files.keys()) {
    const id = file.slice('glossary/'.length, -'.md'.length);
    expect(folder.content.terms.has(id), id).toBe(true);
  }
  const problems = checkFolder(folder);
  expect(problems.length).toBeGreaterThan(before + files.size * 5);
  const others = problems
    .filter(({ file }) => files.has(file))
    .filter(({ level, message }) => level === 'error' && !isTodo(message))
    // marked too, but found missing in other files, which a draft cannot change
    .filter(({ message }) => !/^(?:no other term leads here|too little is asked about it)/u.test(message));
  expect(others).toEqual([]);
});

test('it says what was asked, how often, and what to write', () => {
  const { id, text } = draftTerm(library, 'what is a zorbletron in software?', 3);
  expect(id).toBe('zorbletron-software');
  expect(text).toContain('# Asked 3 times: what is a zorbletron in software?');
  expect(text).toContain('name: Zorbletron software');
  expect(text.split('\n').filter(isTodo).length).toBeGreaterThan(6);
});

test('an id that is taken gets a number', () => {
  expect(draftTerm(library, 'what is a webhook?', 1).id).toBe('webhook-2');
});
