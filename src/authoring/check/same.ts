/** The same thing offered twice in one question: whoever takes the other one is told that they are wrong. */
import { optionsOf, partsOf } from '../../questions/index.ts';
import type { Part } from '../../questions/kind.ts';
import type { Check } from './folder.ts';

/** Lists whose entries differ, by their field and by what of each is compared. Lines of code may come twice, such as `end`. */
const LISTS: ReadonlySet<string> = new Set(['items.text', 'pairs.left', 'pairs.right', 'spares.text', 'buckets']);

export const checkSame: Check = ({ content, lineOf }, report) => {
  for (const question of content.questions.values()) {
    const options = optionsOf(question);
    // capitals and spaces mean something in code, and in what code prints
    const exact = question.code !== undefined || options?.asCode === true;
    for (const parts of Map.groupBy(
      partsOf(question).filter(({ path }) => listOf(path) !== undefined),
      ({ path }) => listOf(path),
    ).values()) {
      const seen = new Map<string, Part>();
      for (const part of parts) {
        const key = exact ? part.text.trim() : folded(part.text);
        const before = seen.get(key);
        seen.set(key, before ?? part);
        if (before === undefined) continue;
        const like = before.text.trim() === part.text.trim() ? '' : ', but for capitals, spaces or a full stop';
        report.error(
          question.file,
          lineOf(question.file, part.path, question.id),
          `"${part.text}" stands twice${like} (entry ${entryOf(before)} and ${entryOf(part)}): which of them is right? Change one.`,
        );
      }
    }

    function listOf(path: Part['path']): string | undefined {
      const [field, entry, what] = path;
      if (typeof entry !== 'number' || typeof field !== 'string') return undefined;
      if (field === options?.field) return what === 'text' ? field : undefined;
      const list = what === undefined ? field : `${field}.${String(what)}`;
      // spares stand among the right-hand sides
      return LISTS.has(list) && path.length <= 3 ? list.replace('spares.text', 'pairs.right') : undefined;
    }
  }
};

const entryOf = ({ path }: Part): number => Number(path[1]) + 1;

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replaceAll(/\s+/gu, ' ')
    .replace(/[.。]$/u, '')
    .toLowerCase();
