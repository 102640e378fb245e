/** What an intent says, and the button that leads on. */
import { again } from '../../chat/again.ts';
import { button, buttons, type Card, card, text } from '../../chat/card.ts';
import type { Act, Intent } from '../../content/schema.ts';
import type { Tools } from '../../tools.ts';
import type { House } from './moment.ts';

/** One warm line, and what leads on. */
export const intentCard = ({ says, next }: Intent): Card =>
  card(
    text(says),
    buttons(
      ...next.map(({ label, run }, at) => {
        const press = pressOf(run);
        return press !== undefined && button(press, label, at === 0 ? 'main' : 'plain');
      }),
    ),
  );

/** A command as an author writes it, `/quiz level:easy`, as a press. */
function pressOf(run: string): ReturnType<typeof again> {
  const [, name = '', rest = ''] = /^\/(\S+)\s*(.*)$/u.exec(run) ?? [];
  const options = [...rest.matchAll(/(\w+):(\S+)/gu)].map(([, key = '', value = '']): [string, string] => [key, value]);
  return again(name, Object.fromEntries(options));
}

/** The first intent that does something. */
export const intentOf = ({ library }: Tools, act: Act): Intent | undefined =>
  [...library.content.intents.values()].find((intent) => intent.act === act);

/** For what is neither a question nor anything that people say. */
export function unsure({ tools }: House): Card {
  const help = [...tools.library.content.intents.values()].find((intent) => intent.shape === 'empty');
  const sorry = text('I am not sure what you mean by that.');
  return help === undefined ? card(sorry) : { blocks: [sorry, ...intentCard(help).blocks] };
}
