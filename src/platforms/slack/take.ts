/** Takes one event through the house: claims it, learns who did it, asks the app, answers. */
import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { App } from '../../chat/app.ts';
import { card, text } from '../../chat/card.ts';
import type { AnyCommand } from '../../chat/command.ts';
import { escape } from '../../chat/markdown.ts';
import { type Audience, type Reply, show } from '../../chat/reply.ts';
import type { Request, Visitor } from '../../chat/request.ts';
import type { Upload } from '../../chat/upload.ts';
import { span, traced } from '../../chat/trace.ts';
import { type KeptFile, uploadAt } from '../../chat/uploading.ts';
import type { Answerer } from './answer.ts';
import { callerOf } from './caller.ts';
import { type CommandText, readCommandText } from './command-text.ts';
import type { Homes } from './home.ts';
import { drawMenu } from './menu.ts';
import type { People } from './people.ts';
import type { Act, Incoming } from './read.ts';

export interface TakeTools {
  readonly app: App;
  readonly answerer: Answerer;
  readonly people: People;
  readonly homes: Homes;
  readonly log: Logger;
  /** The slash command without its slash. */
  readonly command: string;
  /** Where Slack keeps what people send. */
  readonly fileHosts: readonly string[];
  /** Over all processes. */
  firstTime(event: string): Promise<boolean>;
  /** In this process, as long as it remembers. */
  once(event: string): boolean;
}

const BROKEN = show(
  card(text('I cannot reach my memory just now. Nothing of yours is lost; please try again in a moment.')),
  'caller',
);

/** Never rejects. The event was acknowledged before. */
export const take = async (tools: TakeTools, client: webApi.WebClient, incoming: Incoming): Promise<void> =>
  traced(async () => takeTraced(tools, client, incoming));

async function takeTraced(tools: TakeTools, client: webApi.WebClient, incoming: Incoming): Promise<void> {
  const { answerer, people, log } = tools;
  const { door, event } = incoming;
  try {
    // asked together: whoever it is, somebody else may have had the event already
    const inPublic = typeof door.pressed === 'object' && door.channel?.startsWith('D') === false;
    const person = inPublic ? people.known(client, door.team, door.user) : people.who(client, door.team, door.user);
    const first = isRepeatable(tools, incoming.act) ? tools.once(event) : await tools.firstTime(event);
    if (!first) {
      log.debug({ event }, 'slack: delivered again');
      return;
    }
    await act(tools, client, incoming, callerOf(incoming, await person));
  } catch (error) {
    log.error({ err: error, event }, 'slack: an event could not be taken');
    await answerer.answer(client, door, event, BROKEN, 'caller');
  }
}

/** What takes the same step twice costs no claim, in whichever process; only what it would show beside its message does. */
const isRepeatable = ({ app }: TakeTools, done: Act): boolean =>
  done.kind === 'press' && app.catalog.actions.get(done.press.id)?.repeatable === true;

async function act(tools: TakeTools, client: webApi.WebClient, incoming: Incoming, caller: Visitor): Promise<void> {
  const { app, answerer, homes, command } = tools;
  const { door, event, at } = incoming;
  const owner = { team: door.team, user: door.user, caller };
  const what = meaning(incoming.act, app.catalog.commands, door.team);
  switch (what.kind) {
    case 'home':
      return homes.open(client, owner, event, at);
    case 'refused':
      return answerer.answer(client, door, event, show(card(text(escape(what.why))), 'caller'), 'caller');
    case 'menu':
    case 'help':
      return answerer.tell(
        client,
        door,
        event,
        drawMenu(what, { commands: app.catalog.commands, command, admin: caller.admin }),
      );
    default: {
      const request = requestOf(what, { caller, event, at }, (kept) => uploadsIn(tools, client, kept));
      const reply = await app.handle(request);
      if (isRepeatable(tools, incoming.act) && reply.kind !== 'redraw' && !(await tools.firstTime(event))) return;
      await span('sent', 'drawn for Slack and sent', async () =>
        answerer.answer(client, door, event, reply, audience(app, request, reply)),
      );
      if (door.home === true) await homes.pressed(client, owner, `${event}:home`, at);
      else homes.refresh(caller.person, true);
    }
  }
}

/** Files are fetched with the workspace's own token, from where Slack keeps them. */
const uploadsIn = (
  { fileHosts, log }: TakeTools,
  client: webApi.WebClient,
  kept: Readonly<Record<string, KeptFile>>,
): Readonly<Record<string, Upload>> =>
  Object.fromEntries(
    Object.entries(kept).map(([name, file]) => [
      name,
      uploadAt(file, {
        hosts: fileHosts,
        headers: { authorization: `Bearer ${client.token ?? ''}` },
        onFault: (error) => log.warn({ err: error }, 'slack: a file of a form could not be had'),
      }),
    ]),
  );

/** Asked only when the reply does not say it: it costs another reading of the options. */
const audience = (app: App, request: Request, reply: Reply): Audience =>
  reply.kind === 'show' && reply.audience !== undefined ? reply.audience : app.audienceOf(request);

type Meaning = Exclude<Act, { kind: 'typed' | 'look-up' | 'command' }> | CommandText;

function meaning(done: Act, commands: ReadonlyMap<string, AnyCommand>, team: string): Meaning {
  switch (done.kind) {
    case 'typed':
      return readCommandText(done.text, commands, team);
    case 'command':
      return { kind: 'run', name: done.name, options: {} };
    case 'look-up': {
      const name = lookUpCommand(commands);
      return name === undefined ? { kind: 'menu' } : { kind: 'run', name, options: {} };
    }
    default:
      return done;
  }
}

/** What the global shortcut opens: `what`, or the first command that must be told something and can suggest it. */
function lookUpCommand(commands: ReadonlyMap<string, AnyCommand>): string | undefined {
  if (commands.has('what')) return 'what';
  return [...commands.values()].find((one) =>
    Object.values(one.options).some(
      (option) => option.kind === 'text' && option.required === true && option.suggest !== undefined,
    ),
  )?.name;
}

function requestOf(
  what: Extract<Meaning, { kind: 'run' | 'press' | 'form' | 'said' | 'explain' }>,
  common: { readonly caller: Visitor; readonly event: string; readonly at: number },
  filesOf: (kept: Readonly<Record<string, KeptFile>>) => Readonly<Record<string, Upload>>,
): Request {
  switch (what.kind) {
    case 'run':
      return { ...common, ...what, kind: 'command' };
    case 'form':
      return { ...common, ...what, files: filesOf(what.files) };
    case 'press':
    case 'said':
    case 'explain':
      return { ...common, ...what };
    default:
      return what satisfies never;
  }
}
