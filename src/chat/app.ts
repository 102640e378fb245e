/** Finds the one handler for a Request and returns its one Reply; holds the one catch. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { audienceOf, commandAudience } from './audience.ts';
import { type CalmOptions, createCalm } from './calm.ts';
import { card } from './card.ts';
import { optionsOfPress, runAgain } from './again.ts';
import { cardProblems, CardProblem } from './card-problems.ts';
import { cleaned } from './cleaned.ts';
import { type AnyCommand, type Suggestion, parseOptions } from './command.ts';
import { type Catalog, createCatalog, type Definitions, type Starter } from './feature.ts';
import { LIMITS } from './limits.ts';
import { cut } from './words.ts';
import { noPlaceFor, noSuchCommand } from './mistyped.ts';
import { clean } from './markdown.ts';
import { fillIn, missingForm, optionsOfForm } from './missing.ts';
import { bugCard, refusalCard, staleControl } from './no-answer.ts';
import type { ArgShape, Press } from './press.ts';
import { type Audience, nothing, Refusal, type Reply, show } from './reply.ts';
import {
  type Call,
  type Caller,
  type LearnerId,
  type Options,
  type PersonId,
  platformOf,
  type Request,
  type Visitor,
} from './request.ts';
import { nameTrace, span, traced, type TraceSink } from './trace.ts';

export interface App {
  readonly catalog: Catalog;
  /** Never rejects: whatever goes wrong becomes a Reply. */
  handle(request: Request): Promise<Reply>;
  /** Who will see the answer, known before it is made. Fresh messages only; a redraw keeps what is there. */
  audienceOf(request: Request): Audience;
  /** Autocomplete of a command's option; at most 25, from memory; empty when there is nothing to suggest. */
  suggest(visitor: Visitor, command: string, option: string, typed: string): Promise<readonly Suggestion[]>;
  /** What a newcomer can begin with, the best first. */
  starters(visitor: Visitor): Promise<readonly Starter[]>;
}

/** What the app tells whoever runs it about each request. */
export interface Witness {
  /** `outcome`: the kind of reply, `refused`, or `failed`. `route`: command name, action id, … */
  handled(request: Request, route: string, outcome: string, ms: number): void;
  /** A bug. `id` is what the learner was shown. */
  failed(request: Request, route: string, id: string, error: unknown): void;
}

export type Around = <T>(caller: Caller, work: () => Promise<T>) => Promise<T>;
export type LearnerOf = (person: PersonId) => LearnerId | Promise<LearnerId>;

export interface AppOptions {
  readonly features: readonly Definitions[];
  readonly witness?: Witness;
  /** Short ids for error cards; random unless given. */
  readonly errorId?: () => string;
  /** Which learner a platform's person is, asked before anything else is done; named after the person unless given. */
  readonly learnerOf?: LearnerOf;
  /** Told what each request did; nobody unless given. */
  readonly traces?: TraceSink;
  /** Does the work of a call where its caller is; just does it unless given. */
  readonly around?: Around;
  /** How long the second click of a double click is not taken for a press on what is new; not at all unless given. */
  readonly calm?: CalmOptions;
}

export function createApp(options: AppOptions): App {
  const catalog = createCatalog(options.features);
  const errorId = options.errorId ?? (() => randomBytes(4).toString('hex'));
  const learnerOf: LearnerOf = options.learnerOf ?? ((person) => person as string as LearnerId);
  const around: Around = options.around ?? (async (_, work) => work());
  const context: Routing = { catalog, learnerOf, around, traces: options.traces };
  const calm = options.calm === undefined ? undefined : createCalm(options.calm);

  async function handled(request: Request): Promise<Reply> {
    const started = performance.now();
    const route = routeOf(catalog, request);
    const done = (reply: Reply, outcome: string): Reply => {
      options.witness?.handled(request, route, outcome, performance.now() - started);
      return reply;
    };
    if (calm?.tooSoon(request) === true) return done(nothing, 'nothing');
    try {
      const { reply, outcome } = await answerOf(context, request, route);
      calm?.answered(request, reply);
      if (reply.kind === 'show' || reply.kind === 'redraw') {
        const problems = span('card', 'the answer fits everywhere', () => cardProblems(reply.card));
        if (problems.length > 0) throw new CardProblem(problems);
      }
      return done(reply, outcome);
    } catch (error) {
      const id = errorId();
      options.witness?.failed(request, route, id, error);
      return done({ kind: 'show', card: bugCard(id), audience: 'caller', failed: true }, 'failed');
    }
  }

  return {
    catalog,
    handle: async (request) => traced(async () => handled(request)),
    audienceOf: (request) => audienceOf(catalog, request),
    async starters(visitor) {
      const caller = await known(visitor, learnerOf);
      return (
        await around(caller, async () => Promise.all(catalog.starters.map(async (starters) => starters({ caller }))))
      ).flat();
    },
    async suggest(visitor, commandName, optionName, typed) {
      const command = catalog.commands.get(commandName);
      const option =
        command !== undefined && Object.hasOwn(command.options, optionName) ? command.options[optionName] : undefined;
      if (option?.kind !== 'text' || option.suggest === undefined) return [];
      const { suggest } = option;
      const caller = await known(visitor, learnerOf);
      const found = await around(caller, async () => suggest(clean(typed).slice(0, 100), caller));
      // half a value would be another one
      return found
        .filter(({ value }) => value.length <= LIMITS.suggestion)
        .slice(0, LIMITS.suggestions)
        .map(({ label, value }) => ({ label: cut(label, LIMITS.suggestion), value }));
    },
  };
}

interface Routing {
  readonly catalog: Catalog;
  readonly learnerOf: LearnerOf;
  readonly around: Around;
  readonly traces: TraceSink | undefined;
}

const known = async (visitor: Visitor, learnerOf: LearnerOf): Promise<Caller> => ({
  ...visitor,
  learner: await learnerOf(visitor.person),
});

/** A name for logs and metrics that has few values: never what a person typed or sent. */
function routeOf(catalog: Catalog, request: Request): string {
  switch (request.kind) {
    case 'command':
      return catalog.commands.has(request.name) ? `/${request.name}` : '/unknown';
    case 'press':
      return catalog.actions.has(request.press.id) || request.press.id === runAgain.id ? request.press.id : 'unknown';
    case 'form':
      return catalog.forms.has(request.press.id) || request.press.id === fillIn.id ? request.press.id : 'unknown';
    default:
      return request.kind;
  }
}

/** The reply, also when it is a refusal; the outcome is for the witness. */
async function answerOf(
  routing: Routing,
  request: Request,
  route: string,
): Promise<{ readonly reply: Reply; readonly outcome: string }> {
  try {
    const reply = await dispatch(
      routing,
      span('checked', 'what was sent is read and cleaned', () => cleaned(request)),
      route,
    );
    return { reply, outcome: reply.kind };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { reply: show(refusalCard(error), 'caller'), outcome: 'refused' };
  }
}

/** Routes the request, and lets those know who remember what a talk is about. */
async function dispatch(routing: Routing, request: Request, route: string): Promise<Reply> {
  const caller = await span('who', 'whose account it is', async () => known(request.caller, routing.learnerOf));
  const call: Call = { caller, event: request.event, at: request.at };
  if (routing.traces !== undefined)
    nameTrace(
      { route, platform: platformOf(caller.person), learner: caller.learner, place: caller.place },
      routing.traces,
    );
  return routing.around(caller, async () => {
    const reply = await span('handler', route, async () => routed(routing, call, request));
    const about = reply.kind === 'show' || reply.kind === 'redraw' ? reply.card.about : undefined;
    if (about !== undefined) for (const shown of routing.catalog.shown) await shown({ ...call, about });
    return reply;
  });
}

async function routed(routing: Routing, call: Call, request: Request): Promise<Reply> {
  const { catalog } = routing;
  switch (request.kind) {
    case 'command':
      return runCommand(routing, call, request.name, request.options, request.rest);
    case 'press': {
      if (request.press.id === runAgain.id) return runCommand(routing, call, ...optionsOfPress(request.press));
      const action = catalog.actions.get(request.press.id);
      if (action === undefined) throw staleControl();
      const args = readArgs(action.args, request.press);
      const picked = request.picked ?? [];
      return action.run({ ...call, args, picked, ...(request.message && { message: request.message }) });
    }
    case 'form': {
      if (request.press.id === fillIn.id) return runCommand(routing, call, ...optionsOfForm(request));
      const form = catalog.forms.get(request.press.id);
      if (form === undefined) throw staleControl();
      const args = readArgs(form.args, request.press);
      const { fields, files = {} } = request;
      return form.run({ ...call, args, fields, files, ...(request.message && { message: request.message }) });
    }
    case 'said':
      if (catalog.said === undefined) throw new Refusal('I answer to commands. Try `/help`.');
      return catalog.said({ ...call, text: request.text });
    case 'explain':
      if (catalog.explain === undefined) throw new Refusal('I explain nothing here. Try `/help`.');
      if (request.text === '') throw new Refusal('There are no words in that message for me to explain.');
      return catalog.explain.run({ ...call, text: request.text });
    case 'home': {
      const { opened } = request;
      const parts = await Promise.all(catalog.homes.map(async (home) => home({ ...call, opened })));
      return show(card(...parts.flat()), 'caller');
    }
    default:
      return request satisfies never;
  }
}

async function runCommand(routing: Routing, call: Call, name: string, given: Options, rest = ''): Promise<Reply> {
  const command = routing.catalog.commands.get(name);
  if (command === undefined) {
    const talked = await routing.catalog.saidAsCommand?.({ ...call, text: `${name} ${rest}` });
    if (talked !== undefined) return talked;
    throw noSuchCommand(routing.catalog, call, name, rest);
  }
  if (rest !== '' && Object.keys(command.options).length > 0) throw noPlaceFor(rest, command, given);
  if (command.where === 'community' && call.caller.direct) {
    throw new Refusal(`\`/${command.name}\` works in a server or workspace, not in a direct message.`);
  }
  const parsed = parseOptions(command, given);
  switch (parsed.kind) {
    case 'bad':
      throw new Refusal(parsed.problem);
    case 'missing':
      return { kind: 'ask', form: missingForm(command, parsed.missing, parsed.options) };
    case 'good': {
      const options = await withLearners(command, parsed.options, routing.learnerOf);
      return withAudience(command, parsed.options, await command.run({ ...call, options: options as never }));
    }
    default:
      return parsed satisfies never;
  }
}

/** Whoever is named in an option is a learner to the handler too. */
async function withLearners(command: AnyCommand, options: Options, learnerOf: LearnerOf): Promise<Options> {
  const people = Object.entries(options).filter(([name]) => command.options[name]?.kind === 'person');
  if (people.length === 0) return options;
  const learners = people.map(
    async ([name, person]) => [name, person && (await learnerOf(person as PersonId))] as const,
  );
  return { ...options, ...Object.fromEntries(await Promise.all(learners)) };
}

/** The declared audience goes on the reply, so that a platform that answers at once needs no second look. */
function withAudience(command: AnyCommand, options: Options, reply: Reply): Reply {
  return reply.kind === 'show' && reply.audience === undefined
    ? { ...reply, audience: commandAudience(command, options) }
    : reply;
}

/** Built once for an action: zod compiles a schema when it is first used, which costs more than all else here. */
const schemas = new WeakMap<ArgShape, z.ZodType>();

/** Press arguments come from outside: read by the action's own shape, refused kindly when they do not fit. */
function readArgs(shape: ArgShape, press: Press): never {
  const schema = schemas.get(shape) ?? z.strictObject(shape);
  schemas.set(shape, schema);
  const read = schema.safeParse({ ...press.args });
  if (!read.success) throw staleControl();
  return read.data as never;
}
