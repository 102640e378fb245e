/** *Behind the scenes*: the way that one's own request took through this very program, as it was measured. */
import { on } from '../../chat/address.ts';
import { type Card, card, note, picture, table, text, title } from '../../chat/card.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { LIMITS } from '../../chat/limits.ts';
import { md } from '../../chat/markdown.ts';
import { Refusal, show } from '../../chat/reply.ts';
import type { Span, SpanKind, Trace, Traces } from '../../chat/trace.ts';
import { counted, cut } from '../../chat/words.ts';
import { millis, type Phase } from '../../pictures/timeline.ts';
import type { Tools } from '../../tools.ts';
import { termsOf } from '../../content/library.ts';
import { standing } from '../shared.ts';
import { staffOnly } from '../staff/role.ts';
import { termCard } from '../terms-card.ts';
import { pickStation, showScenes } from './addresses.ts';

/** What each kind of work is, in words, and the entries that it is an example of; a course without them shows none. */
const KINDS: Readonly<
  Record<SpanKind, { readonly says: string; readonly tone: Phase['tone']; readonly terms: readonly string[] }>
> = {
  checked: { says: 'Checked', tone: 'work', terms: ['data-validation'] },
  who: { says: 'Who it is', tone: 'work', terms: ['authentication'] },
  handler: { says: 'Handler', tone: 'work', terms: ['routing'] },
  data: { says: 'Database', tone: 'data', terms: ['query', 'database'] },
  picture: { says: 'Picture', tone: 'work', terms: ['cache'] },
  card: { says: 'Answer checked', tone: 'work', terms: ['data-validation'] },
  sent: { says: 'Sent', tone: 'out', terms: ['response', 'api'] },
};
/** On one picture, and in one table. */
const MOST_ROWS = 12;

export function scenes(tools: Tools, traces: Traces): Definitions {
  return {
    commands: [
      defineCommand({
        name: 'scenes',
        description: 'Shows everybody here the way that your last request took through me.',
        staff: true,
        where: 'community',
        options: {},
        audience: 'channel',
        run: async ({ caller }) => {
          await staffOnly(tools, caller);
          const trace = traces.latest(caller.learner, caller.place, new Set(['/scenes', showScenes.id]));
          if (trace === undefined)
            throw new Refusal('Do something here first, such as `/what`. Then I can show the way that it took.');
          return show(await draw(tools, trace));
        },
      }),
    ],
    actions: [
      on(pickStation, async ({ picked, ...call }) => {
        const [term] = termsOf(tools.library.content, picked);
        if (term === undefined) throw new Refusal('That entry is not there any more.');
        return show(await termCard(tools, term, standing(call, false)), 'caller');
      }),
      on(showScenes, async ({ args, caller }) => {
        const trace = traces.find(args.t);
        if (trace === undefined)
          throw new Refusal(
            'I keep the way of a request for ten minutes, and this one is gone. Ask me something, and look again.',
          );
        if (trace.learner !== caller.learner)
          throw new Refusal('That was somebody else’s request. Ask me something yourself, and look behind *More*.');
        return show(await draw(tools, trace), 'caller');
      }),
    ],
  };
}

async function draw(tools: Tools, trace: Trace): Promise<Card> {
  const { ms, spans, route, platform } = trace;
  const last = spans.at(-1);
  // how it ends is always there
  const shown = spans.length <= MOST_ROWS || last === undefined ? spans : [...spans.slice(0, MOST_ROWS - 1), last];
  const data = spans.filter(({ kind }) => kind === 'data');
  const rows = data.reduce((sum, one) => sum + (one.rows ?? 0), 0);
  const { content } = tools.library;
  const ids = [...new Set(spans.flatMap(({ kind }) => KINDS[kind].terms))];
  const terms = ['request', ...ids].flatMap((id) => content.terms.get(id) ?? []);
  const drawn = await tools.pictures.timeline('behind-the-scenes', shown.map(phaseOf));
  return card(
    title('Behind the scenes'),
    text(
      md`**${cut(route, 40)}** on ${platform} took **${millis(ms)}**, from its arrival to the answer on its way: ` +
        (data.length === 0
          ? 'the database was not needed.'
          : `${counted(data.length, 'question')} to the database, ${counted(rows, 'row')} back.`),
    ),
    picture(drawn, shown.map((one) => `${labelOf(one)}: ${millis(one.ms)}`).join('; ')),
    table(
      ['What', 'After', 'Took', 'SQL', 'Rows'],
      shown.map((one) => [
        cut(labelOf(one), LIMITS.cell),
        millis(one.at),
        millis(one.ms),
        String(one.statements ?? '–'),
        String(one.rows ?? '–'),
      ]),
    ),
    spans.length > shown.length && note(`And ${spans.length - shown.length} more.`),
    terms.length > 0 && {
      kind: 'pick',
      press: pickStation(),
      label: 'What is that?',
      of: 'options',
      options: terms
        .slice(0, LIMITS.options)
        .map((term) => ({ value: term.id, label: cut(term.name, LIMITS.optionLabel) })),
    },
    note(
      'Measured on this very request and kept for ten minutes, in memory alone: names of steps, times and counts. A handler takes as long as what it waits for.',
    ),
  );
}

const labelOf = ({ kind, what, failed }: Span): string =>
  `${KINDS[kind].says}: ${what}${failed === true ? ' (failed)' : ''}`;
const phaseOf = (span: Span): Phase => ({
  label: labelOf(span),
  at: span.at,
  ms: span.ms,
  tone: KINDS[span.kind].tone,
});
