/**
 * An error as it may be logged or stored: what failed, how, and where. The one place that decides it, for errors of every
 * library alike. An error carries whatever was sent when it happened: somebody's words, a file, a token. So what is kept is
 * a list of what is known to be harmless, not of what is left out, and of texts only what no person can have written.
 */

/** What is kept of an error. Every text is bounded. */
export interface Fault {
  /** The class: `DiscordAPIError`, `TypeError`. */
  readonly type: string;
  readonly message: string;
  /** The program's own word or number for it: `23505`, `50035`, `ECONNREFUSED`, `invalid_blocks`. */
  readonly code?: string | number;
  /** Of an HTTP answer. */
  readonly status?: number;
  readonly method?: string;
  /** Of the address that was called: without host, query, ids and tokens. */
  readonly path?: string;
  /** With `$1` where its parameters were. */
  readonly statement?: string;
  /** What the database names: a constraint, a table, a column. */
  readonly constraint?: string;
  readonly table?: string;
  readonly column?: string;
  readonly outcome?: string;
  /** What Slack says about the parts of what it refused. */
  readonly details?: string;
  readonly stack?: string;
  readonly cause?: Fault;
  readonly errors?: readonly Fault[];
}

/** Characters. */
const LONGEST = { message: 500, statement: 700, name: 80 } as const;
/** How much is kept of an error and of those within it: the first that fits into `MOST` characters. */
const DETAILS = [
  { frames: 12, deep: 4, errors: 4 },
  { frames: 6, deep: 3, errors: 2 },
  { frames: 3, deep: 2, errors: 1 },
  { frames: 1, deep: 0, errors: 0 },
] as const;
type Detail = (typeof DETAILS)[number];
const MOST = 4_000;

/** Of anything that was thrown. */
export function faultOf(error: unknown): Fault {
  const inner = innerOf(error);
  for (const detail of DETAILS) {
    const fault = told(error, inner, detail, 0);
    if (JSON.stringify(fault).length <= MOST) return fault;
  }
  return { type: typeOf(error), message: messageOf(error, inner) };
}

/** The same in one line, for a place that has room for no more. */
export function reasonOf(error: unknown): string {
  const message = messageOf(error, innerOf(error));
  const cause = isStatement(error) ? causeOf(error) : undefined;
  const { code } = tagsOf(cause ?? error);
  // a wrapper of a failed statement says nothing by itself; why it failed is said by what it stands for
  const why = cause === undefined ? '' : `: ${messageOf(cause, innerOf(cause))}`;
  // Discord's numbers are told by whoever calls it
  const named = typeof code !== 'string' || message.includes(code) ? '' : ` (${code})`;
  return (message === '' ? typeOf(error) : `${message}${why}${named}`).slice(0, LONGEST.message);
}

/** A line that a library wrote: what it quotes, and where it points, is cut out. */
export const lineOf = (text: string): string => cut(withoutQuotes(withoutTokens(text)), LONGEST.message);

function told(error: unknown, inner: Inner, detail: Detail, depth: number): Fault {
  const cause = depth < detail.deep ? causeOf(error) : undefined;
  const errors = error instanceof AggregateError && detail.errors > 0 ? (error.errors as unknown[]) : [];
  const nested = { ...detail, frames: Math.ceil(detail.frames / 2) } as Detail;
  const stack = framesOf(error, detail.frames);
  return {
    type: typeOf(error),
    message: messageOf(error, inner),
    ...tagsOf(error),
    ...(stack !== '' && { stack }),
    ...(cause !== undefined && { cause: told(cause, inner, nested, depth + 1) }),
    ...(errors.length > 0 &&
      depth < detail.deep && {
        errors: errors.slice(0, detail.errors).map((one) => told(one, inner, nested, depth + 1)),
      }),
  };
}

type Held = Readonly<Record<string, unknown>>;
const held = (error: unknown): Held => (typeof error === 'object' && error !== null ? (error as Held) : {});
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return textOf(held(error)['name'])?.slice(0, LONGEST.name) ?? typeof error;
  // discord.js writes its code into the name; the class is what is meant
  return (error.constructor.name || error.name).slice(0, LONGEST.name);
}

function causeOf(error: unknown): unknown {
  const { cause, original } = held(error);
  const found = cause ?? original;
  return found instanceof Error && found !== error ? found : undefined;
}

/** drizzle's, around what the driver threw. PGlite hangs the statement on its own errors too, which have a reason. */
const isStatement = (error: unknown): boolean =>
  !isDatabase(error) && textOf(held(error)['query']) !== undefined && Array.isArray(held(error)['params']);
const isDatabase = (error: unknown): boolean =>
  textOf(held(error)['severity']) !== undefined && /^[0-9A-Z]{5}$/u.test(textOf(held(error)['code']) ?? '');
/** An answer from outside, whose words are not ours; or what a card cannot be shown for, which quotes the card. */
const isForeign = (error: unknown): boolean =>
  'requestBody' in held(error) ||
  'statusCode' in held(error) ||
  Array.isArray(held(error)['problems']) ||
  textOf(held(held(error)['data'])['error']) !== undefined;

/** What can be told about an error beside its message: each only in the shape in which no person's text can come. */
function tagsOf(error: unknown): Omit<Fault, 'type' | 'message'> {
  const given = held(error);
  const data = held(given['data']);
  const code = plainCode(data['error']) ?? plainCode(given['code']);
  const status = [given['status'], given['statusCode']].find((one) => typeof one === 'number');
  const url = textOf(given['url']);
  const statement = textOf(given['query']);
  const name = (...keys: string[]): string | undefined =>
    keys.map((key) => textOf(given[key])).find((one) => one !== undefined && /^[a-z_][\w.]{0,79}$/u.test(one));
  const named = {
    method: textOf(given['method'])?.match(/^[A-Z]{3,7}$/u)?.[0],
    constraint: name('constraint', 'constraint_name'),
    table: name('table', 'table_name'),
    column: name('column', 'column_name'),
    outcome: name('outcome'),
  };
  return {
    ...(code !== undefined && { code }),
    ...(status !== undefined && { status }),
    ...(url !== undefined && { path: pathOf(url) }),
    ...detailsOf(data),
    ...(statement !== undefined && { statement: cut(statement, LONGEST.statement) }),
    ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
  };
}

function detailsOf(data: Held): Pick<Fault, 'details'> {
  const { messages } = held(data['response_metadata']);
  return Array.isArray(messages) && messages.length > 0 ? { details: lineOf(messages.map(String).join('; ')) } : {};
}

const plainCode = (value: unknown): string | number | undefined =>
  typeof value === 'number' ? value : textOf(value)?.match(/^[\w.-]{1,60}$/u)?.[0];

/** Raw messages within an error, the longest first, each with what is told instead. */
type Inner = readonly (readonly [raw: string, instead: string])[];

/** Wrappers take messages over into their own. */
function innerOf(error: unknown): Inner {
  const found = new Map<string, string>();
  const seen = new Set<unknown>();
  const walk = (one: unknown): void => {
    if (!(one instanceof Error) || seen.has(one) || seen.size > 50) return;
    seen.add(one);
    if (one.message !== '') found.set(one.message, ownMessage(one));
    walk(causeOf(one));
    if (one instanceof AggregateError) for (const more of one.errors as unknown[]) walk(more);
  };
  walk(error);
  return [...found].toSorted(([a], [b]) => b.length - a.length);
}

function messageOf(error: unknown, inner: Inner): string {
  if (!(error instanceof Error)) return ownMessage(error);
  if (isStatement(error) || isForeign(error) || isDatabase(error) || isBuiltIn(error)) return ownMessage(error);
  const raw = error.message;
  const own = inner
    .filter(([other]) => other !== raw)
    .reduce((text, [other, instead]) => text.replaceAll(other, instead), raw);
  return cut(withoutTokens(withoutParameters(own)), LONGEST.message);
}

/** drizzle's message of a failed statement: the statement, and its parameters up to the end. */
const withoutParameters = (text: string): string => text.replace(/\nparams: [^]*/u, '');

const isBuiltIn = (error: unknown): boolean =>
  error instanceof Error && ['SyntaxError', 'RangeError', 'TypeError', 'URIError', 'ZodError'].includes(typeOf(error));

function ownMessage(error: unknown): string {
  // what is thrown without being an error has no shape to go by
  if (!(error instanceof Error)) return textOf(held(error)['message']) === undefined ? '' : 'thrown without a stack';
  const text = withoutTokens(error.message);
  if (isStatement(error)) return 'Failed query';
  if (isDatabase(error)) return cut(databaseWords(text, textOf(held(error)['code']) ?? ''), LONGEST.message);
  // "Unexpected token ... is not valid JSON": it quotes what could not be read, which somebody sent
  if (error instanceof SyntaxError) return 'something could not be read (what it was is left out)';
  if (isForeign(error)) return cut(withoutQuotes(text), LONGEST.message);
  if (isBuiltIn(error)) return cut(builtInWords(text), LONGEST.message);
  return cut(withoutParameters(text), LONGEST.message);
}

/** Of class 22 (data that does not fit) it quotes the data; of all others names of tables and constraints. */
const databaseWords = (text: string, code: string): string =>
  code.startsWith('22') ? withoutQuotes(text).replace(/: (?!…).*/su, ': …') : text;

/** "(reading 'length')" is a name in the code; a value comes after "Received", a colon or in quotes. */
function builtInWords(text: string): string {
  const reading = /\((?:reading|setting) '[\w$]{1,40}'\)$/u.exec(text)?.[0] ?? '';
  const rest = text.slice(0, text.length - reading.length);
  return `${withoutQuotes(rest.replace(/(?:\bReceived\b|: ).*/su, '…'))}${reading}`;
}

/** From the first quotation mark to the last one of its kind: what is quoted may have quotation marks in it. */
const withoutQuotes = (text: string): string =>
  text
    .replace(/".*"/su, '"…"')
    .replace(/“.*”/su, '“…”')
    .replace(/`.*`/su, '`…`')
    .replace(/(?<![a-z])'.*'(?![a-z])/su, "'…'");

/** Addresses are cut to where they lead; what looks like a secret is cut out altogether. */
const withoutTokens = (text: string): string =>
  text
    .replaceAll(/\b[a-z][a-z+.-]{1,20}:\/\/[^\s"'<>]+/giu, (url) => {
      const parsed = URL.parse(url);
      return parsed === null ? '…' : `${parsed.protocol}//${parsed.host}${pathOf(url)}`;
    })
    .replaceAll(/\bxox[a-z]?-[\w.-]+|\bxapp-[\w-]+/giu, '…')
    .replaceAll(/\b[\w-]{20,}\.[\w-]{4,}\.[\w-]{20,}\b/gu, '…')
    .replaceAll(/\/(?:interactions|webhooks)\/\d+\/[\w.-]+/gu, (path) => pathOf(path));

/** Words of the API stay; ids, tokens and the query go. */
function pathOf(url: string): string {
  const path = URL.parse(url, 'http://x')?.pathname ?? '';
  const parts = path.split('/').map((part) => (/^(?:[@a-z][a-z._-]{0,29}|v\d{1,2}|)$/u.test(part) ? part : '…'));
  return cut(parts.join('/'), 120);
}

const FRAME = /^ {4}at .+:\d+:\d+\)?$/u;

/** Only lines that have the shape of a frame: the message stands above them. */
function framesOf(error: unknown, most: number): string {
  if (!(error instanceof Error) || error.stack === undefined) return '';
  const { message, stack } = error;
  const after =
    message !== '' && stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack;
  const lines = after.split('\n').filter((line) => FRAME.test(line));
  return lines
    .slice(0, most)
    .map((line) => line.slice(0, 160))
    .join('\n');
}

const cut = (text: string, most: number): string => (text.length <= most ? text : `${text.slice(0, most - 1)}…`);
