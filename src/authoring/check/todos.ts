/** What a draft leaves for an author to write is written before it is shown to anybody. */
import { isTodo, PLACEHOLDER } from '../../questions/draft.ts';
import type { Check } from './folder.ts';

export const checkTodos: Check = ({ sources }, report) => {
  for (const [file, text] of sources)
    text.split('\n').forEach((line, index) => {
      if (isTodo(line))
        report.error(file, index + 1, `still to write: ${line.slice(line.indexOf(PLACEHOLDER)).trim()}`);
    });
};
