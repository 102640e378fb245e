/** The Slack app's manifest, made from the catalog; and the scopes it asks for, each with its reason. */
import type { Catalog } from '../../chat/feature.ts';
import { DEFAULT_COMMAND, PATHS } from './options.ts';

/** Everything the bot's token may do, and why. Nothing works better with more. */
export const SCOPES = [
  { scope: 'commands', reason: 'the slash command and the two shortcuts' },
  { scope: 'chat:write', reason: 'to post questions, answers and reminders where the app was invited' },
  { scope: 'app_mentions:read', reason: 'to hear a question that mentions the app' },
  { scope: 'im:history', reason: 'to hear a question in a direct message, and to find its own messages there' },
  { scope: 'im:write', reason: 'to open a direct message with somebody who asked for reminders or for a file' },
  { scope: 'channels:read', reason: 'to tell an admin whether the app is in the chosen public channel' },
  { scope: 'groups:read', reason: 'the same for private channels' },
  {
    scope: 'channels:history',
    reason: 'to look, after an error, whether a question or an answer stands there, instead of posting twice',
  },
  { scope: 'groups:history', reason: 'the same for private channels' },
  { scope: 'users:read', reason: 'display name, time zone, language, and who is an admin of the workspace' },
  { scope: 'files:write', reason: 'to show diagrams and charts, and to hand out files' },
  {
    scope: 'files:read',
    reason: 'to know when Slack has finished preparing such a picture, and to read a file that staff put into a form',
  },
] as const;

export const BOT_SCOPES: string[] = SCOPES.map(({ scope }) => scope);

/** The scope of the app-level token that Socket Mode needs. */
export const APP_SCOPES = [{ scope: 'connections:write', reason: 'to open the Socket Mode connection' }] as const;

const BOT_EVENTS = ['app_home_opened', 'app_mention', 'app_uninstalled', 'message.im', 'tokens_revoked'];

/** Callback ids of the shortcuts. */
export const SHORTCUTS = { explain: 'explain', lookUp: 'look_up' } as const;

export interface ManifestOptions {
  /** The slash command without its slash; `tutor` unless given. */
  readonly command?: string;
  /** Events over a socket; otherwise `requestUrl` is needed. */
  readonly socketMode: boolean;
  /** Where the server is reachable, e.g. `https://sous.example.org`; also needed for installing into many workspaces. */
  readonly requestUrl?: string;
}

/**
 * As Slack's manifest schema wants it. @throws RangeError for HTTP mode without an address, or an address or a command name
 * that Slack would not take.
 */
export function slackManifest(catalog: Catalog, options: ManifestOptions): Record<string, unknown> {
  const { command = DEFAULT_COMMAND, socketMode } = options;
  if (!/^[a-z0-9_-]{1,31}$/u.test(command)) {
    throw new RangeError(`"${command}" is no slash command: 1 to 31 lower-case letters, digits, "-" or "_"`);
  }
  const base = options.requestUrl?.replace(/\/+$/u, '');
  if (!socketMode && base === undefined) throw new RangeError('HTTP mode needs the address of the server (requestUrl)');
  if (base !== undefined && (!URL.canParse(base) || new URL(base).protocol !== 'https:'))
    throw new RangeError(`"${base}" is no address that Slack calls: it begins with https://`);
  const events = base === undefined ? undefined : `${base}${PATHS.events}`;
  const { kind, subject } = catalog.introduction;
  const members = [...catalog.commands.values()].filter((one) => one.staff !== true).map((one) => one.name);
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Sous',
      description: `A ${kind} tutor: look things up, learn, answer the daily question.`,
      long_description: longDescription(subject),
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Sous', always_online: true },
      shortcuts: [
        ...(catalog.explain === undefined
          ? []
          : [
              {
                name: catalog.explain.name,
                type: 'message',
                callback_id: SHORTCUTS.explain,
                description: catalog.explain.description,
              },
            ]),
        {
          name: 'Look it up',
          type: 'global',
          callback_id: SHORTCUTS.lookUp,
          description: 'Looks a word up, with suggestions while you type',
        },
      ],
      slash_commands: [
        {
          command: `/${command}`,
          description: `Your ${kind} tutor; alone it shows what it can do`,
          usage_hint: [...members, 'help']
            .filter((name, at, all) => all.indexOf(name) === at)
            .join(' | ')
            .slice(0, 1_000),
          // people and channels arrive as ids, so that somebody can be named in a command
          should_escape: true,
          ...(events !== undefined && !socketMode && { url: events }),
        },
      ],
    },
    oauth_config: {
      ...(base !== undefined && { redirect_urls: [`${base}${PATHS.redirect}`] }),
      scopes: { bot: BOT_SCOPES },
    },
    settings: {
      event_subscriptions: {
        ...(events !== undefined && !socketMode && { request_url: events }),
        bot_events: BOT_EVENTS,
      },
      interactivity: {
        is_enabled: true,
        ...(events !== undefined && !socketMode && { request_url: events, message_menu_options_url: events }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: socketMode,
      token_rotation_enabled: false,
    },
  };
}

/** Slack wants at least 174 characters here. */
const longDescription = (subject: string): string =>
  `Sous teaches ${subject} where your cohort already talks. Ask what a word means, read short lessons, ` +
  'answer the daily question, and repeat what you are about to forget. Answers are private unless you share them, ' +
  'nobody is pinged, and everything it stores about you can be exported and deleted.';
