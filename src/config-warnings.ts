/** What an operator is told at every start about an environment that is right, and perhaps not meant. */
import { distance } from './chat/distance.ts';

/** Of the environment, what is looked at here. */
interface Settings {
  readonly HOST: string;
  readonly PLAYGROUND_HOSTS?: readonly string[] | undefined;
  readonly DISCORD_TOKEN?: string | undefined;
  readonly DISCORD_GUILD_ID?: string | undefined;
  readonly DISCORD_SHARDS?: string | undefined;
  readonly SLACK_APP_TOKEN?: string | undefined;
  readonly SLACK_SIGNING_SECRET?: string | undefined;
}

/** `set`: names in the environment. `names`: those that Sous reads. */
export function warningsOf(
  set: readonly string[],
  names: readonly string[],
  given: Settings,
  on: { readonly playground: boolean; readonly platform: boolean },
): readonly string[] {
  const strays = set.filter((name) => /^(?:SOUS|DISCORD|SLACK|PLAYGROUND)_/u.test(name) && !names.includes(name));
  return [
    ...strays.map((name) => strayWords(name, names)),
    ...(on.playground ? openDoors(given) : []),
    ...idle(given, on.playground || on.platform),
  ];
}

function strayWords(name: string, names: readonly string[]): string {
  const meant = names.find((known) => distance(name, known, 2) <= 2);
  const advice = meant === undefined ? 'see .env.example for the names it knows' : `do you mean ${meant}?`;
  return `${name} is set but Sous does not read it; ${advice}`;
}

/** What is set and comes to nothing. */
function idle(given: Settings, reachable: boolean): readonly string[] {
  const { DISCORD_TOKEN, DISCORD_GUILD_ID, DISCORD_SHARDS, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = given;
  const discord = [DISCORD_GUILD_ID && 'DISCORD_GUILD_ID', DISCORD_SHARDS && 'DISCORD_SHARDS'].filter(Boolean);
  return [
    ...(DISCORD_TOKEN === undefined && discord.length > 0
      ? [`${discord.join(' and ')} do nothing without DISCORD_TOKEN, so Discord is off`]
      : []),
    ...(SLACK_APP_TOKEN !== undefined && SLACK_SIGNING_SECRET !== undefined
      ? [
          'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set: Socket Mode is used, and /slack/events does not answer',
        ]
      : []),
    ...(reachable ? [] : ['PLAYGROUND is off and no platform has a token: nobody can reach Sous']),
  ];
}

const LOOPBACK = /^(?:localhost|(?:.+\.)?localhost|127(?:\.\d+){1,3}|::1|0*(?::0*)+:0*1)$/iu;

/** The playground has no log-in: whoever opens it to more than this machine is told so at every start. */
function openDoors({ HOST, PLAYGROUND_HOSTS = [] }: Settings): readonly string[] {
  if (LOOPBACK.test(HOST)) return [];
  const named = PLAYGROUND_HOSTS.length === 0 ? 'PLAYGROUND_HOSTS' : PLAYGROUND_HOSTS.join(', ');
  return [
    `the playground is on and HOST is ${HOST}: it has no log-in, so whoever reaches this port can use it in any name, as an ` +
      `admin too. Set HOST to 127.0.0.1 or PLAYGROUND to off, or put a log-in in front of it. Browsers are let in by ` +
      `localhost and by ${named} alone; programs can claim any name.`,
  ];
}
