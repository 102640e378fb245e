/** Installing the app into many workspaces: what Bolt's installer needs, and its two pages without a port of their own. */
import type { SocketModeReceiver, webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { BOT_SCOPES } from './manifest.ts';
import type { Installations } from './installations.ts';
import { type Listener, pathOf } from './http.ts';
import { DEFAULT_API_URL, PATHS, type SlackAuth } from './options.ts';

type Installer = NonNullable<SocketModeReceiver['installer']>;
type CallbackOptions = NonNullable<Parameters<Installer['handleCallback']>[2]>;

/** Nothing is kept of an installation to a whole organization, and whoever made it is told what to do instead. */
const CALLBACK: CallbackOptions = {
  async afterInstallation({ isEnterpriseInstall }, _options, _req, res) {
    if (isEnterpriseInstall !== true) return true;
    res.writeHead(403, { 'content-type': 'text/html; charset=utf-8' });
    res.end(ORGANIZATION);
    return false;
  },
};

const ORGANIZATION = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Not for a whole organization</title></head>
<body>
<h1>I cannot be installed for a whole organization</h1>
<p>I work in single workspaces, and nothing of this installation was kept. Please take it back in Slack
(<em>Manage organization &gt; Integrations &gt; Installed apps</em>), then open the link to install me again and choose one
workspace at the top of Slack's page, where it says where to install.</p>
</body>
</html>
`;

/** For either receiver; empty for a single workspace. */
export function installOptions(
  auth: SlackAuth,
  installations: Installations | undefined,
  clientOptions: webApi.WebClientOptions,
) {
  // the receivers take `installerOptions` in any case: Socket Mode finds its Web API there
  if (auth.kind === 'single' || installations === undefined) return { installerOptions: { clientOptions } };
  return {
    clientId: auth.clientId,
    clientSecret: auth.clientSecret,
    // Bolt signs the state with it, and keeps it in a cookie of the browser that began
    stateSecret: auth.stateSecret,
    installationStore: installations,
    scopes: BOT_SCOPES,
    installerOptions: {
      clientOptions,
      installPath: PATHS.install,
      redirectUriPath: PATHS.redirect,
      callbackOptions: CALLBACK,
      authorizationUrl: new URL('../oauth/v2/authorize', clientOptions.slackApiUrl ?? DEFAULT_API_URL).href,
    },
  };
}

/** In Socket Mode Bolt would serve these pages on a port of its own; here they are on the one server. */
export function installPages(installer: Installer, log: Logger): Listener {
  return (req, res) => {
    const path = pathOf(req);
    const page =
      req.method !== 'GET'
        ? undefined
        : path === PATHS.install
          ? installer.handleInstallPath(req, res, undefined, { scopes: BOT_SCOPES })
          : path === PATHS.redirect
            ? installer.handleCallback(req, res, CALLBACK)
            : undefined;
    if (page === undefined) {
      res.writeHead(404);
      res.end();
      return;
    }
    page.catch((error: unknown) => {
      log.error({ err: error }, 'slack: an installation page failed');
      if (!res.headersSent) res.writeHead(500);
      res.end();
    });
  };
}
