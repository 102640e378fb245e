/** The playground over HTTP: its page, its API, and the checks that stand before both. */
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { except } from 'hono/combine';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { App } from '../../chat/app.ts';
import type { Events } from './events.ts';
import { servePage } from './files.ts';
import { expectedHost, sameOrigin, secureHeaders } from './guard.ts';
import type { Messages } from './messages.ts';
import { asWire, callerOf, personIdOf, type People, type Person, readLocale, readName, readZone } from './people.ts';
import { eventShape, introductionShape, ReadProblem, readRoom } from './read.ts';
import { renderCommand } from './render.ts';
import { roomsOf } from './rooms.ts';
import type { Bus } from './stream.ts';
import type { WireEvent, WireWelcome } from './wire.ts';

/** What there is between start and stop. */
export interface Running {
  readonly app: App;
  readonly people: People;
  readonly messages: Messages;
  readonly events: Events;
  readonly bus: Bus;
}

export interface RoutesOptions {
  readonly log: Logger;
  readonly hosts: readonly string[];
  /** Undefined before the start and from the stop on. */
  readonly running: () => Running | undefined;
}

/** Text of 5,000 characters fits many times over, pictures do not. */
const BODY_BYTES = 64 * 1024;
/** A form may carry a file, which as base64 is a third longer. */
const EVENT_BYTES = 1024 * 1024;

export function createRoutes(options: RoutesOptions): Hono {
  const routes = new Hono();
  for (const path of ['/', '/playground', '/playground/*']) {
    routes.use(path, secureHeaders, expectedHost(options.hosts));
  }
  routes.route('/playground/api', createApi(options));
  routes.route('/', servePage());
  return routes;
}

function createApi({ log, running }: RoutesOptions): Hono {
  const api = new Hono();
  api.use(sameOrigin);
  const most = (maxSize: number) =>
    bodyLimit({ maxSize, onError: () => refuse(413, 'That is more than I can read at once.') });
  api.use('/events', most(EVENT_BYTES));
  api.use('*', except('/playground/api/events', most(BODY_BYTES)));
  const house = {
    open: (): Running => {
      const now = running();
      if (now === undefined) throw new ReadProblem(503, 'Sous is starting or stopping. Try again in a moment.');
      return now;
    },
    personOf: (id: string | undefined): Person => {
      const person = id === undefined ? undefined : house.open().people.get(id);
      if (person !== undefined) return person;
      throw new ReadProblem(403, 'I do not know you yet. Choose a name first.');
    },
  };
  servePeople(api, house);
  serveActs(api, house);
  serveRooms(api, house);
  serveAttachments(api, house);
  api.all('*', () => refuse(404, 'There is nothing here.'));
  api.onError((error) => {
    if (error instanceof ReadProblem) return refuse(error.status, error.message);
    log.error({ err: error }, 'the playground could not answer');
    return refuse(500, 'Something broke on my side, not on yours. Please try again in a moment.');
  });
  return api;
}

/** What every route asks first. Both throw ReadProblem. */
interface House {
  open(): Running;
  /** Whoever asks, by the id that their page sends. */
  personOf(id: string | undefined): Person;
}

function servePeople(api: Hono, { open }: House): void {
  api.post('/people', async (context) => {
    const given = readBody(introductionShape, await context.req.text(), context.req.header('content-type'));
    const name = readName(given.name);
    if (name === '') throw new ReadProblem(400, 'A name has at least one letter that can be seen.');
    if (name.toLowerCase() === 'sous') throw new ReadProblem(400, 'That is my name. Choose another one.');
    const zone = readZone(given.zone);
    const locale = readLocale(context.req.header('accept-language'));
    const { people, bus } = open();
    const person = await people.introduce({
      id: personIdOf(name),
      name,
      admin: given.admin,
      locale,
      ...(zone !== undefined && { zone }),
    });
    bus.publish({ kind: 'person', person: asWire(person) }, () => true);
    return context.json(asWire(person));
  });
}

/** What somebody does, and what they can do. */
function serveActs(api: Hono, { open, personOf }: House): void {
  api.post('/events', async (context) => {
    const event = readBody(eventShape, await context.req.text(), context.req.header('content-type'));
    const person = personOf(event.me);
    const { app, events } = open();
    return context.json(await events.handle(app, person, event));
  });

  api.get('/commands', (context) => context.json([...open().app.catalog.commands.values()].map(renderCommand)));

  api.get('/welcome', async (context) => {
    const { me, room = '' } = context.req.query();
    const person = personOf(me);
    const { app } = open();
    const welcome: WireWelcome = {
      about: app.catalog.introduction.welcome,
      starters: await app.starters(callerOf(person, readRoom(room, person))),
    };
    return context.json(welcome);
  });

  api.get('/suggest', async (context) => {
    const { me, room = '', command = '', option = '', typed = '' } = context.req.query();
    const person = personOf(me);
    const caller = callerOf(person, readRoom(room, person));
    return context.json(await open().app.suggest(caller, command, option, typed));
  });
}

function serveRooms(api: Hono, { open, personOf }: House): void {
  api.get('/stream', (context) => {
    const person = personOf(context.req.query('me'));
    const now = open();
    return now.bus.open(context, person.id, () => snapshot(now, person));
  });

  api.get('/messages', async (context) => {
    const { me, room = '', before = '' } = context.req.query();
    const person = personOf(me);
    if (!/^\d{1,15}$/u.test(before)) throw new ReadProblem(400, 'Older than what?');
    return context.json(await open().messages.list(readRoom(room, person), person.id, Number(before)));
  });
}

function serveAttachments(api: Hono, { open, personOf }: House): void {
  api.get('/pictures/:file{[0-9a-f]{64}\\.png}', async (context) => {
    const png = await open().messages.picture(context.req.param('file').slice(0, 64));
    if (png === undefined) throw new ReadProblem(404, 'There is no such picture.');
    // named by its own bytes, so it never changes
    return context.body(new Uint8Array(png), 200, {
      'Content-Type': 'image/png',
      'Cache-Control': 'private, max-age=31536000, immutable',
    });
  });

  api.get('/files/:message/:place{[0-9]}', async (context) => {
    const { id } = personOf(context.req.query('me'));
    const { message, place } = context.req.param();
    const found = await open().messages.file(message, Number(place), id);
    if (found === undefined) throw new ReadProblem(404, 'That file is no longer here. Ask for it again.');
    return context.body(new Uint8Array(found.bytes), 200, {
      'Content-Type': `${found.type}; charset=utf-8`,
      'Content-Disposition': `attachment; filename="${found.name}"`, // letters of ASCII, so nothing needs quoting
      'Cache-Control': 'no-store',
    });
  });
}

async function snapshot({ people, messages }: Running, person: Person): Promise<WireEvent> {
  const rooms = roomsOf(person.id);
  const lists = await Promise.all(rooms.map(async (room) => messages.list(room.id as Person['id'], person.id)));
  return {
    kind: 'snapshot',
    me: asWire(person),
    rooms,
    people: people.all().map(asWire),
    messages: lists.flatMap((list) => list.messages),
    more: rooms.filter((_, index) => lists[index]?.more === true).map((room) => room.id),
  };
}

const refuse = (status: ContentfulStatusCode, problem: string): Response =>
  Response.json({ problem }, { status, headers: { 'Cache-Control': 'no-store' } });

/**
 * JSON of one shape. Only `application/json` is read: a form or a plain text can be sent by any page on the web without
 * the browser asking us first. @throws ReadProblem
 */
function readBody<S extends z.ZodType>(shape: S, body: string, type: string | undefined): z.output<S> {
  if (type?.split(';')[0]?.trim().toLowerCase() !== 'application/json') {
    throw new ReadProblem(400, 'Send JSON.');
  }
  let given: unknown;
  try {
    given = JSON.parse(body);
  } catch (error) {
    if (error instanceof SyntaxError) throw new ReadProblem(400, 'That is not JSON.');
    throw error;
  }
  const read = shape.safeParse(given);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new ReadProblem(400, `I cannot read that: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
}
