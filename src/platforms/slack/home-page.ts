/** One page of the App Home: drawn by the app, told from other pages by its mark, and published. */
import { createHash } from 'node:crypto';
import type { types, webApi } from '@slack/bolt';
import type { App } from '../../chat/app.ts';
import type { Visitor } from '../../chat/request.ts';
import type { Commands } from './command-names.ts';
import { insist, type Patience } from '../../chat/insist.ts';
import { BLOCKS_AT_FAULT, readFailure, repeating } from './errors.ts';
import type { HomeKeeper } from './options.ts';
import { drawBlocks } from './render.ts';
import type { Uploads } from './upload.ts';

/** Whose page it is. */
export interface Owner {
  readonly team: string;
  readonly user: string;
  readonly caller: Visitor;
}

export interface PageTools {
  readonly app: App;
  readonly keeper: HomeKeeper;
  readonly uploads: Uploads;
  readonly clock: Patience;
  /** How the commands that the page names are typed here. */
  readonly commands: Commands;
}

/** What a page is drawn for. `opened`: its owner looks at it. */
export interface Occasion {
  readonly opened: boolean;
  readonly event: string;
  readonly at: number;
}

/** A drawn page: in full, what to show if Slack refuses that, and by what it is told from others. */
export interface Page {
  readonly mark: string;
  blocks(simple: boolean): types.KnownBlock[];
}

/** Of a page of which nobody knows what it shows, so that whatever is drawn next is something else. */
export const UNKNOWN = '';

const digest = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('base64url');

/** Undefined when it is better left as it is. */
export async function drawPage(
  { app, uploads, commands }: PageTools,
  client: webApi.WebClient,
  { team, caller }: Owner,
  { opened, event, at }: Occasion,
): Promise<Page | undefined> {
  const reply = await app.handle({ kind: 'home', caller, event, at, opened });
  if (reply.kind !== 'show' && reply.kind !== 'redraw') return undefined;
  // whoever looks is told that something broke; else what stands there is better than that
  if (!opened && reply.kind === 'show' && reply.failed === true) return undefined;
  const files = await uploads.of(client, team, reply.card);
  const blocks = (simple: boolean) => drawBlocks(reply.card, { surface: 'home', files, simple, commands });
  // by what pictures show: another process, or this one after a restart, has another file for the same
  const shown = new Map([...files.keys()].map((picture) => [picture, digest(picture.png)]));
  const mark = digest(JSON.stringify(drawBlocks(reply.card, { surface: 'home', files: shown, commands })));
  return { mark, blocks };
}

export async function publish(
  { clock }: Pick<PageTools, 'clock'>,
  client: webApi.WebClient,
  user: string,
  page: Page,
): Promise<void> {
  const show = async (simple: boolean): Promise<unknown> =>
    insist(
      async () => client.views.publish({ user_id: user, view: { type: 'home', blocks: page.blocks(simple) } }),
      repeating(clock),
    );
  try {
    await show(false);
  } catch (error) {
    // a picture that Slack would not show after all: the page without it
    if (!BLOCKS_AT_FAULT.has(readFailure(error).code)) throw error;
    await show(true);
  }
}

/**
 * The mark comes first: of several processes that draw the same, one publishes. False when it shows that already.
 * `unknown`: what to do about a page that nobody opened of late.
 */
export async function publishChange(
  tools: PageTools,
  client: webApi.WebClient,
  { user, caller }: Owner,
  page: Page,
  { at, unknown }: { readonly at: number; readonly unknown: 'publish' | 'leave' },
): Promise<boolean> {
  const { keeper } = tools;
  const before = await keeper.mark(caller.person, page.mark, at);
  if (before === page.mark || (before === undefined && unknown === 'leave')) return false;
  try {
    await publish(tools, client, user, page);
  } catch (error) {
    await keeper.mark(caller.person, UNKNOWN, at);
    throw error;
  }
  return true;
}
