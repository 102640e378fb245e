/** docs/authoring.md followed to the letter: each example is put where the document says, and the whole course has no error. */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { lookAtAll } from '../../src/authoring/check/all.ts';
import { folderOf } from '../../src/authoring/check/folder.ts';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { type Block, draftsOf, importFile, yamlOf } from '../../src/authoring/exchange/index.ts';
import { readSources } from '../../src/content/files.ts';
import { readContent } from '../../src/content/load.ts';
import type { Source } from '../../src/content/source.ts';
import { kindNames } from '../../src/questions/index.ts';

const DOCS = readFileSync('docs/authoring.md', 'utf8');

interface Example {
  readonly language: string;
  readonly text: string;
  /** The place that was named last above it. */
  readonly place: string;
}
const EXAMPLES = [...DOCS.matchAll(/^```(yaml|markdown|gift|csv)\n([^]*?)\n```$/gmu)].map((found): Example => {
  const places = DOCS.slice(0, found.index).matchAll(/`((?:content|tests)\/[\w<>/*-]+\.(?:md|yaml))`/gu);
  return { language: found[1] ?? '', text: `${found[2] ?? ''}\n`, place: [...places].at(-1)?.[1] ?? '' };
});
const inContent = EXAMPLES.filter(
  ({ place, language }) => place.startsWith('content/') && /yaml|markdown/u.test(language),
);

const slug = (words: string): string => words.toLowerCase().replaceAll(/[^a-z0-9]+/gu, '-');
/** The file that the placeholders of a place stand for. */
function fileFor({ place, text }: Example, number: number): string {
  const name = slug(/^(?:name|title): (.*)$/mu.exec(text)?.[1] ?? `example ${number}`);
  return place
    .replace('content/', '')
    .replace('<nn>', '99')
    .replace('<topic>', 'web')
    .replace(/<id>|<any-name>/u, name);
}

let course: readonly Source[] = [];
beforeAll(async () => {
  course = await readSources('content');
});

/** The course with these files; a list that is there already gets the entries behind its own. */
function withFiles(files: readonly (readonly [string, string])[]): Source[] {
  const all = new Map(course.map((source) => [source.file, source]));
  for (const [file, text] of files) {
    const before = all.get(file)?.text;
    all.set(file, { file, text: before === undefined ? text : `${before}\n${text}` });
  }
  // step 4 of the first chapter: some other term leads to it
  const browser = all.get('glossary/browser.md');
  if (browser !== undefined)
    all.set(browser.file, { ...browser, text: browser.text.replace(/^see: \[/mu, 'see: [favicon, ') });
  return [...all.values()].toSorted((a, b) => (a.file < b.file ? -1 : 1));
}
const ours = (): [string, string][] => inContent.map((example, at) => [fileFor(example, at), example.text]);

describe('the examples', () => {
  test('are there for each kind of file', () => {
    expect(inContent.map(({ place }) => place)).toEqual([
      'content/glossary/<id>.md',
      'content/faq/<any-name>.yaml',
      'content/questions/<topic>/<any-name>.yaml',
      'content/questions/<topic>/<any-name>.yaml',
      'content/misconceptions.yaml',
      'content/datasets/<any-name>.yaml',
      'content/lessons/<nn>-<id>.md',
      'content/journeys/<id>.yaml',
      'content/talk/<any-name>.yaml',
    ]);
  });

  test('have each kind of question once', () => {
    const { content } = readContent('x', withFiles(ours()));
    const added = [...content.questions.values()].filter(({ id }) => id.startsWith('favicon-'));
    expect(added.map(({ kind }) => kind).toSorted()).toEqual(kindNames.toSorted());
  });

  test.each([
    ['the term alone has no questions', (file: string) => file.startsWith('glossary/'), 'too little is asked about it'],
    ['a wrong idea that is not described', (file: string) => file !== 'misconceptions.yaml', 'favicon-in-page'],
  ])('%s, and the check says so', (_, wanted, said) => {
    const sources = withFiles(ours().filter(([file]) => wanted(file)));
    const problems = checkFolder(folderOf('content', sources)).filter(({ level }) => level === 'error');
    expect(problems.map(({ message }) => message).join('\n')).toContain(said);
  });
});

const imported = EXAMPLES.filter(({ language }) => language === 'gift' || language === 'csv');
const blocksOf = async ({ language, text }: Example): Promise<readonly Block[]> =>
  (await importFile(`favicons.${language}`, Buffer.from(text), { taken: new Set(), terms: new Set() })).blocks;

test.each(imported)('the $language example is imported whole', async (example) => {
  const outcomes = (await blocksOf(example)).map(({ outcome }) => outcome);
  expect(outcomes).toEqual([expect.objectContaining({ kind: 'question', notes: [], mend: [] })]);
});

test('all together leave the course without an error', async () => {
  const made = await Promise.all(
    imported.map(async (example): Promise<[string, string]> => [
      `questions/web/${example.language}.yaml`,
      yamlOf(draftsOf(await blocksOf(example))),
    ]),
  );
  expect(made.length).toBe(2);
  const { problems } = await lookAtAll('content', withFiles([...ours(), ...made]), new Set());
  const errors = problems.filter(({ level }) => level === 'error');
  expect(errors.map(({ file, line, message }) => `${file}:${line} ${message}`)).toEqual([]);
}, 180_000);

test('every command of npm in the document is one that package.json has', async () => {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = new Set([...DOCS.matchAll(/npm run (?:-s )?([\w:]+)/gu)].map(([, name]) => name ?? ''));
  expect([...named].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});
