/** A community's own questions: what its staff may put beside the course, how much of it, and what became of a file. */
import type { Call } from '../chat/request.ts';
import { isSame, ownId, writtenId } from '../content/own.ts';
import type { QuestionSource } from '../questions/index.ts';
import type { OwnEdition, Put } from '../storage/own.ts';
import type { Tools } from '../tools.ts';
import { meet } from './meeting.ts';
import type { AboutLine } from '../content/own-file.ts';
import { logAct } from './staff.ts';

/** Questions on one shelf: several times what a course of some weeks asks. */
export const MOST_OWN = 200;
/** Of one file. Bytes. */
export const MOST_BYTES = 128 * 1_024;
/** Ids stand in presses, with the key of the shelf before them. */
const LONGEST_ID = 40;
/** A shelf's key: nobody guesses it, and no id of the course looks so. */
const KEY = 8;

export type Looked =
  | { readonly kind: 'unreadable'; readonly reason: string }
  | {
      readonly kind: 'looked';
      /** What the file is, in words. */
      readonly what: string;
      /** What can be asked, with its place on the shelf. */
      readonly questions: readonly { readonly source: QuestionSource; readonly is: 'new' | 'changed' | 'same' }[];
      readonly problems: readonly AboutLine[];
      readonly notes: readonly AboutLine[];
      /** By which it is put on the shelf; undefined when nothing of it is new. */
      readonly upload: string | undefined;
      /** How many would stand on the shelf then. */
      readonly total: number;
    };

export interface Brought {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** The term that questions are about which do not say it themselves. */
  readonly term?: string;
}

/** Reads a file and keeps what can be asked until its owner says yes. Nothing stands on the shelf yet. */
export async function lookAtFile(tools: Tools, call: Call, { name, bytes, term }: Brought): Promise<Looked> {
  const { store, library, ownFiles } = tools;
  const { community, learner } = call.caller;
  const [read, shelf] = await Promise.all([
    ownFiles.read(name, bytes, library.content, term),
    store.own.readShelf(community),
  ]);
  if (read.kind === 'unreadable') return read;
  const before = new Map(shelf.map(({ id, source }) => [writtenId(id), source]));
  const questions = shortIds(read.questions).map((source) => {
    const known = before.get(source.id);
    return { source, is: known === undefined ? 'new' : isSame(known, source) ? 'same' : 'changed' } as const;
  });
  const fresh = questions.filter(({ is }) => is !== 'same').map(({ source }) => source);
  const total = shelf.length + questions.filter(({ is }) => is === 'new').length;
  const looked = {
    kind: 'looked',
    what: read.what,
    questions,
    problems: read.problems,
    notes: read.notes,
    total,
  } as const;
  if (fresh.length === 0 || total > MOST_OWN) return { ...looked, upload: undefined };
  await meet(tools, call);
  const upload = tools.newId();
  await store.own.keepUpload({ id: upload, community, learner, name, questions: fresh }, tools.now());
  return { ...looked, upload };
}

/** Ids as they fit; the same file gives the same ones again. */
function shortIds(questions: readonly QuestionSource[]): readonly QuestionSource[] {
  const taken = new Set<string>();
  return questions.map((source) => {
    const base = source.id.slice(0, LONGEST_ID).replace(/-+$/u, '');
    let id = base;
    for (let n = 2; taken.has(id); n += 1) id = `${base.slice(0, LONGEST_ID - 4)}-${n}`;
    taken.add(id);
    return { ...source, id };
  });
}

/** What was kept stands on the shelf from now on, for everybody here. `gone`: it was put there already, or is too old. */
export async function putUpload(tools: Tools, call: Call, id: string): Promise<Put | { readonly kind: 'gone' }> {
  const { store, shelves } = tools;
  const { community, learner: by } = call.caller;
  const upload = await store.own.findUpload(id, tools.now());
  if (upload === undefined || upload.community !== community) return { kind: 'gone' };
  const { questions, name } = upload;
  const key = tools.newId().slice(0, KEY).toLowerCase();
  const put = await store.own.putOwn({ community, key, by, questions, most: MOST_OWN }, tools.now());
  if (put.kind === 'full') return put;
  await store.own.dropUpload(id);
  await shelves.refresh('at once');
  const details = `${put.added.length} new, ${put.changed.length} changed, from ${name}`;
  await logAct(tools, call, { act: 'added questions of our own', details });
  return put;
}

/** Throws away what was kept. */
export async function forgetUpload(tools: Tools, call: Call, id: string): Promise<void> {
  const upload = await tools.store.own.findUpload(id, tools.now());
  if (upload?.community === call.caller.community) await tools.store.own.dropUpload(id);
}

/** Takes questions off the shelf for good; how many there were. */
export async function removeOwn(tools: Tools, call: Call, which: readonly string[] | 'all'): Promise<number> {
  const removed = await tools.store.own.removeOwn(call.caller.community, which, tools.now());
  if (removed === 0) return 0;
  await tools.shelves.refresh('at once');
  await logAct(tools, call, {
    act: 'removed questions of our own',
    details: which === 'all' ? `all ${removed}` : which.map(writtenId).join(', '),
  });
  return removed;
}

/** The question as it was in an earlier edition, which becomes its latest; false when there is no such. */
export async function bringBack(tools: Tools, call: Call, id: string, edition: number): Promise<boolean> {
  const { store, shelves } = tools;
  const { community, learner: by } = call.caller;
  const found = (await store.own.editionsOf(community, id)).find((one) => one.edition === edition);
  if (found === undefined) return false;
  const key = id.slice(0, id.indexOf('.'));
  if (ownId(key, found.source.id) !== id) throw new Error(`edition ${edition} of ${id} has another id`);
  await store.own.putOwn({ community, key, by, questions: [found.source], most: MOST_OWN }, tools.now());
  await shelves.refresh('at once');
  await logAct(tools, call, {
    act: 'brought a question of our own back',
    details: `${writtenId(id)}, edition ${edition}`,
  });
  return true;
}

export const editionsOf = async ({ store }: Tools, { caller }: Call, id: string): Promise<readonly OwnEdition[]> =>
  store.own.editionsOf(caller.community, id);
