/** The least that Bolt can do: acknowledges, and answers a command or a press with a constant card. */
import type { AddressInfo } from 'node:net';
import { App, type types } from '@slack/bolt';
import { BUTTONS, EXPLANATION, QUESTION, REMARKS, STEM, VERDICT } from './constant.ts';
import { serve } from './member.ts';

export interface SlackGiven {
  readonly token: string;
  readonly apiUrl: string;
  readonly mode:
    | { readonly kind: 'socket'; readonly appToken: string }
    | { readonly kind: 'http'; readonly signingSecret: string };
}

const section = (text: string): types.KnownBlock => ({ type: 'section', text: { type: 'mrkdwn', text } });
const blocks: types.KnownBlock[] = [
  { type: 'context', elements: [{ type: 'mrkdwn', text: QUESTION }] },
  ...[STEM, VERDICT, REMARKS, EXPLANATION].map(section),
  {
    type: 'actions',
    elements: BUTTONS.map(({ id, label }) => ({
      type: 'button',
      action_id: id,
      text: { type: 'plain_text', text: label },
    })),
  },
];
const answer = { text: `${STEM}\n${VERDICT}`, blocks };

await serve(async ({ token, apiUrl, mode }: SlackGiven) => {
  const app = new App({
    token,
    clientOptions: { slackApiUrl: apiUrl },
    ...(mode.kind === 'socket' ? { socketMode: true, appToken: mode.appToken } : { signingSecret: mode.signingSecret }),
  });
  app.command('/tutor', async ({ ack, respond }) => {
    await ack();
    await respond({ response_type: 'ephemeral', ...answer });
  });
  app.action('next', async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, ...answer });
  });
  const server = await app.start(0);
  const address = mode.kind === 'http' && 'address' in server ? (server.address() as AddressInfo) : undefined;
  return {
    url: address === undefined ? '' : `http://127.0.0.1:${address.port}`,
    stop: async () => {
      await app.stop();
    },
  };
});
