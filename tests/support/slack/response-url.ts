/** The fake Slack's response URLs: 5 uses within 30 minutes, private or public, new, replaced or deleted. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { checkBlocks, textLength } from './blocks.ts';
import type { Fault, Message, World } from './world.ts';

const Body = z.strictObject({
  text: z.string().optional(),
  blocks: z.array(z.unknown()).optional(),
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  thread_ts: z.string().optional(),
  unfurl_links: z.boolean().optional(),
  unfurl_media: z.boolean().optional(),
});

const USES = 5;
const LIFE = 30 * 60_000;

export function answerResponseUrl(
  world: World,
  id: string,
  req: IncomingMessage,
  text: string,
  res: ServerResponse,
  faulty: (fault: Fault, run: () => unknown) => void,
): void {
  const call = { method: 'response_url', team: world.responseUrls.get(id)?.team, args: { body: text }, result: 'ok' };
  world.calls.push(call);
  const fault = world.faults.get('response_url')?.shift();
  const run = (): string | undefined => {
    const error = use(world, id, req.headers['content-type'] ?? '', text);
    if (error !== undefined) {
      call.result = error;
      if (fault === undefined) world.complaints.push(`response_url: ${error}`);
    }
    return error;
  };
  if (fault !== undefined) {
    call.result = fault.kind;
    world.events.emit('call', call);
    faulty(fault, run);
    return;
  }
  const error = run();
  world.events.emit('call', call);
  if (error === undefined) res.writeHead(200).end('ok');
  else {
    const body = JSON.stringify({ ok: false, error: error.split(' ', 1)[0] });
    res.writeHead(404, { 'content-type': 'application/json' }).end(body);
  }
}

/** @returns Slack's error, perhaps with details after a space. */
function use(world: World, id: string, contentType: string, text: string): string | undefined {
  const url = world.responseUrls.get(id);
  if (url === undefined) return 'invalid_url';
  if (world.now() - url.born > LIFE) return 'expired_url';
  if (url.uses >= USES) return 'used_url';
  if (!contentType.startsWith('application/json')) return 'invalid_payload';
  const read = Body.safeParse(JSON.parse(text));
  if (!read.success) return `invalid_payload ${z.prettifyError(read.error)}`;
  url.uses += 1;
  const { team, channel, message: original, user } = url;
  const changed = (message: Message, how: 'new' | 'changed' | 'gone'): undefined => {
    world.change({ team, user, what: { kind: 'message', message, how } });
  };
  if (read.data.delete_original === true) {
    if (original === undefined || original.gone) return 'message_not_found';
    original.gone = true;
    return changed(original, 'gone');
  }
  const ready = (file: string): boolean => {
    const found = world.files.get(file);
    return found?.team === team && found.state === 'done';
  };
  const checked = checkBlocks(read.data.blocks ?? [], 'message', ready);
  if ('errors' in checked) return `invalid_blocks ${checked.errors.join('; ')}`;
  if ((read.data.text ?? '') === '' && checked.blocks.length === 0) return 'no_text';
  if (textLength(checked.blocks) > 12_000) return 'msg_blocks_too_long';
  const content = { text: read.data.text ?? '', blocks: checked.blocks };
  if (read.data.replace_original === true) {
    if (original === undefined || original.gone) return 'message_not_found';
    Object.assign(original, content);
    return changed(original, 'changed');
  }
  const message: Message = {
    ...content,
    team,
    channel,
    ts: world.stamp(),
    gone: false,
    ...(read.data.response_type !== 'in_channel' && { viewer: user }),
    ...(read.data.thread_ts !== undefined && { thread: read.data.thread_ts }),
  };
  world.messages.push(message);
  return changed(message, 'new');
}
