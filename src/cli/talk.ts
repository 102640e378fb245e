/**
 * Talks with Sous in a terminal: the real app on an embedded database, and the quickest way to try a change.
 *
 *     npm run talk                      a conversation; content is read again when a file of it changes
 *     npm run talk -- --staff           the same, with the rights of an instructor
 *     npm run -s talk -- --jsonl        reads one JSON object a line, prints one line of JSON each
 *     DATA_DIR=./data npm run talk      keeps everything; otherwise it is gone at the end
 */
import { enableCompileCache } from 'node:module';

// what comes next is compiled once, and not at every start; so nothing of it may be imported above
enableCompileCache();
const { talkHere } = await import('./conversation.ts');
process.exitCode = await talkHere(process.argv.slice(2));
