/** Which App Homes are drawn again, and when: changes close together become one, and every workspace has its pace. */
import type { Logger } from 'pino';
import type { PersonId } from '../../chat/request.ts';
import { readPlace } from './ids.ts';
import type { CallOff, HomeOwner, Later } from './options.ts';

/** What became of one redrawing. */
export type Redrawn =
  /** Slack was asked to show it. */
  | 'called'
  /** There was nothing to ask, so the next one need not wait. */
  | 'same'
  /** Slack said to wait (milliseconds), and it is tried again. */
  | { readonly wait: number }
  /** The app is not in that workspace any more. */
  | 'left';

export interface HomeQueueTools {
  readonly log: Logger;
  /** Those of these people who have a page, in the order in which theirs are to be drawn. */
  find(people: readonly PersonId[]): Promise<readonly HomeOwner[]>;
  /** Never rejects. */
  redraw(team: string, owner: HomeOwner): Promise<Redrawn>;
  /** Work that is to be finished before the platform stops. */
  track(work: Promise<void>): void;
  readonly later?: Later;
}

export interface HomeQueue {
  /** `acting`: they have just done something themselves, and so come before those who have not. */
  add(person: PersonId, acting: boolean): void;
  /** Nobody of this workspace any more. */
  drop(team: string): void;
  /** Takes no more, and drops what waits. */
  stop(): void;
}

/** Several acts in a row are one redrawing, and all people who wait are looked up at once. Milliseconds. */
const DELAY = 1_500;
/** `views.publish` allows about 100 calls a minute in a workspace; opening a page is not made to wait. Milliseconds. */
const SPACING = 1_000;

interface Waiting {
  readonly owner: HomeOwner;
  readonly acting: boolean;
}

/** One page at a time. */
interface Lane {
  readonly waiting: Map<PersonId, Waiting>;
  /** Until the next one. */
  callOff?: CallOff;
}

const byTheWall: Later = (run, ms) => {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
};

export function createHomeQueue({ log, find, redraw, track, later = byTheWall }: HomeQueueTools): HomeQueue {
  /** Whose facts changed, and whether by their own doing; not yet looked up. */
  let touched = new Map<PersonId, boolean>();
  let callOff: CallOff | undefined;
  let stopped = false;
  const lanes = new Map<string, Lane>();

  async function lookUp(): Promise<void> {
    const asked = touched;
    touched = new Map();
    try {
      for (const owner of await find([...asked.keys()])) {
        const team = readPlace(owner.person)?.team;
        if (team !== undefined) line(team, { owner, acting: asked.get(owner.person) === true });
      }
    } catch (error) {
      log.warn({ err: error, people: asked.size }, 'slack: App Homes could not be looked up, and stay as they are');
    }
  }

  function line(team: string, one: Waiting): void {
    if (stopped) return;
    const known = lanes.get(team);
    const lane: Lane = known ?? { waiting: new Map() };
    lane.waiting.set(one.owner.person, one);
    if (known !== undefined) return;
    lanes.set(team, lane);
    step(team, lane);
  }

  function step(team: string, lane: Lane): void {
    const next = nextOf(lane);
    if (next === undefined) {
      lanes.delete(team);
      return;
    }
    lane.waiting.delete(next.owner.person);
    track(redraw(team, next.owner).then((redrawn) => after(team, lane, next, redrawn)));
  }

  function after(team: string, lane: Lane, one: Waiting, redrawn: Redrawn): void {
    if (stopped) return;
    if (redrawn === 'left') lane.waiting.clear();
    if (typeof redrawn === 'object' && !lane.waiting.has(one.owner.person)) {
      lane.waiting.set(one.owner.person, one);
    }
    const rest = typeof redrawn === 'object' ? redrawn.wait : redrawn === 'called' ? SPACING : 0;
    lane.callOff = later(() => step(team, lane), rest);
  }

  return {
    add(person, acting) {
      if (stopped) return;
      touched.set(person, acting || touched.get(person) === true);
      callOff ??= later(() => {
        callOff = undefined;
        track(lookUp());
      }, DELAY);
    },
    drop: (team) => lanes.get(team)?.waiting.clear(),
    stop() {
      stopped = true;
      callOff?.();
      for (const lane of lanes.values()) lane.callOff?.();
      lanes.clear();
    },
  };
}

function nextOf({ waiting }: Lane): Waiting | undefined {
  for (const one of waiting.values()) if (one.acting) return one;
  return waiting.values().next().value;
}
