/** What a browser does when somebody installs the app: the first page sets a cookie and links to Slack, Slack sends back a code. */
import type { SlackStage } from './stage.ts';
import type { Team } from './world.ts';

/** What it keeps meanwhile. */
export interface Browser {
  readonly cookie: string;
  readonly state: string;
}
export interface Begun extends Browser {
  readonly link: URL;
}

/** `base`: where the app's HTTP server listens. */
export async function beginInstalling(base: string): Promise<Begun> {
  const page = await fetch(`${base}/slack/install`);
  if (page.status !== 200) throw new Error(`the page to install from answered ${page.status}`);
  const link = new URL(/<a href="([^"]+)"/u.exec(await page.text())?.[1]?.replaceAll('&amp;', '&') ?? '');
  return {
    cookie: page.headers.get('set-cookie')?.split(';')[0] ?? '',
    state: link.searchParams.get('state') ?? '',
    link,
  };
}

/** Slack has given its consent for this workspace, or for this organization. */
export async function finishInstalling(
  { slack, base }: Pick<SlackStage, 'slack' | 'base'>,
  team: Team,
  { cookie, state }: Browser,
): Promise<Response> {
  const code = slack.world.id('code');
  slack.world.codes.set(code, team.id);
  return fetch(`${base}/slack/oauth_redirect?code=${code}&state=${encodeURIComponent(state)}`, { headers: { cookie } });
}
