/** What we read of Slack's payloads, and nothing more: they are signed, but they still come from outside. */
import { z } from 'zod';
import { ViewState } from './form.ts';

const text = z.string();
const User = z.object({ id: text, name: text.optional(), username: text.optional() });
const Option = z.object({ value: text });

export const CommandBody = z.object({
  command: text,
  text: text.optional(),
  user_id: text,
  user_name: text.optional(),
  channel_id: text,
  trigger_id: text,
  response_url: text.optional(),
});

/** An ephemeral message is named by its container only; `message` is there for the others. */
export const ActionsBody = z.object({
  user: User,
  trigger_id: text,
  response_url: text.optional(),
  container: z.object({
    type: text,
    message_ts: text.optional(),
    channel_id: text.optional(),
    thread_ts: text.optional(),
    is_ephemeral: z.boolean().optional(),
  }),
  channel: z.object({ id: text }).optional(),
  message: z.object({ thread_ts: text.optional() }).optional(),
  view: z.object({ id: text, type: text, state: ViewState.nullish() }).optional(),
  state: ViewState.nullish(),
  actions: z
    .array(
      z.object({
        action_id: text,
        action_ts: text.optional(),
        selected_option: Option.nullish(),
        selected_options: z.array(Option).nullish(),
        selected_conversation: text.nullish(),
      }),
    )
    .min(1),
});

export const SubmissionBody = z.object({
  user: User,
  trigger_id: text,
  view: z.object({ callback_id: text, private_metadata: text.optional(), state: ViewState }),
});

export const MessageShortcutBody = z.object({
  user: User,
  trigger_id: text,
  action_ts: text.optional(),
  response_url: text.optional(),
  channel: z.object({ id: text }),
  message: z.object({ text: text.optional(), ts: text.optional(), thread_ts: text.optional() }),
});

export const GlobalShortcutBody = z.object({ user: User, trigger_id: text, action_ts: text.optional() });

export const SuggestionBody = z.object({
  user: User,
  action_id: text,
  value: text.optional(),
  channel: z.object({ id: text }).nullish(),
});

export const MessageBody = z.object({
  event: z.object({
    type: z.enum(['message', 'app_mention']),
    channel: text,
    channel_type: text.optional(),
    user: text.optional(),
    bot_id: text.nullish(),
    subtype: text.optional(),
    text: text.optional(),
    ts: text,
    thread_ts: text.optional(),
    edited: z.object({ ts: text.optional() }).nullish(),
  }),
});

export const HomeBody = z.object({
  event_id: text,
  event: z.object({ user: text, tab: text.optional(), event_ts: text.optional() }),
});

export const TokensRevokedBody = z.object({
  event_time: z.number().optional(),
  event: z.object({ tokens: z.object({ bot: z.array(text).optional() }).optional() }),
});

export const UninstalledBody = z.object({ event_time: z.number().optional() });
