/** A term file to begin with, for a question that has no entry: whole but for what an author must write. */
import { stringify } from 'yaml';
import { todo } from '../questions/draft.ts';
import { nameIn } from './lookup/key.ts';
import type { Library } from './library.ts';

export interface TermDraft {
  /** Its file is called so, with `.md` behind it. */
  readonly id: string;
  readonly text: string;
}

const slug = (words: string): string =>
  words
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, 50)
    .replaceAll(/^-+|-+$/gu, '');

/** @param times how often it was asked */
export function draftTerm({ content, lookup }: Library, question: string, times: number): TermDraft {
  const words = nameIn(question).slice(0, 60).trim();
  const name = words === '' ? todo('its name') : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  const id = freeId(content.terms, slug(words));
  const near = lookup.find(question);
  const suggested = (typed: string): readonly string[] => lookup.suggest(typed, 3).map((one) => one.id);
  const alike = near.kind === 'near' ? near.didYouMean : suggested(words);
  // with nothing near, a term that everybody begins with
  const see = (alike.length > 0 ? alike : suggested('').slice(0, 1)).slice(0, 3);
  const topic = content.terms.get(see[0] ?? '')?.topic;
  const front = stringify(
    {
      name,
      topic: topic ?? [...content.topics.keys()][0] ?? '',
      priority: 'C',
      aliases: [],
      asks: [
        `how ${todo('somebody asks who does not know the word, without its name')}`,
        ...['what it is good for', 'what it looks like', 'when one meets it', 'a sentence a beginner said'].map((way) =>
          todo(`${way}, in words without its name`),
        ),
      ],
      see,
      reading: [{ title: todo('the title of a page to read on'), url: 'https://example.com/to-do' }],
    },
    { lineWidth: 0 },
  );
  const text = [
    '---',
    `# Asked ${times === 1 ? 'once' : `${times} times`}: ${question.replaceAll(/\s+/gu, ' ')}`,
    `# ${todo(`name ${id} under "see" of one other term.`)}`,
    `# ${todo('three questions about it, of two kinds, in questions/.')}`,
    `# ${todo('put right what stands here already, and take these lines away.')}`,
    `${front}---`,
    todo('what it is, in one or two plain sentences.'),
    '',
    '## More',
    todo('how it works and what it is good for, in at most 120 words.'),
    '',
    '## Picture it',
    todo('something from everyday life that is like it, or no such section.'),
    '',
  ].join('\n');
  return { id, text };
}

function freeId(taken: ReadonlyMap<string, unknown>, wanted: string): string {
  const base = wanted === '' ? 'new-term' : wanted;
  let id = base;
  for (let n = 2; taken.has(id); n += 1) id = `${base}-${n}`;
  return id;
}
