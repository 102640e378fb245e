/** The App Home: drawn when it is opened or pressed, and again when its facts have changed meanwhile. */
import { createHash } from 'node:crypto';
import type { types, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { App } from '../../chat/app.ts';
import type { Card } from '../../chat/card.ts';
import { CardProblem } from '../../chat/card-problems.ts';
import type { PersonId, Visitor } from '../../chat/request.ts';
import { callerOf } from './caller.ts';
import { type Clients, NotInstalled } from './clients.ts';
import type { Commands } from './command-names.ts';
import { BLOCKS_AT_FAULT, DEAD_TOKEN, readFailure } from './errors.ts';
import { createHomeQueue, type Redrawn } from './home-queue.ts';
import { personId, readPlace } from './ids.ts';
import type { HomeKeeper, HomeOwner, Later } from './options.ts';
import { drawBlocks } from './render.ts';
import type { Uploads } from './upload.ts';

/** Whose page it is. */
export interface Owner {
  readonly team: string;
  readonly user: string;
  readonly caller: Visitor;
}

export interface Homes {
  /** Draws the page for somebody who has just opened it, and keeps in mind that they did. Never rejects. */
  open(client: webApi.WebClient, owner: Owner, event: string, at: number): Promise<void>;
  /** Draws it for somebody who has just pressed something on it. Never rejects. */
  pressed(client: webApi.WebClient, owner: Owner, event: string, at: number): Promise<void>;
  /** Draws it again soon if they opened it of late and it says something else by now; see HomeQueue. */
  refresh(person: PersonId, acting: boolean): void;
  /** The workspace has left. */
  forget(team: string): Promise<void>;
  /** Drops what is waiting to be drawn; the page is drawn anew whenever it is opened. */
  stop(): void;
}

export interface HomeTools {
  readonly app: App;
  readonly clients: Clients;
  readonly keeper: HomeKeeper;
  readonly uploads: Uploads;
  /** How the commands that the page names are typed here. */
  readonly commands: Commands;
  readonly log: Logger;
  readonly now: () => number;
  /** Work that is to be finished before the platform stops. */
  track(work: Promise<void>): void;
  readonly later?: Later;
}

/** A drawn page: in full, what to show if Slack refuses that, and by what it is told from others. */
interface Page {
  readonly mark: string;
  blocks(simple: boolean): types.KnownBlock[];
}

/** Of a page of which nobody knows what it shows, so that whatever is drawn next is something else. */
const UNKNOWN = '';

export function createHomes(tools: HomeTools): Homes {
  const { clients, keeper, log, now, track, later } = tools;
  const turns = new Map<PersonId, Promise<unknown>>();
  let drawn = 0;

  const find = async (people: readonly PersonId[]) => keeper.find(people);
  const queue = createHomeQueue({ log, find, redraw, track, ...(later && { later }) });

  /** One drawing of a page at a time, so that an older one never lands on a newer one. */
  async function inTurn<T>(person: PersonId, work: () => Promise<T>): Promise<T> {
    const before = turns.get(person);
    const mine = before === undefined ? work() : before.then(work, work);
    turns.set(person, mine);
    try {
      return await mine;
    } finally {
      if (turns.get(person) === mine) turns.delete(person);
    }
  }

  async function redraw(team: string, found: HomeOwner): Promise<Redrawn> {
    const place = readPlace(found.person);
    if (place?.kind !== 'user') return 'same';
    const { user } = place;
    try {
      const client = await clients.of(team);
      const caller = callerOf({ door: { team, user } }, { ...found, admin: false });
      const published = await inTurn(found.person, async () => {
        const at = now();
        const event = `${team}:home:${user}:${at}.${(drawn += 1)}`;
        const owner = { team, user, caller };
        const page = await draw(tools, client, owner, { opened: false, event, at });
        return page !== undefined && (await publishChange(tools, client, owner, page, at, 'leave'));
      });
      return published ? 'called' : 'same';
    } catch (error) {
      const { code, retryAfter } = readFailure(error);
      if (code === 'ratelimited') return { wait: retryAfter ?? 30_000 };
      failed(tools, team, user, error);
      return error instanceof NotInstalled || DEAD_TOKEN.has(code) ? 'left' : 'called';
    }
  }

  return {
    async open(client, owner, event, at) {
      const { team, user, caller } = owner;
      await inTurn(caller.person, async () => {
        let mark = UNKNOWN;
        try {
          const page = await draw(tools, client, owner, { opened: true, event, at });
          if (page !== undefined) {
            // whatever is thought to stand there: they are looking at it
            await publish(client, user, page);
            ({ mark } = page);
          }
        } finally {
          const { person, name, locale, zone } = caller;
          await keeper.open({ person, name, locale, ...(zone !== undefined && { zone }) }, mark, at);
        }
      }).catch((error: unknown) => failed(tools, team, user, error));
    },
    async pressed(client, owner, event, at) {
      const { team, user, caller } = owner;
      await inTurn(caller.person, async () => {
        const page = await draw(tools, client, owner, { opened: true, event, at });
        if (page !== undefined) await publishChange(tools, client, owner, page, at, 'publish');
      }).catch((error: unknown) => failed(tools, team, user, error));
    },
    refresh: (person, acting) => queue.add(person, acting),
    async forget(team) {
      queue.drop(team);
      await keeper.forget(personId(team, ''));
    },
    stop: () => queue.stop(),
  };
}

/** Undefined when it is better left as it is. */
async function draw(
  tools: HomeTools,
  client: webApi.WebClient,
  { team, caller }: Owner,
  { opened, event, at }: { readonly opened: boolean; readonly event: string; readonly at: number },
): Promise<Page | undefined> {
  const reply = await tools.app.handle({ kind: 'home', caller, event, at, opened });
  if (reply.kind !== 'show' && reply.kind !== 'redraw') return undefined;
  // whoever looks is told that something broke; else what stands there is better than that
  if (!opened && reply.kind === 'show' && reply.failed === true) return undefined;
  return pageOf(tools, client, team, reply.card);
}

async function pageOf(
  { uploads, commands }: HomeTools,
  client: webApi.WebClient,
  team: string,
  card: Card,
): Promise<Page> {
  const files = await uploads.of(client, team, card);
  const blocks = (simple: boolean) => drawBlocks(card, { surface: 'home', files, simple, commands });
  return {
    blocks,
    mark: createHash('sha256')
      .update(JSON.stringify(blocks(false)))
      .digest('base64url'),
  };
}

async function publish(client: webApi.WebClient, user: string, page: Page): Promise<void> {
  const view = (simple: boolean) => ({ type: 'home' as const, blocks: page.blocks(simple) });
  try {
    await client.views.publish({ user_id: user, view: view(false) });
  } catch (error) {
    // a picture that Slack would not show after all: the page without it
    if (!BLOCKS_AT_FAULT.has(readFailure(error).code)) throw error;
    await client.views.publish({ user_id: user, view: view(true) });
  }
}

/** The mark comes first: of several processes that draw the same, one publishes. False when it shows that already. */
async function publishChange(
  { keeper }: HomeTools,
  client: webApi.WebClient,
  { user, caller }: Owner,
  page: Page,
  at: number,
  unknown: 'publish' | 'leave',
): Promise<boolean> {
  const before = await keeper.mark(caller.person, page.mark, at);
  if (before === page.mark || (before === undefined && unknown === 'leave')) return false;
  try {
    await publish(client, user, page);
  } catch (error) {
    await keeper.mark(caller.person, UNKNOWN, at);
    throw error;
  }
  return true;
}

function failed({ log }: HomeTools, team: string, user: string, error: unknown): void {
  const { code, details } = readFailure(error);
  const problems = error instanceof CardProblem ? error.problems : details;
  log.error({ team, user, code, problems }, 'slack: the App Home could not be drawn');
}
