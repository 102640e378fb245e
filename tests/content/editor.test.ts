/** What an author sees in an editor: the YAML language server with the settings of the workspace and the schemas of the content. */
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService } from 'yaml-language-server';

/** Schema files with the files that they are for, as the settings of the workspace say. */
const settings = Object.entries(
  (JSON.parse(readFileSync('.vscode/settings.json', 'utf8')) as { 'yaml.schemas': Record<string, string> })[
    'yaml.schemas'
  ],
);
const DOCS = readFileSync('docs/authoring.md', 'utf8');
const uriOf = (file: string): string => pathToFileURL(path.resolve(file)).href;

const service = getLanguageService({
  schemaRequestService: async (uri) => readFileSync(new URL(uri), 'utf8'),
  workspaceContext: { resolveRelativePath: (relative, resource) => new URL(relative, resource).href },
});
service.configure({
  validate: true,
  completion: true,
  hover: true,
  schemas: settings.map(([schema, files]) => ({ uri: uriOf(schema), fileMatch: [files] })),
});

/** As the editor hands it over: each change of a file has a version of its own. */
let version = 0;
const opened = (file: string, text: string): TextDocument =>
  TextDocument.create(uriOf(file), 'yaml', (version += 1), text);

/** `line: message`, as the editor underlines it. */
async function diagnosed(file: string, text: string): Promise<string[]> {
  const found = await service.doValidation(opened(file, text), false);
  return found.map(
    ({ range, message }) => `${range.start.line + 1}: ${typeof message === 'string' ? message : message.value}`,
  );
}

describe('the settings of the document', () => {
  test('name every schema of a list, and files that are there', () => {
    const lists = globSync('content/schemas/*.schema.json').filter((file) => !/(?:term|lesson)\.schema/u.test(file));
    expect(settings.map(([schema]) => schema).toSorted()).toEqual(lists.toSorted());
  });

  test.each(settings)('%s underlines nothing in the course', async (_, files) => {
    const [first = ''] = globSync(files).toSorted();
    expect(await diagnosed(first, readFileSync(first, 'utf8'))).toEqual([]);
  });
});

const RIGHT = `- id: cookie-where-1
  kind: one-choice
  concepts: [cookie]
  level: understand
  stem: Where is the cookie kept?
  options:
    - text: In your browser
      right: true
      feedback: Yes.
    - text: On the server
      feedback: No.
  explanation: The browser keeps it.
`;

describe('a file of questions', () => {
  const FILE = 'content/questions/http/mine.yaml';

  test('that is right has nothing underlined', async () => {
    expect(await diagnosed(FILE, RIGHT)).toEqual([]);
  });

  test.each([
    ['a kind that is none', 'kind: one-choice', 'kind: one-choise', 2],
    ['a field that is none', 'level: understand', 'levle: understand', 4],
    ['a level that is none', 'level: understand', 'level: understnad', 4],
    ['a text that is a number', 'text: On the server', 'text: 404', 10],
    ['feedback left out', '      feedback: No.\n', '', 10],
    ['an option that is too long', 'On the server', 'x'.repeat(73), 10],
    ['no explanation', '  explanation: The browser keeps it.\n', '', 1],
    ['a slip of YAML', 'concepts: [cookie]', 'concepts: [cookie', 4],
  ])('%s is underlined in its line', async (_, from, to, line) => {
    expect(RIGHT).toContain(from);
    const found = await diagnosed(FILE, RIGHT.replace(from, to));
    expect(found.map((one) => Number(one.split(':')[0]))).toContain(line);
  });

  test('fields are offered, each with its kind', async () => {
    const text = RIGHT.replace('  explanation: The browser keeps it.\n', '  ');
    const document = opened(FILE, text);
    const { items } = await service.doComplete(document, document.positionAt(text.length), false);
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(['explanation', 'hint', 'difficulty']));
    expect(items.map(({ label }) => label)).not.toContain('buckets');
  });
});

test('a first line in the file does the same in any editor', async () => {
  const line = /^`(# yaml-language-server: \$schema=[^`]+)`/mu.exec(DOCS)?.[1] ?? '';
  const text = `${line}\n${RIGHT.replace('one-choice', 'one-choise')}`;
  // no setting is for this place, two folders below the content
  expect(await diagnosed('content/drafts/mine/a.yaml', text)).toEqual([expect.stringMatching(/^3: .*accepted/u)]);
});
