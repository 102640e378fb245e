/** Commands that a card names, as Discord lets them be tapped: `</quiz:id>` writes the command into the message box. */
import { STAFF } from './commands.ts';
import { codeSpan, type Named } from './markdown.ts';

/** The ids of registered commands by their names; the staff's common command among them. */
export type CommandIds = ReadonlyMap<string, string>;

/** `/quiz`, `/what is: share:`, `/quiz topic:apis`, `/tutor setup`: the name, and what stands behind it. */
const COMMAND = /^\/(tutor )?([a-z0-9_-]+)(?:\s+(.+))?$/u;
/** Options without a value: Discord shows them by itself. */
const SHAPE = /^(?:[a-z]+:\s*)+$/u;

export const mentioned =
  (ids: CommandIds): Named =>
  (code) => {
    const [, staff, name = '', rest = ''] = COMMAND.exec(code) ?? [];
    const id = ids.get(staff === undefined ? name : STAFF);
    if (id === undefined || name === STAFF) return undefined;
    const mention = `</${staff === undefined ? name : `${STAFF} ${name}`}:${id}>`;
    return rest === '' || SHAPE.test(rest) ? mention : `${mention} ${codeSpan(rest)}`;
  };

/** What Discord has registered: pairs of name and id. */
export const idsIn = (registered: readonly unknown[]): CommandIds =>
  new Map(
    registered.flatMap((one): [string, string][] => {
      const { name, id } = one as { readonly name?: unknown; readonly id?: unknown };
      return typeof name === 'string' && typeof id === 'string' ? [[name, id]] : [];
    }),
  );
