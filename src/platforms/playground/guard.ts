/** Keeps other web pages away: there is no log-in here, so a browser must not lend its reach to strangers. */
import { BlockList, isIP } from 'node:net';
import type { Context, MiddlewareHandler } from 'hono';

/**
 * Nothing from elsewhere, nothing inline, and no string ever becomes markup or a script: a mistake in the page shows as
 * an error there, not as a hole.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** The headers of every answer. */
export const secureHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  context.header('Content-Security-Policy', POLICY);
  context.header('X-Content-Type-Options', 'nosniff');
  context.header('Referrer-Policy', 'no-referrer');
  context.header('Cross-Origin-Opener-Policy', 'same-origin');
  context.header('Cross-Origin-Resource-Policy', 'same-origin');
  context.header('X-Frame-Options', 'DENY');
};

/**
 * The Host must be a name that we expect. A page elsewhere can point a name of its own at this machine (DNS rebinding)
 * and would then count as the same origin; it cannot do so with `localhost` or with an address. An address that others
 * reach us by must be told (PLAYGROUND_HOSTS): there is no log-in, so nobody is let in from elsewhere by mistake.
 */
export const expectedHost =
  (hosts: readonly string[]): MiddlewareHandler =>
  async (context, next) => {
    const host = hostOf(context);
    if (host !== undefined && (isLocal(host) || hosts.includes(host))) return next();
    return context.json(
      {
        problem:
          'This address is not one that I answer to. Use http://localhost with my port, or name this host in PLAYGROUND_HOSTS.',
      },
      421,
    );
  };

/** Requests made by our own page, or by a program that is no browser. */
export const sameOrigin: MiddlewareHandler = async (context, next) => {
  const site = context.req.header('sec-fetch-site');
  const origin = context.req.header('origin');
  const foreign =
    (site !== undefined && site !== 'same-origin' && !(site === 'none' && context.req.method === 'GET')) ||
    (origin !== undefined && !isSame(origin, context.req.header('host')));
  if (foreign) return context.json({ problem: 'Only the playground page itself may ask for that.' }, 403);
  return next();
};

/** The host without its port, in lower case. */
function hostOf(context: Context): string | undefined {
  const header = context.req.header('host');
  if (header === undefined) return undefined;
  return /^(\[[0-9a-f:.]+\]|[^:]+)(?::\d{1,5})?$/iu.exec(header)?.[1]?.toLowerCase();
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** This machine, by a name or an address that nobody elsewhere can have; never by one that others reach it by. */
function isLocal(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  const address = host.replaceAll(/^\[|\]$/gu, '');
  // of an IPv4 address in IPv6 form it looks at the IPv4 address
  return isIP(address) !== 0 && loopback.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

/** Schemes may differ: a proxy in front may speak https where we speak http. */
function isSame(origin: string, host: string | undefined): boolean {
  return host !== undefined && URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
