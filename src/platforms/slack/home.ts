/** The App Home: drawn when it is opened, and again when what it says may have changed. */
import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { App } from '../../chat/app.ts';
import { type Card, CardProblem } from '../../chat/card.ts';
import type { Caller } from '../../chat/request.ts';
import type { Commands } from './command-names.ts';
import { BLOCKS_AT_FAULT, readFailure } from './errors.ts';
import { drawBlocks } from './render.ts';
import type { Uploads } from './upload.ts';

/** Whose page it is. */
export interface Owner {
  readonly team: string;
  readonly user: string;
  readonly caller: Caller;
}

export interface Homes {
  /** Draws the page for somebody who has just opened it. Never rejects. */
  open(client: webApi.WebClient, owner: Owner, event: string, at: number): Promise<void>;
  /** Draws it again soon, if this person ever opened it here: something they did may have changed its facts. */
  touch(client: webApi.WebClient, owner: Owner): void;
  /** Drops what is waiting to be drawn; the page is drawn anew whenever it is opened. */
  stop(): void;
}

/** Several acts in a row (a quiz) are one redrawing. */
const DELAY = 1_500;
/** Pages remembered as opened. Losing one costs nothing: opening draws it. */
const MOST = 10_000;

export interface HomeTools {
  readonly app: App;
  readonly uploads: Uploads;
  /** How the commands that the page names are typed here. */
  readonly commands: Commands;
  readonly log: Logger;
  readonly now: () => number;
}

export function createHomes({ app, uploads, commands, log, now }: HomeTools): Homes {
  const opened = new Set<string>();
  const waiting = new Map<string, NodeJS.Timeout>();
  let drawn = 0;

  async function draw(client: webApi.WebClient, owner: Owner, event: string, at: number): Promise<void> {
    const { team, user } = owner;
    try {
      const reply = await app.handle({ kind: 'home', caller: owner.caller, event, at });
      if (reply.kind !== 'show' && reply.kind !== 'redraw') return;
      await publish(client, team, user, reply.card);
    } catch (error) {
      const { code, details } = readFailure(error);
      const problems = error instanceof CardProblem ? error.problems : details;
      log.error({ team, user, code, problems }, 'slack: the App Home could not be drawn');
    }
  }

  async function publish(client: webApi.WebClient, team: string, user: string, card: Card): Promise<void> {
    const files = await uploads.of(client, team, card);
    const view = (simple: boolean) => ({
      type: 'home' as const,
      blocks: drawBlocks(card, { surface: 'home', files, simple, commands }),
    });
    try {
      await client.views.publish({ user_id: user, view: view(false) });
    } catch (error) {
      // a picture that Slack would not show after all: the page without it
      if (!BLOCKS_AT_FAULT.has(readFailure(error).code)) throw error;
      await client.views.publish({ user_id: user, view: view(true) });
    }
  }

  return {
    async open(client, owner, event, at) {
      const key = `${owner.team}.${owner.user}`;
      if (opened.size >= MOST) opened.delete(opened.values().next().value ?? '');
      opened.add(key);
      await draw(client, owner, event, at);
    },
    touch(client, owner) {
      const key = `${owner.team}.${owner.user}`;
      if (!opened.has(key) || waiting.has(key)) return;
      const timer = setTimeout(() => {
        waiting.delete(key);
        drawn += 1;
        void draw(client, owner, `${owner.team}:home:${owner.user}:${now()}.${drawn}`, now());
      }, DELAY);
      timer.unref();
      waiting.set(key, timer);
    },
    stop() {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
