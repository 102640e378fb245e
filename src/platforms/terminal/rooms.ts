/** Where people are in a terminal: in direct messages with Sous, or in the one room that everybody at this terminal shares. */
import type { CommunityId, Mailbox, PersonId, Visitor } from '../../chat/request.ts';

/** The one channel there is: what is posted for everybody stands here. */
export const ROOM: Mailbox = 'terminal:channel/here';
const COMMUNITY: CommunityId = 'terminal:room/here';
/** The community of direct messages, as on every platform. */
const DIRECT: CommunityId = 'terminal:direct';

export const CHANNELS: readonly { readonly value: string; readonly label: string }[] = [
  { value: ROOM, label: '#here' },
];
export const ROLES: readonly { readonly value: string; readonly label: string }[] = [
  { value: 'learners', label: '@Learners' },
  { value: 'instructors', label: '@Instructors' },
];

/** Somebody at the terminal. */
export interface Sitter {
  readonly id: PersonId;
  readonly name: string;
  readonly admin: boolean;
  /** BCP 47. */
  readonly locale: string;
  /** IANA. */
  readonly zone?: string;
}

/** The person as the caller of a request made in the room, or in their direct messages. */
export const callerOf = (sitter: Sitter, inRoom: boolean): Visitor => ({
  person: sitter.id,
  name: sitter.name,
  place: inRoom ? ROOM : sitter.id,
  community: inRoom ? COMMUNITY : DIRECT,
  locale: sitter.locale,
  ...(sitter.zone !== undefined && { zone: sitter.zone }),
  admin: sitter.admin,
  roles: sitter.admin ? ['learners', 'instructors'] : ['learners'],
  direct: !inRoom,
});
