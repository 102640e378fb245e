/** The languages of fenced code and of questions' code: one that nobody knows is a slip of the pen. */
import { partsOf } from '../../questions/index.ts';
import type { Check } from './folder.ts';

/** Languages that authors may name; platforms and the playground show any of them. */
export const LANGUAGES: ReadonlySet<string> = new Set([
  'ruby',
  'python',
  'javascript',
  'sql',
  'http',
  'json',
  'html',
  'css',
  'xml',
  'yaml',
  'shell',
  'text',
]);

const known = [...LANGUAGES].join(', ');

export const checkCode: Check = (folder, report) => {
  const { content } = folder;
  for (const question of content.questions.values()) {
    const { code } = question;
    for (const { role, path, text } of partsOf(question))
      if (role === 'language' && !LANGUAGES.has(text))
        report.error(
          question.file,
          folder.lineOf(question.file, path, question.id),
          `the language "${text}" is not one of: ${known}.`,
        );
    if (code !== undefined) {
      const lines = code.text.trimEnd().split('\n');
      const at = (): number => folder.lineOf(question.file, ['code'], question.id);
      if (lines.length > 15)
        report.error(question.file, at(), `the code has ${lines.length} lines; a phone shows at most 15.`);
      const wide = lines.findIndex((line) => line.length > 60);
      if (wide !== -1)
        report.error(
          question.file,
          at(),
          `line ${wide + 1} of the code has ${lines[wide]?.length ?? 0} columns; a phone shows at most 60.`,
        );
    }
  }
  for (const [file, text] of folder.sources) if (file.endsWith('.md')) checkFences(file, text);

  function checkFences(file: string, text: string): void {
    let opened: number | undefined;
    text.split('\n').forEach((line, index) => {
      const fence = /^\s*```(\S*)\s*$/u.exec(line);
      if (fence === null) return;
      if (opened !== undefined) {
        opened = undefined;
        return;
      }
      opened = index + 1;
      const language = fence[1] ?? '';
      if (language === '') report.advise(file, index + 1, `name the language of this code: one of ${known}.`);
      else if (!LANGUAGES.has(language))
        report.error(file, index + 1, `the language "${language}" is not one of: ${known}.`);
    });
    if (opened !== undefined) report.error(file, opened, 'this code has no closing ``` line.');
  }
};
