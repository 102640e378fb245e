/** Who did it, in the app's words; and what they are typing into a field with type-ahead. */
import type { Visitor } from '../../chat/request.ts';
import { readControl } from './controls.ts';
import type { Door } from './door.ts';
import { channelMailbox, communityId, personId } from './ids.ts';
import { SuggestionBody } from './payloads.ts';
import type { Person } from './people.ts';
import { type Incoming, nameOf } from './read.ts';

/** What is typed into a field with type-ahead. */
export interface Typing {
  readonly command: string;
  readonly option: string;
  readonly typed: string;
  readonly caller: Visitor;
}

export function readSuggestion(body: unknown, team: string): Typing | undefined {
  const { data } = SuggestionBody.safeParse(body);
  const control = data === undefined ? undefined : readControl(data.action_id);
  if (data === undefined || control?.kind !== 'suggest') return undefined;
  const door: Door = { team, user: data.user.id, ...(data.channel && { channel: data.channel.id }) };
  return {
    command: control.command,
    option: control.option,
    typed: data.value ?? '',
    caller: callerOf({ door, ...nameOf(data.user) }, undefined),
  };
}

/** Without a place (App Home, global shortcut) it is the person's direct message, where nobody else reads. */
export function callerOf({ door, name }: Pick<Incoming, 'door' | 'name'>, known: Person | undefined): Visitor {
  const { team, user, channel } = door;
  const person = personId(team, user);
  return {
    person,
    name: known?.name ?? name ?? user,
    place: channel === undefined ? person : channelMailbox(team, channel),
    community: communityId(team),
    locale: known?.locale ?? 'en',
    ...(known?.zone !== undefined && { zone: known.zone }),
    admin: known?.admin ?? false,
    roles: [],
    direct: channel === undefined || channel.startsWith('D'),
  };
}
