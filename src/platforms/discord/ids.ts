/** Discord's ids as Sous writes them, and the time that is inside each of them. */
import type { CommunityId, Mailbox, MessageRef, PersonId } from '../../chat/request.ts';

/** Milliseconds since 1970 at which Discord's ids begin to count (first second of 2015). */
const EPOCH = 1_420_070_400_000n;
/** Ids have 17 to 19 digits today; 20 is the most that 64 bits can show. */
const ID = String.raw`\d{17,20}`;

export const personId = (userId: string): PersonId => `discord:user/${userId}`;
export const channelMailbox = (channelId: string): Mailbox => `discord:channel/${channelId}`;
/** A guild, or `discord:direct` for direct messages, which belong to no community. */
export const communityOf = (guildId: string | undefined): CommunityId =>
  guildId === undefined ? 'discord:direct' : `discord:guild/${guildId}`;
/** A message in a thread has the thread as its channel. */
export const messageRef = (channelId: string, messageId: string): MessageRef =>
  `discord:message/${channelId}/${messageId}`;

/** The guild that a community is; undefined for direct messages and what is not of Discord. */
export const guildOf = (community: string): string | undefined =>
  new RegExp(`^discord:guild/(${ID})$`, 'u').exec(community)?.[1];

/** What a mailbox names on Discord; undefined when it belongs to another platform or is malformed. */
export function readMailbox(mailbox: Mailbox): { readonly kind: 'user' | 'channel'; readonly id: string } | undefined {
  const found = new RegExp(`^discord:(user|channel)/(${ID})$`, 'u').exec(mailbox);
  return found?.[1] === undefined || found[2] === undefined
    ? undefined
    : { kind: found[1] as 'user' | 'channel', id: found[2] };
}

export function readMessageRef(ref: MessageRef): { readonly channel: string; readonly message: string } | undefined {
  const found = new RegExp(`^discord:message/(${ID})/(${ID})$`, 'u').exec(ref);
  return found?.[1] === undefined || found[2] === undefined ? undefined : { channel: found[1], message: found[2] };
}

/** When the thing with this id came into being: milliseconds since 1970. */
export const timeOf = (id: string): number => Number((BigInt(id) >> 22n) + EPOCH);

/** The smallest id that can have come into being at `time` (milliseconds since 1970). */
export function firstIdAt(time: number): string {
  const since = BigInt(Math.floor(time)) - EPOCH;
  return String((since < 0n ? 0n : since) << 22n);
}
