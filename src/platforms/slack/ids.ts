/** Slack's ids inside ours: every one names its workspace, so that none can be used in another. */
import type { CommunityId, Mailbox, MessageRef, PersonId } from '../../chat/request.ts';

/** A message of ours in a workspace. `ts` is Slack's id of a message in its channel, e.g. `1700000000.000100`. */
export interface MessageId {
  readonly team: string;
  readonly channel: string;
  readonly ts: string;
}

/** Where a card can be posted: `user` is a direct message. */
export type PlaceId =
  | { readonly kind: 'user'; readonly team: string; readonly user: string }
  | { readonly kind: 'channel'; readonly team: string; readonly channel: string };

export const personId = (team: string, user: string): PersonId => `slack:user/${team}.${user}`;
export const channelMailbox = (team: string, channel: string): Mailbox => `slack:channel/${team}.${channel}`;
export const communityId = (team: string): CommunityId => `slack:team/${team}`;
export const messageRef = ({ team, channel, ts }: MessageId): MessageRef => `slack:message/${team}.${channel}.${ts}`;

const ID = '([A-Z0-9]{2,30})';
const PLACE = new RegExp(String.raw`^slack:(user|channel)/${ID}\.${ID}$`, 'u');
const MESSAGE = new RegExp(String.raw`^slack:message/${ID}\.${ID}\.(\d{1,12}\.\d{1,6})$`, 'u');
const ANY = new RegExp(String.raw`^slack:(?:user|channel|team|message)/${ID}(?:\.|$)`, 'u');

/** @returns undefined when it is no place on Slack. */
export function readPlace(mailbox: string): PlaceId | undefined {
  const [, kind, team, id] = PLACE.exec(mailbox) ?? [];
  if (team === undefined || id === undefined) return undefined;
  return kind === 'user' ? { kind: 'user', team, user: id } : { kind: 'channel', team, channel: id };
}

/** @returns undefined when it is no message on Slack. */
export function readMessageRef(ref: string): MessageId | undefined {
  const [, team, channel, ts] = MESSAGE.exec(ref) ?? [];
  return team === undefined || channel === undefined || ts === undefined ? undefined : { team, channel, ts };
}

/** The workspace that any of our Slack ids belongs to; undefined for other texts. */
export const teamOf = (id: string): string | undefined => ANY.exec(id)?.[1];
