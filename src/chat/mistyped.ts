/** What a command says that was not understood: each thing that may have been meant is a button that does it. */
import { again, didYouMean, type Meant } from './again.ts';
import type { AnyCommand } from './command.ts';
import type { Catalog } from './feature.ts';
import { readOptions } from './line.ts';
import { md } from './markdown.ts';
import { nearest } from './near.ts';
import type { Refusal } from './reply.ts';
import type { Call, Options } from './request.ts';
import { cut } from './words.ts';

/**
 * Names that come near, with what was typed behind the wrong one, and the whole of it looked up; without any, help. Members
 * do not hear of staff's.
 */
export function noSuchCommand(catalog: Catalog, { caller }: Call, name: string, rest: string): Refusal {
  const open = [...catalog.commands.values()].filter((one) => one.staff !== true || caller.admin);
  const { found, near } = nearest(name.slice(0, 64), open, (one) => [one.name]);
  const meant = [
    ...(found === undefined ? near : [found]).map((one) => meantBy(one, rest)),
    ...asked(open, name, rest),
  ];
  const said = md`I don't know \`/${cut(name, 32)}\`.`;
  if (meant.length > 0) return didYouMean(`${said} Did you mean:`, meant);
  const help = catalog.commands.has('help')
    ? [{ label: 'What can you do?', command: 'help' }]
    : open.map((one) => ({ label: one.name, command: one.name }));
  return didYouMean(`${said} \`/help\` lists what I can do.`, help);
}

/** Several words may be a question: for the first command that needs nothing but a text, and can suggest it. */
function asked(open: readonly AnyCommand[], name: string, rest: string): Meant[] {
  if (rest === '') return [];
  const words = `${name} ${rest}`;
  return open
    .flatMap((one): Meant[] => {
      const needed = Object.entries(one.options).filter(([, option]) => option.required === true);
      const [[text, option] = []] = needed;
      if (needed.length !== 1 || text === undefined || option?.kind !== 'text' || option.suggest === undefined)
        return [];
      return again(one.name, { [text]: words }) === undefined
        ? []
        : [{ label: `Look up “${words}”`, command: one.name, options: { [text]: words } }];
    })
    .slice(0, 1);
}

function meantBy(command: AnyCommand, rest: string): Meant {
  const { options } = readOptions(rest, command);
  // what does not fit into a button is asked for
  return again(command.name, options) === undefined || rest === ''
    ? { label: command.name, command: command.name }
    : { label: `${command.name} ${rest}`, command: command.name, options };
}

/** Words that no option takes. */
export function noPlaceFor(rest: string, command: AnyCommand, given: Options): Refusal {
  const takes = Object.keys(command.options).join(', ');
  return didYouMean(
    md`I do not know what to do with “${cut(rest, 60)}”. \`/${command.name}\` takes: ${takes}. Several words of one option go in quotes.`,
    [{ label: `${command.name} without it`, command: command.name, options: given }],
  );
}
