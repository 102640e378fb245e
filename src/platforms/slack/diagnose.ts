/** Looks whether the Slack settings would work, and says what to do where they would not. */
import { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Mailbox } from '../../chat/request.ts';
import { clientOptions, createClients } from './clients.ts';
import { adviceFor, readFailure } from './errors.ts';
import { BOT_SCOPES, SCOPES } from './manifest.ts';
import type { SlackAuth, SlackMode } from './options.ts';
import { createPace } from './pace.ts';
import { createPosting } from './post.ts';
import { createUploads } from './upload.ts';

export interface Diagnosis {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do; empty when all is well. */
  readonly advice: string;
}

export interface DiagnoseOptions {
  readonly mode: SlackMode;
  readonly auth: SlackAuth;
  readonly apiUrl?: string;
  readonly log: Logger;
  /** Channels that must be reachable: those of the cohorts. */
  readonly places?: readonly Mailbox[];
}

/** Never rejects. Changes nothing on Slack. */
export async function diagnose(options: DiagnoseOptions): Promise<readonly Diagnosis[]> {
  const found: Diagnosis[] = [];
  if (options.auth.kind === 'single') found.push(...(await diagnoseToken(options, options.auth.botToken)));
  else {
    found.push({
      name: 'Slack: many workspaces',
      ok: true,
      detail: 'tokens come with each installation (/slack/install)',
      advice: '',
    });
  }
  found.push(
    options.mode.kind === 'socket' ? await diagnoseSocket(options, options.mode.appToken) : secret(options.mode),
  );
  return found;
}

async function diagnoseToken(options: DiagnoseOptions, token: string): Promise<Diagnosis[]> {
  const web = clientOptions(options.apiUrl, options.log);
  const client = new webApi.WebClient(token, web);
  const name = 'Slack: bot token';
  try {
    const me = await client.auth.test();
    const team = me.team_id ?? '';
    return [
      { name, ok: true, detail: `@${me.user ?? '?'} in ${me.team ?? '?'} (${team})`, advice: '' },
      scopes(me.response_metadata?.scopes ?? [], me.user ?? 'sous'),
      ...(await diagnosePlaces(options, token, team)),
    ];
  } catch (error) {
    const failure = readFailure(error);
    const advice =
      failure.outcome === 'refused'
        ? 'SLACK_BOT_TOKEN is not valid: copy the "Bot User OAuth Token" (xoxb-…) from "OAuth & Permissions".'
        : 'Slack cannot be reached: check the network and SLACK_API_URL.';
    return [{ name, ok: false, detail: failure.code, advice }];
  }
}

function scopes(given: readonly string[], bot: string): Diagnosis {
  const missing = SCOPES.filter(({ scope }) => !given.includes(scope));
  const more = given.filter((scope) => !BOT_SCOPES.includes(scope));
  return {
    name: 'Slack: scopes',
    ok: missing.length === 0,
    detail:
      missing.length > 0
        ? `missing: ${missing.map(({ scope, reason }) => `${scope} (${reason})`).join('; ')}`
        : `all ${BOT_SCOPES.length}${more.length > 0 ? `; not needed: ${more.join(', ')}` : ''}`,
    advice:
      missing.length === 0
        ? ''
        : `Update the app from manifest.json ("App Manifest" in its settings), then reinstall @${bot} to the workspace.`,
  };
}

async function diagnosePlaces(options: DiagnoseOptions, token: string, team: string): Promise<Diagnosis[]> {
  const pause = async (): Promise<void> => undefined;
  const posting = createPosting({
    clients: createClients(clientOptions(options.apiUrl, options.log), async (asked) =>
      asked === team ? token : undefined,
    ),
    uploads: createUploads(options.log, { now: Date.now, pause }),
    pace: createPace(Date.now, pause),
    // nothing is posted
    commands: () => undefined,
  });
  const here = (options.places ?? []).filter((place) => place.startsWith(`slack:channel/${team}.`));
  return Promise.all(
    here.map(async (place): Promise<Diagnosis> => {
      const { ok, missing, advice, name = place.slice('slack:channel/'.length) } = await posting.check(place);
      return { name: `Slack: channel ${name}`, ok, detail: ok ? 'the app is a member' : missing.join(', '), advice };
    }),
  );
}

async function diagnoseSocket(options: DiagnoseOptions, appToken: string): Promise<Diagnosis> {
  const name = 'Slack: Socket Mode';
  const client = new webApi.WebClient(appToken, clientOptions(options.apiUrl, options.log));
  try {
    await client.apps.connections.open({});
    return { name, ok: true, detail: 'Slack offers a connection', advice: '' };
  } catch (error) {
    const failure = readFailure(error);
    const advice =
      failure.code === 'missing_scope'
        ? 'Give the app-level token the scope connections:write.'
        : failure.outcome === 'refused'
          ? 'SLACK_APP_TOKEN is not valid, or Socket Mode is off: see "Basic Information" (xapp-…) and "Socket Mode".'
          : adviceFor(failure, 'sous');
    return { name, ok: false, detail: failure.code, advice };
  }
}

/** Slack has no call that tries a signing secret; its form is known. */
function secret(mode: Extract<SlackMode, { kind: 'http' }>): Diagnosis {
  const ok = /^[0-9a-f]{32}$/u.test(mode.signingSecret);
  return {
    name: 'Slack: signing secret',
    ok,
    detail: ok ? '32 hexadecimal digits' : `${mode.signingSecret.length} characters, not 32 hexadecimal digits`,
    advice: ok ? '' : 'Copy the "Signing Secret" from "Basic Information" into SLACK_SIGNING_SECRET.',
  };
}
