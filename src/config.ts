/** The environment as one checked, frozen Config. The only reader of `process.env`. */
import path from 'node:path';
import { z } from 'zod';
import { warningsOf } from './config-warnings.ts';

const blank = (value: unknown): unknown => (typeof value === 'string' && value.trim() === '' ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blank, schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, value: z.output<T>) =>
  z.preprocess((given) => blank(given) ?? value, schema);
const url = (protocols: RegExp, example: string) =>
  z.url({ protocol: protocols, error: `must be an address like ${example}` });
/** A name or an address, as browsers put it into `Host`, without a port. */
const HOST_NAME = /^(?:[a-z\d](?:[a-z\d.-]*[a-z\d])?|\[[\da-f:.]+\])$/iu;
const hostNames = z
  .string()
  .transform((given) =>
    given
      .split(',')
      .map((host) => host.trim().toLowerCase())
      .filter(Boolean),
  )
  .refine(
    (hosts) => hosts.every((host) => HOST_NAME.test(host)),
    'must be host names like sous.example.org, comma-separated, without http:// and port',
  );
/** `auto`, or ids that there are, each once. */
function areShards(text: string): boolean {
  const [ids = '', total] = text.split('/');
  const all = ids.split(',').map(Number);
  return total === undefined || (new Set(all).size === all.length && all.every((id) => id < Number(total)));
}
const onOff = z.enum(['on', 'off'], 'must be on or off');

/** Name, shape and meaning of every variable: read by `loadConfig`, by .env.example's test and by the README's test. */
export const VARIABLES = {
  DATABASE_URL: [
    optional(url(/^postgres(ql)?$/u, 'postgres://user:password@host:5432/sous')),
    'Postgres. Empty: an embedded database in DATA_DIR, for one process.',
  ],
  DATA_DIR: [optional(z.string()), 'Folder of the embedded database. Default: ./data.'],
  CONTENT_DIR: [
    optional(z.string()),
    'Folder of the glossary, lessons and questions. Default: the one that comes with Sous.',
  ],
  PORT: [
    withDefault(
      z.coerce
        .number('must be a port number')
        .int()
        .min(0, 'must be a port number')
        .max(65_535, 'must be a port number'),
      3000,
    ),
    'Port of the one HTTP server: playground, health, metrics, Slack over HTTP.',
  ],
  HOST: [
    withDefault(z.string(), '127.0.0.1'),
    'Address it listens on. The playground has no log-in: keep it on loopback.',
  ],
  LOG_LEVEL: [
    withDefault(
      z.enum(
        ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
        'must be trace, debug, info, warn, error, fatal or silent',
      ),
      'info',
    ),
    'How much to log.',
  ],
  OTEL_EXPORTER_OTLP_ENDPOINT: [
    optional(url(/^https?$/u, 'http://collector:4318')),
    'An OpenTelemetry collector (OTLP over HTTP) that is sent what requests did: names and times alone. Empty: nobody.',
  ],
  PLAYGROUND: [optional(onOff), 'on or off. Default: on when no platform token is set.'],
  PLAYGROUND_HOSTS: [
    optional(hostNames),
    'Host names and addresses under which the playground may be reached, comma-separated, beside loopback ones.',
  ],
  DISCORD_TOKEN: [optional(z.string().min(20, 'is too short for a bot token')), 'Turns Discord on: the bot token.'],
  DISCORD_GUILD_ID: [
    optional(z.string().regex(/^\d{17,20}$/u, 'must be a guild id: 17 to 20 digits')),
    'Registers the commands in this one guild only (they appear at once): for development.',
  ],
  DISCORD_SHARDS: [
    optional(
      z
        .string()
        .regex(/^(?:auto|\d+(?:,\d+)*\/\d+)$/u, 'must be auto, or shards and their total like 0,1/4')
        .refine(areShards, 'must name each shard once, from 0 to the total less 1, like 0,1/4'),
    ),
    'auto, or which shards of how many this process runs, e.g. 0,1/4.',
  ],
  DISCORD_API_URL: [
    optional(url(/^https?$/u, 'https://discord.com/api')),
    'Another server that speaks Discord’s API: a proxy, or a fake for tests.',
  ],
  SLACK_BOT_TOKEN: [optional(z.string().startsWith('xoxb-', 'must start with xoxb-')), 'One workspace: the bot token.'],
  SLACK_APP_TOKEN: [
    optional(z.string().startsWith('xapp-', 'must start with xapp-')),
    'Socket Mode: the app-level token.',
  ],
  SLACK_SIGNING_SECRET: [
    optional(z.string().min(10, 'is too short for a signing secret')),
    'HTTP mode: /slack/events on PORT.',
  ],
  SLACK_CLIENT_ID: [optional(z.string()), 'Many workspaces: the OAuth client id.'],
  SLACK_CLIENT_SECRET: [optional(z.string()), 'Many workspaces: the OAuth client secret.'],
  SLACK_STATE_SECRET: [
    optional(z.string().min(16, 'must have at least 16 characters')),
    'Many workspaces: any long random text; signs the OAuth state.',
  ],
  SLACK_TOKEN_KEY: [
    optional(z.string().regex(/^[0-9a-f]{64}$/iu, 'must be 64 hexadecimal digits (openssl rand -hex 32)')),
    'Many workspaces: encrypts the stored tokens.',
  ],
  SLACK_COMMAND: [
    withDefault(z.string().regex(/^[a-z][a-z0-9_-]{0,31}$/u, 'must be a lower-case word'), 'tutor'),
    'The slash command of the Slack app, without the slash.',
  ],
  SLACK_API_URL: [
    optional(url(/^https?$/u, 'https://slack.com/api/')),
    'Another server that speaks Slack’s API: a proxy, or a fake for tests.',
  ],
} as const satisfies Readonly<Record<string, readonly [z.ZodType, string]>>;

type Name = keyof typeof VARIABLES;
type Values = { readonly [K in Name]: z.output<(typeof VARIABLES)[K][0]> };

export type SlackMode =
  | { readonly kind: 'socket'; readonly appToken: string }
  | { readonly kind: 'http'; readonly signingSecret: string };
export type SlackAuth =
  | { readonly kind: 'single'; readonly botToken: string }
  | {
      readonly kind: 'oauth';
      readonly clientId: string;
      readonly clientSecret: string;
      readonly stateSecret: string;
      readonly tokenKey: string;
    };

export interface Config {
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  /** What DATA_DIR says. */
  readonly dataDirAsked: string | undefined;
  readonly contentDir: string;
  readonly http: { readonly host: string; readonly port: number };
  readonly logLevel: string;
  /** Where spans go. */
  readonly collector: string | undefined;
  readonly playground: { readonly hosts: readonly string[] } | undefined;
  /** What PLAYGROUND says; undefined: on when no platform is. */
  readonly playgroundAsked: 'on' | 'off' | undefined;
  readonly discord:
    | {
        readonly token: string;
        readonly guildId: string | undefined;
        readonly apiUrl: string | undefined;
        readonly shards: 'auto' | { readonly ids: readonly number[]; readonly total: number } | undefined;
      }
    | undefined;
  readonly slack:
    | {
        readonly mode: SlackMode;
        readonly auth: SlackAuth;
        readonly command: string;
        readonly apiUrl: string | undefined;
      }
    | undefined;
  /** For the operator: names that look like ours but are not read. */
  readonly warnings: readonly string[];
}

/** Wrong environment; `problems` has one line for each wrong name, with the fix. */
export class ConfigProblem extends Error {
  override readonly name = 'ConfigProblem';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The environment needs mending (see .env.example):\n${problems.map((problem) => `- ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

const packageRoot = path.resolve(import.meta.dirname, '..');

/** The folder of the content, for commands that need nothing else of the environment. */
export const contentDirOf = (env: Readonly<Record<string, string | undefined>> = process.env): string =>
  (env['CONTENT_DIR'] ?? '').trim() || path.join(packageRoot, 'content');

/** @throws ConfigProblem with everything that is wrong, at once. */
export function loadConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, [schema]] of Object.entries(VARIABLES)) {
    const read = schema.safeParse(env[name]);
    if (read.success) values[name] = read.data;
    else problems.push(`${name} ${read.error.issues[0]?.message ?? 'is wrong'}.`);
  }
  const given = values as Values;
  const slack = readSlack(given, new Set(Object.keys(VARIABLES).filter((name) => !(name in values))), problems);
  if (problems.length > 0) throw new ConfigProblem(problems);
  const discord = given.DISCORD_TOKEN === undefined ? undefined : readDiscord(given, given.DISCORD_TOKEN);
  const wanted = given.PLAYGROUND ?? (discord === undefined && slack === undefined ? 'on' : 'off');
  return Object.freeze({
    databaseUrl: given.DATABASE_URL,
    dataDir: given.DATA_DIR ?? './data',
    dataDirAsked: given.DATA_DIR,
    contentDir: given.CONTENT_DIR ?? contentDirOf({}),
    http: { host: given.HOST, port: given.PORT },
    logLevel: given.LOG_LEVEL,
    collector: given.OTEL_EXPORTER_OTLP_ENDPOINT,
    playground: wanted === 'on' ? { hosts: given.PLAYGROUND_HOSTS ?? [] } : undefined,
    playgroundAsked: given.PLAYGROUND,
    discord,
    slack,
    warnings: warningsOf(Object.keys(env), Object.keys(VARIABLES), given, {
      playground: wanted === 'on',
      platform: discord !== undefined || slack !== undefined,
    }),
  });
}

function readDiscord(given: Values, token: string): Config['discord'] {
  const [ids, total] = (given.DISCORD_SHARDS ?? '').split('/');
  return {
    token,
    guildId: given.DISCORD_GUILD_ID,
    apiUrl: given.DISCORD_API_URL,
    shards:
      given.DISCORD_SHARDS === 'auto'
        ? 'auto'
        : total === undefined
          ? undefined
          : { ids: (ids ?? '').split(',').map(Number), total: Number(total) },
  };
}

/** `wrong`: names that are set, and told of already. */
function readSlack(given: Values, wrong: ReadonlySet<string>, problems: string[]): Config['slack'] {
  const names = [
    'SLACK_BOT_TOKEN',
    'SLACK_APP_TOKEN',
    'SLACK_SIGNING_SECRET',
    'SLACK_CLIENT_ID',
    'SLACK_CLIENT_SECRET',
  ] as const;
  if (names.every((name) => given[name] === undefined)) return undefined;
  const before = problems.length;
  const mode: SlackMode | undefined =
    given.SLACK_APP_TOKEN !== undefined
      ? { kind: 'socket', appToken: given.SLACK_APP_TOKEN }
      : given.SLACK_SIGNING_SECRET !== undefined
        ? { kind: 'http', signingSecret: given.SLACK_SIGNING_SECRET }
        : undefined;
  if (mode === undefined && !wrong.has('SLACK_APP_TOKEN') && !wrong.has('SLACK_SIGNING_SECRET'))
    problems.push('Slack needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode) too.');
  const oauth = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'SLACK_TOKEN_KEY'] as const;
  const missing = oauth.filter((name) => given[name] === undefined && !wrong.has(name));
  let auth: SlackAuth | undefined;
  if (given.SLACK_BOT_TOKEN !== undefined) {
    if (given.SLACK_CLIENT_ID !== undefined)
      problems.push('SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID for many: set one of them.');
    auth = { kind: 'single', botToken: given.SLACK_BOT_TOKEN };
  } else if (missing.length === 0) {
    auth = {
      kind: 'oauth',
      clientId: given.SLACK_CLIENT_ID ?? '',
      clientSecret: given.SLACK_CLIENT_SECRET ?? '',
      stateSecret: given.SLACK_STATE_SECRET ?? '',
      tokenKey: given.SLACK_TOKEN_KEY ?? '',
    };
  } else if (missing.length === oauth.length && !wrong.has('SLACK_BOT_TOKEN'))
    problems.push('Slack needs SLACK_BOT_TOKEN too (or the OAuth settings for many workspaces).');
  else if (missing.length < oauth.length) problems.push(`Slack for many workspaces needs ${missing.join(', ')} too.`);
  if (problems.length > before || mode === undefined || auth === undefined) return undefined;
  return { mode, auth, command: given.SLACK_COMMAND, apiUrl: given.SLACK_API_URL };
}
