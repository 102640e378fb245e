/** Reads journeys: each is a file, and its map shows every station. */
import path from 'node:path';
import { idSchema } from '../questions/id.ts';
import { type Journey, journeySchema } from './journey.ts';
import { pictureProblem } from './picture-rules.ts';
import type { Problem } from './schema.ts';
import { readEntry, type Source } from './source.ts';

/** Undefined for a file that cannot be read. A station that the map does not show would be reached in the dark. */
export function readJourney(source: Source, problems: Problem[]): Journey | undefined {
  const id = path.posix.basename(source.file, '.yaml');
  const read = readEntry(source, journeySchema, problems);
  if (read === undefined) return undefined;
  const wrong = (message: string, line = 1): void =>
    void problems.push({ level: 'error', file: source.file, line, message });
  const map = source.text.split('\n').findIndex((line) => line.startsWith('map:')) + 1;
  if (!idSchema.safeParse(id).success) wrong('the file name must be lower-case words joined by hyphens.');
  const ids = read.stations.map((station) => station.id);
  for (const station of new Set(ids)) {
    if (ids.filter((one) => one === station).length > 1) wrong(`the station "${station}" stands twice.`);
    if (!nodeOf(read.map, station)) wrong(`the map shows no node "${station}".`, map);
  }
  const unseen = pictureProblem('map.dot', read.map);
  if (unseen !== undefined) wrong(`the map: ${unseen}.`, map);
  return { ...read, id, file: source.file };
}

/** Whether a graph has this node: hyphens stand in quotes there. */
const nodeOf = (map: string, id: string): boolean =>
  id.includes('-') ? map.includes(`"${id}"`) : new RegExp(`\\b${id}\\b`, 'u').test(map);
