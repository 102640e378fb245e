/** What runs in the thread that takes a community's file apart. Nothing imports this file: its address is handed to a thread. */
import { parentPort, workerData } from 'node:worker_threads';
import type { OwnTask } from '../content/own-file.ts';
import { readOwn, writeOwn } from './own.ts';

const task = workerData as OwnTask;
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort?.postMessage(task.kind === 'read' ? await readOwn(task) : writeOwn(task));
