/** What people say to a tutor: each phrase once, none that is a question of an entry, and few intents. */
import { type Act, type Intent, SLOT } from '../../content/schema.ts';
import { keyOfText } from '../../content/talk/phrases.ts';
import type { Check, Folder } from './folder.ts';

/** More than an author can keep apart. */
const MOST_INTENTS = 40;
/** What can be told what it is about. */
const TAKES_WHAT: readonly (Act | undefined)[] = ['quiz', 'lesson', 'switch', 'differ', 'explain'];

export const checkTalk: Check = (folder, report) => {
  const { intents, terms, faqs } = folder.content;
  const asks = new Map(
    [...terms.values(), ...faqs.values()].flatMap(({ id, asks: list }) =>
      list.map((ask) => [keyOfText(ask), id] as const),
    ),
  );
  const owners = new Map<string, string>();
  const doers = new Map<Act, string>();
  for (const [at, intent] of [...intents.values()].entries()) {
    const { id, act, phrases } = intent;
    const file = fileOf(folder, intent);
    const error = (path: readonly (string | number)[], message: string): void =>
      report.error(file, folder.lineOf(file, path, id), message);
    if (at === MOST_INTENTS)
      error([], `there are more than ${MOST_INTENTS} intents: give phrases to those that are there.`);
    const other = act === undefined ? undefined : doers.get(act);
    if (other !== undefined) error(['act'], `"${other}" does \`${act ?? ''}\` already.`);
    if (act !== undefined) doers.set(act, id);
    phrases.forEach((phrase, index) => {
      const key = keyOfText(phrase.replace(SLOT, 'slot'));
      const owner = owners.get(key);
      if (owner !== undefined) error(['phrases', index], `"${phrase}" stands under ${owner} already.`);
      owners.set(key, id);
      const asked = asks.get(key);
      if (asked !== undefined)
        error(['phrases', index], `"${phrase}" is a question of ${asked}: whoever types it means that.`);
      if (phrase.includes(SLOT) && !TAKES_WHAT.includes(act))
        error(['phrases', index], `${SLOT} needs one of the acts ${TAKES_WHAT.join(', ')}.`);
    });
  }
};

const fileOf = ({ sources }: Folder, { id }: Intent): string =>
  [...sources].find(([file, text]) => file.startsWith('talk/') && text.split('\n').includes(`- id: ${id}`))?.[0] ??
  'talk/';
