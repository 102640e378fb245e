/** The App Home: drawn when it is opened or pressed, and again when its facts have changed meanwhile. */
import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { CardProblem } from '../../chat/card-problems.ts';
import type { PersonId } from '../../chat/request.ts';
import { createTurns } from '../../chat/turns.ts';
import { callerOf } from './caller.ts';
import { type Clients, NotInstalled } from './clients.ts';
import { DEAD_TOKEN, readFailure } from './errors.ts';
import { drawPage, type Owner, type PageTools, publish, publishChange, UNKNOWN } from './home-page.ts';
import { createHomeQueue, type Redrawn } from './home-queue.ts';
import { personId, readPlace } from './ids.ts';
import type { HomeOwner, Later } from './options.ts';

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

export interface HomeTools extends PageTools {
  readonly clients: Clients;
  readonly log: Logger;
  /** Work that is to be finished before the platform stops. */
  track(work: Promise<void>): void;
  readonly later?: Later;
}

export function createHomes(tools: HomeTools): Homes {
  const { clients, keeper, log, clock, track, later } = tools;
  // so that an older page never lands on a newer one
  const inTurn = createTurns();
  let drawn = 0;

  const queue = createHomeQueue({
    log,
    find: async (people) => keeper.find(people),
    redraw,
    track,
    ...(later && { later }),
  });

  async function redraw(team: string, found: HomeOwner): Promise<Redrawn> {
    const place = readPlace(found.person);
    if (place?.kind !== 'user') return 'same';
    const { user } = place;
    try {
      const client = await clients.of(team);
      const caller = callerOf({ door: { team, user } }, { ...found, admin: false });
      const published = await inTurn(found.person, async () => {
        const at = clock.now();
        const event = `${team}:home:${user}:${at}.${(drawn += 1)}`;
        const owner = { team, user, caller };
        const page = await drawPage(tools, client, owner, { opened: false, event, at });
        return page !== undefined && (await publishChange(tools, client, owner, page, { at, unknown: 'leave' }));
      });
      return published ? 'called' : 'same';
    } catch (error) {
      const { code, retryAfter } = readFailure(error);
      if (code === 'ratelimited') return { wait: retryAfter ?? 30_000 };
      failed(log, team, user, error);
      return error instanceof NotInstalled || DEAD_TOKEN.has(code) ? 'left' : 'called';
    }
  }

  return {
    async open(client, owner, event, at) {
      const { team, user, caller } = owner;
      await inTurn(caller.person, async () => {
        let mark = UNKNOWN;
        try {
          const page = await drawPage(tools, client, owner, { opened: true, event, at });
          if (page !== undefined) {
            // whatever is thought to stand there: they are looking at it
            await publish(tools, client, user, page);
            ({ mark } = page);
          }
        } finally {
          const { person, name, locale, zone } = caller;
          await keeper.open({ person, name, locale, ...(zone !== undefined && { zone }) }, mark, at);
        }
      }).catch((error: unknown) => {
        failed(log, team, user, error);
        // they look at an old page, so it is drawn as soon as Slack lets us, however long that takes
        if (readFailure(error).code === 'ratelimited') queue.add(caller.person, true);
      });
    },
    async pressed(client, owner, event, at) {
      const { team, user, caller } = owner;
      await inTurn(caller.person, async () => {
        const page = await drawPage(tools, client, owner, { opened: true, event, at });
        if (page !== undefined) await publishChange(tools, client, owner, page, { at, unknown: 'publish' });
      }).catch((error: unknown) => failed(log, team, user, error));
    },
    refresh: (person, acting) => queue.add(person, acting),
    async forget(team) {
      queue.drop(team);
      await keeper.forget(personId(team, ''));
    },
    stop: () => queue.stop(),
  };
}

function failed(log: Logger, team: string, user: string, error: unknown): void {
  const { code, details } = readFailure(error);
  const problems = error instanceof CardProblem ? error.problems : details;
  log.error({ team, user, code, problems }, 'slack: the App Home could not be drawn');
}
