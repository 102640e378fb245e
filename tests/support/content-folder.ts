/** A small content folder without faults, and what is put into it. */
import { type Folder, folderOf } from '../../src/authoring/check/folder.ts';

export const term = (name: string, change: Readonly<Record<string, string>> = {}, body = ''): string => {
  const fields = {
    name,
    topic: 'web',
    priority: 'A',
    aliases: '[]',
    everyday: '[]',
    // backward, since phrases must not use the name, and differ from term to term
    asks: `[${[1, 2, 3, 4, 5].map((way) => `how is it ${name.replaceAll(/\W/gu, '').split('').toReversed().join('')}${way}`).join(', ')}]`,
    see: '[other]',
    reading: '[{ title: Docs, url: "https://example.com/" }]',
    ...change,
  };
  const front = Object.entries(fields).map(([key, value]) => `${key}: ${value}`);
  return `---\n${front.join('\n')}\n---\nA ${name} is a thing.\n\n## More\nIt does some work.\n${body}`;
};
export const choice = (id: string, change: Readonly<Record<string, string>> = {}, right = 0): string => {
  const options = ['red', 'green', 'blue'].map(
    (text, index) =>
      `    - text: ${change[`option${index}`] ?? `${text} ${id}`}\n${index === right ? '      right: true\n' : ''}      feedback: A word about ${text}.`,
  );
  const fields = {
    kind: 'one-choice',
    concepts: '[thing]',
    stem: `Which color has ${id}?`,
    explanation: 'Because.',
    ...change,
  };
  const lines = Object.entries(fields).flatMap(([key, value]) =>
    key.startsWith('option') ? [] : [`  ${key}: ${value}`],
  );
  return `- id: ${id}\n${lines.join('\n')}\n  options:\n${options.join('\n')}\n${change['level'] === undefined ? '  level: apply\n' : ''}`;
};
export const folder = (files: Readonly<Record<string, string>> = {}): Folder =>
  folderOf(
    'x',
    Object.entries({
      'topics.yaml': '- { id: web, title: The web }\n',
      'glossary/thing.md': term('Thing'),
      'glossary/other.md': term('Other', { see: '[thing]' }),
      ...files,
    }).map(([file, text]) => ({ file, text })),
  );
