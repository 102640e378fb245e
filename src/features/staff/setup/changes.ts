/** The controls of the panel: each changes one thing of the version that it shows. */
import { on } from '../../../chat/address.ts';
import type { Definitions } from '../../../chat/feature.ts';
import { Refusal } from '../../../chat/reply.ts';
import { type Mailbox, platformOf } from '../../../chat/request.ts';
import { nameOfPlace } from '../../../classroom/health.ts';
import type { Tools } from '../../../tools.ts';
import { mentionNobody, pauseDrops, pickChannel, pickDays, pickRole, pickTopics } from './addresses.ts';
import { ALL_TOPICS, WEEKDAYS } from './panel.ts';
import { change } from './saving.ts';

export const changes = (tools: Tools): Definitions => ({
  actions: [
    on(pickChannel, async ({ args, picked, ...call }) => {
      const [place = ''] = picked;
      if (!/^[a-z]+:channel\/[\w.-]+$/u.test(place) || platformOf(place) !== platformOf(call.caller.community))
        throw new Refusal('Please pick a channel of this community.');
      const details = await nameOfPlace(tools, place as Mailbox);
      return change(tools, call, args, { place }, { act: 'changed the channel', details });
    }),
    on(pickDays, ({ args, picked, ...call }) => {
      const weekdays = [...new Set(picked.map(Number))].toSorted((a, b) => a - b);
      const details = weekdays.map((day) => WEEKDAYS[day - 1] ?? '').join(', ');
      return change(tools, call, args, { weekdays }, { act: 'changed the weekdays', details });
    }),
    on(pickTopics, ({ args, picked, ...call }) => {
      const known = tools.library.content.topics;
      // whoever adds a topic to "all topics" means that topic
      const topics = picked.filter((id) => id !== ALL_TOPICS && known.has(id));
      const titles = topics.map((id) => known.get(id)?.title ?? id).join(', ');
      return change(tools, call, args, { topics }, { act: 'changed the topics', details: titles || 'all topics' });
    }),
    on(pickRole, ({ args, picked, ...call }) => {
      const [pingRole] = picked;
      if (pingRole === undefined) throw new Refusal('Please pick a role.');
      return change(tools, call, args, { pingRole }, { act: 'chose a role to mention' });
    }),
    on(mentionNobody, ({ args, ...call }) => change(tools, call, args, { pingRole: null }, { act: 'mentions nobody' })),
    on(pauseDrops, ({ args, ...call }) =>
      change(tools, call, args, { paused: args.on }, { act: args.on ? 'paused the drops' : 'resumed the drops' }),
    ),
  ],
});
