/** `/tutor asked`: what people asked and I could not answer, counted; a file to begin an entry with, or off the list. */
import { address, on } from '../../chat/address.ts';
import { type Block, button, buttons, type Card, card, file, note, text, title } from '../../chat/card.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { LIMITS } from '../../chat/limits.ts';
import { type Markdown, md } from '../../chat/markdown.ts';
import { arg } from '../../chat/press.ts';
import { redraw, Refusal, show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { counted, cut, shortDay } from '../../chat/words.ts';
import { readBy } from '../../classroom/asked.ts';
import { logAct } from '../../classroom/staff.ts';
import { draftTerm } from '../../content/draft.ts';
import type { Asked } from '../../storage/asked.ts';
import type { Tools } from '../../tools.ts';
import { staffOnly } from './role.ts';

/** Questions on a card; each takes a line of the text and one of the list. */
const SHOWN = 15;

const showAll = address('asked.list', {});
const openOne = address('asked.open', {});
const backTo = address('asked.look', { asked: arg.id });
const draft = address('asked.draft', { asked: arg.id });
const dismiss = address('asked.dismiss', { asked: arg.id });

export const askedList = (tools: Tools): Definitions => ({
  commands: [
    defineCommand({
      name: 'asked',
      description: 'What people asked and I could not answer: drafts of entries, or off the list.',
      staff: true,
      where: 'community',
      options: {},
      run: async (call) => {
        await staffOnly(tools, call.caller);
        return show(await listCard(tools, call));
      },
    }),
  ],
  actions: [
    on(showAll, async (call) => {
      await staffOnly(tools, call.caller);
      return redraw(await listCard(tools, call));
    }),
    on(openOne, async ({ picked, ...call }) => redraw(await oneCard(tools, await ours(tools, call, picked[0] ?? '')))),
    on(backTo, async ({ args, ...call }) => redraw(await oneCard(tools, await ours(tools, call, args.asked)))),
    on(draft, async ({ args, ...call }) => redraw(draftCard(tools, await ours(tools, call, args.asked)))),
    on(dismiss, async ({ args, ...call }) => {
      const found = await ours(tools, call, args.asked);
      const fresh = await tools.store.asked.dismissAsked(found.id, call.caller.learner, call.at);
      if (fresh) await logAct(tools, call, { act: 'took a question for the authors off the list' });
      const next = await listCard(tools, call);
      const told = text(md`“${cut(found.words, 100)}” ` + (fresh ? 'is off the list.' : 'was off the list already.'));
      return redraw({ ...next, blocks: [told, ...next.blocks] });
    }),
  ],
});

/** @throws Refusal for members, and for what was asked elsewhere */
async function ours(tools: Tools, { caller }: Call, id: string): Promise<Asked> {
  await staffOnly(tools, caller);
  const [found, communities] = await Promise.all([tools.store.asked.findAsked(id), readBy(tools, caller.community)]);
  if (found === undefined || !communities.includes(found.community))
    throw new Refusal('That question is not in this community.');
  return found;
}

async function listCard(tools: Tools, { caller }: Call): Promise<Card> {
  const { list, total } = await tools.store.asked.openAsked(await readBy(tools, caller.community), SHOWN);
  if (list.length === 0)
    return card(
      title('Asked and not answered'),
      text('Nothing waits. When I cannot answer somebody, they can hand their question in with *Ask the authors*.'),
      buttons(button(showAll(), 'Look again')),
    );
  const more = total - list.length;
  return card(
    title('Asked and not answered'),
    text(list.map((one) => lineOf(tools, one)).join('\n')),
    {
      kind: 'pick',
      press: openOne(),
      label: 'Open one',
      of: 'options',
      options: list.map(({ id, words, times }) => ({
        value: id,
        label: cut(words, LIMITS.optionLabel),
        note: counted(times, 'time'),
      })),
    },
    more > 0 && note(`And ${more} more, asked less often.`),
    note('In scope: the words speak of what this glossary is about. Nobody knows who asked.'),
  );
}

const lineOf = ({ library }: Tools, { words, times }: Asked): Markdown =>
  md`- **${times}×** ${cut(words, 120)}` + (library.lookup.isOurs(words) ? ' · *in scope*' : '');

async function oneCard(tools: Tools, found: Asked): Promise<Card> {
  const waiting = await tools.store.asked.countWishes(found.id);
  const scope = tools.library.lookup.isOurs(found.words) ? 'It is in scope.' : 'It may be about something else.';
  return card(
    title('Asked and not answered'),
    text(md`“${found.words}”`),
    text(
      `${whenAsked(found)} ${scope} ${waiting === 0 ? 'Nobody waits' : waiting === 1 ? 'One person waits' : `${waiting} people wait`} to hear of an answer.`,
    ),
    buttons(
      button(draft({ asked: found.id }), 'Draft an entry', 'main'),
      button(dismiss({ asked: found.id }), 'Dismiss'),
      button(showAll(), 'Back'),
    ),
  );
}

const whenAsked = ({ times, createdAt, askedAt }: Asked): string =>
  times === 1
    ? `Asked once, on ${dayOf(createdAt)}.`
    : `Asked ${times} times since ${dayOf(createdAt)}, last on ${dayOf(askedAt)}.`;

/** In UTC: it is about weeks, not hours. */
const dayOf = (at: number): string => shortDay(new Date(at).toISOString().slice(0, 10));

function draftCard({ library }: Tools, found: Asked): Card {
  const { id, text: content } = draftTerm(library, found.words, found.times);
  const whole: Block = file(id, 'text/markdown', content, 'An entry to complete');
  return card(
    title('A draft of an entry'),
    text(
      `Put it into \`content/glossary/\`, write what is marked \`TO-DO:\`, and run \`npm run content -- check\`. ` +
        'Once I can answer the question, it goes off the list, and whoever waits hears of it.',
    ),
    whole,
    buttons(button(backTo({ asked: found.id }), 'Back')),
  );
}
