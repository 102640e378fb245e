/** Who sees an answer: told by the command, press or form that it is the answer to. */
import { optionsOfPress, runAgain } from './again.ts';
import { type AnyCommand, parseOptions } from './command.ts';
import type { Catalog } from './feature.ts';
import type { Audience } from './reply.ts';
import type { Options, Request } from './request.ts';

/** Who will see the answer to a request, known before it is made. */
export function audienceOf(catalog: Catalog, request: Request): Audience {
  switch (request.kind) {
    case 'command':
      return typedAudience(catalog, request.name, request.options);
    case 'press':
      if (request.press.id === runAgain.id) return typedAudience(catalog, ...optionsOfPress(request.press));
      return catalog.actions.get(request.press.id)?.audience ?? 'caller';
    case 'form':
      return catalog.forms.get(request.press.id)?.audience ?? 'caller';
    case 'said':
      return 'channel';
    case 'explain':
    case 'home':
      return 'caller';
    default:
      return request satisfies never;
  }
}

function typedAudience(catalog: Catalog, name: string, given: Options): Audience {
  const command = catalog.commands.get(name);
  if (command === undefined) return 'caller';
  const parsed = parseOptions(command, given);
  return parsed.kind === 'good' ? commandAudience(command, parsed.options) : 'caller';
}

export const commandAudience = (command: AnyCommand, options: Options): Audience =>
  typeof command.audience === 'function' ? command.audience(options as never) : (command.audience ?? 'caller');
