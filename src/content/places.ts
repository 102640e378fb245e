/** Which files of a content folder are read, and what is said of the others: a file in the wrong place teaches nobody. */
import { nearest } from './nearest.ts';

/** A folder, what lies in it, and the endings of its files. */
const FOLDERS: readonly (readonly [folder: string, what: string, endings: readonly string[]])[] = [
  ['glossary', 'entries of the glossary', ['.md']],
  ['questions', 'questions', ['.yaml']],
  ['lessons', 'lessons', ['.md']],
  ['journeys', 'journeys', ['.yaml']],
  ['faq', 'everyday questions', ['.yaml']],
  ['datasets', 'data sets', ['.yaml']],
  ['talk', 'things that people say', ['.yaml']],
  ['pictures', 'pictures', ['.svg', '.dot']],
  ['schemas', 'schemas for editors', ['.json']],
];

const LISTS: ReadonlySet<string> = new Set([
  'course.yaml',
  'topics.yaml',
  'misconceptions.yaml',
  'share-outs.yaml',
  'stacks.yaml',
  'synonyms.yaml',
  'rows.yaml',
  'corrections.yaml',
  'snippets.yaml',
  'wording.yaml',
]);

/** Files about the folder itself. */
const ABOUT = /(?:^|\/)(?:README|LICENSE|LICENCE|CONTRIBUTING|CHANGELOG|NOTICE)(?:\.[a-z]+)?$/iu;

const endingOf = (file: string): string => /\.[^./]*$/u.exec(file)?.[0] ?? '';

const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.indexOf('/')) : '');

export const isRead = (file: string): boolean =>
  LISTS.has(file) ||
  FOLDERS.some(([folder, , endings]) => file.startsWith(`${folder}/`) && endings.includes(endingOf(file)));

/** Files and folders that begin with a dot belong to editors and to Git. */
export const isHidden = (file: string): boolean => /(?:^|\/)\./u.test(file);

interface Stray {
  /** An error where somebody meant it to be read. */
  readonly level: 'error' | 'advice';
  readonly message: string;
}

/** What to say of a file that nothing reads; undefined for one that is read, and for one that is about the folder. */
export function strayWords(file: string): Stray | undefined {
  if (isRead(file) || ABOUT.test(file)) return undefined;
  const ending = endingOf(file);
  const better = `${ending === '' ? file : file.slice(0, -ending.length)}${usual(ending)}`;
  if (better !== file && isRead(better)) return error(`name it ${better.slice(better.lastIndexOf('/') + 1)}`);
  const folder = folderOf(file);
  const here = FOLDERS.find(([name]) => name === folder);
  if (here !== undefined) {
    const [, what, endings] = here;
    const elsewhere = FOLDERS.filter((one) => one !== here && one[2].includes(usual(ending))).map(
      ([name, told]) => `${told} lie in ${name}/`,
    );
    return error(
      [`here lie ${what}, whose names end with ${endings.join(' or ')}`, elsewhere.join(', ')]
        .filter(Boolean)
        .join('; '),
    );
  }
  const known = FOLDERS.map(([name]) => name);
  if (folder !== '') {
    const near = nearest(folder, known);
    if (near !== undefined) return error(`there is no folder "${folder}"; do you mean ${near}/?`);
    if (isText(ending)) return error(`the folders are ${known.join(', ')}`);
  } else if (isText(ending)) {
    const near = nearest(better, LISTS);
    return error(near === undefined ? `the folders are ${known.join(', ')}` : `do you mean ${near}?`);
  }
  return { level: 'advice', message: 'this file is not read, nor shown to anybody: keep it somewhere else.' };
}

const error = (advice: string): Stray => ({
  level: 'error',
  message: `this file is not read: ${advice}${advice.endsWith('?') ? '' : '.'}`,
});

/** Where a file would lie that lies somewhere else: by the folders of its own path, its name, and what it begins with. */
export function placeFor(file: string, text: string): string {
  const steps = file.split('/');
  const name = steps.at(-1) ?? file;
  const at = steps.findLastIndex((step) => FOLDERS.some(([folder]) => folder === step));
  if (at !== -1 && at < steps.length - 1) return steps.slice(at).join('/');
  if (LISTS.has(name)) return name;
  const ending = usual(endingOf(name));
  if (ending === '.md') return `${/^(?:goals|checks):/mu.test(text) ? 'lessons' : 'glossary'}/${name}`;
  return `${ending === '.svg' || ending === '.dot' ? 'pictures' : 'questions'}/${name}`;
}

/** How an ending is written here. */
function usual(ending: string): string {
  const small = ending.toLowerCase();
  if (small === '.yml') return '.yaml';
  return small === '.markdown' || small === '.mdown' ? '.md' : small === '.gv' ? '.dot' : small;
}

const isText = (ending: string): boolean => ['.md', '.yaml'].includes(usual(ending));
