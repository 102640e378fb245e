/** The places and roles of the playground: what a Discord server or a Slack workspace would bring along. */
import type { CommunityId, Mailbox, PersonId } from '../../chat/request.ts';
import type { WireOption, WireRoom } from './wire.ts';

/** The one community there is. */
export const KITCHEN: CommunityId = 'playground:room/kitchen';
/** The community of direct messages, as on every platform. */
export const DIRECT: CommunityId = 'playground:direct';

const CHANNELS: readonly WireRoom[] = [
  { id: 'playground:channel/general', name: 'general', about: 'Everybody is here. Ask Sous anything.', direct: false },
  { id: 'playground:channel/daily', name: 'daily', about: 'Where the daily question appears.', direct: false },
];

/** Where a made-up cohort may stand, so that a visitor sees a day of one. */
export const STALL = { community: KITCHEN, place: 'playground:channel/daily' } as const;

const ROLES: readonly { readonly id: string; readonly name: string }[] = [
  { id: 'learners', name: 'Learners' },
  { id: 'instructors', name: 'Instructors' },
];

/** The rooms that a person sees: the channels, and their own direct messages with Sous. */
export const roomsOf = (person: PersonId): readonly WireRoom[] => [
  ...CHANNELS,
  { id: person, name: 'Sous', about: 'Just you and Sous. Nobody else reads this.', direct: true },
];

export const isChannel = (mailbox: string): boolean => CHANNELS.some((room) => room.id === mailbox);

export const isPerson = (mailbox: string): mailbox is PersonId => /^playground:user\/[\w.-]{1,60}$/u.test(mailbox);

/** `#daily`; undefined for what is no channel. */
export function channelName(mailbox: string): string | undefined {
  const found = CHANNELS.find((room) => room.id === mailbox);
  return found && `#${found.name}`;
}

/** `#general, #daily`: for advice to whoever named another one. */
export const channelNames = (): string => CHANNELS.map((room) => room.id).join(', ');

export const roleName = (id: string): string | undefined => ROLES.find((role) => role.id === id)?.name;

/** The roles that a person holds: everybody learns, and an admin instructs too. */
export const rolesOf = (admin: boolean): readonly string[] => (admin ? ['learners', 'instructors'] : ['learners']);

/** A channel picker's options; values are mailboxes. */
export const channelOptions = (picked: string | undefined): readonly WireOption[] =>
  CHANNELS.map(({ id, name, about }) => ({ value: id, label: `#${name}`, note: about, picked: id === picked }));

/** A role picker's options; values are the ids of roles. */
export const roleOptions = (picked: string | undefined): readonly WireOption[] =>
  ROLES.map(({ id, name }) => ({ value: id, label: `@${name}`, picked: id === picked }));

/** As a community or a place of a Request. */
export const communityOf = (place: Mailbox): CommunityId => (isChannel(place) ? KITCHEN : DIRECT);
