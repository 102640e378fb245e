/** What came of each event, noted down: an event that comes again, also to a later process, is told the same. */
import { type Json, type PlaygroundHistory, storable } from './history.ts';
import type { Messages } from './messages.ts';
import type { WireResult } from './wire.ts';

export interface Notes {
  /** What came of it when it was handled before. */
  find(note: string): Promise<WireResult | undefined>;
  add(note: string, result: WireResult): Promise<void>;
}

/** A page gives up repeating long before; then the note of what was handled can go. */
const REMEMBERED_MS = 24 * 60 * 60 * 1_000;
const PRUNE_EVERY = 500;

export function createNotes(history: PlaygroundHistory, messages: Messages, now: () => number): Notes {
  let untilPrune = 0;
  return {
    async find(note) {
      const value = (await history.get(note))?.value;
      if (value === undefined) return undefined;
      const result = value['result'] as WireResult;
      if (result.kind !== 'message') return result;
      const kept = await messages.get(result.message.id); // it may have changed or gone since
      return kept === undefined ? { kind: 'gone', id: result.message.id } : { kind: 'message', message: kept.message };
    },
    async add(note, result) {
      const at = now();
      const value: Json = storable({
        result: result.kind === 'message' ? { kind: 'message', message: { id: result.message.id } } : result,
      });
      await history.add({ id: note, shelf: 'events', viewer: null, at, value });
      if (--untilPrune < 0) {
        untilPrune = PRUNE_EVERY;
        await history.prune('events', at - REMEMBERED_MS);
      }
    },
  };
}
