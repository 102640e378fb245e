/** `/sql`: a place to try SQL on small data sets, where nothing can break. */
import type { Card } from '../../chat/card.ts';
import { on, onForm, openForm } from '../../chat/address.ts';
import { defineCommand, type Suggestion } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { typed } from '../../chat/form.ts';
import { nearest } from '../../chat/near.ts';
import { ask, redraw, Refusal, type Reply, show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { cut } from '../../chat/words.ts';
import type { Dataset } from '../../content/dataset.ts';
import { LONGEST_STATEMENT } from '../../lab/statement.ts';
import type { Tried } from '../../questions/trial.ts';
import type { Tools } from '../../tools.ts';
import { example, look, showBeside, showData, whySlow, write, written } from './addresses.ts';
import { dataCard, formIntro, OTHER, slowCard, tableQuery, triedCard } from './cards.ts';

export function sql(tools: Tools): Definitions {
  const datasets = (): readonly Dataset[] => [...tools.library.content.datasets.values()];
  // a course without data has no use for it
  if (datasets().length === 0) return {};
  const suggest = (given: string): readonly Suggestion[] =>
    datasets()
      .filter((one) => one.title.toLowerCase().includes(given.trim().toLowerCase()))
      .map((one) => ({ label: one.title, value: one.title }));
  const tables = async (data: string): Promise<Reply> => redraw(await dataCard(tools, known(tools, data)));
  return {
    commands: [
      defineCommand({
        name: 'sql',
        description: 'Try SQL on a small data set. Nothing can break.',
        options: {
          statement: { kind: 'text', description: 'One query, e.g. SELECT * FROM products', max: LONGEST_STATEMENT },
          data: { kind: 'text', description: 'The data set; the first one unless you say', suggest },
        },
        run: async ({ options: { statement, data }, ...call }) => {
          const dataset = data === undefined ? (datasets()[0] ?? known(tools, '')) : find(datasets(), data);
          return show(
            statement === undefined
              ? await dataCard(tools, dataset)
              : triedCard(dataset, statement, await tryOut(tools, call, dataset, statement)),
          );
        },
      }),
    ],
    actions: [
      on(showData, ({ args }) => tables(args.data)),
      on(showBeside, async ({ args }) => show(await dataCard(tools, known(tools, args.data)), 'caller')),
      on(look, async ({ args, picked: [chosen = ''], ...call }) => {
        if (chosen.startsWith(OTHER)) return tables(chosen.slice(OTHER.length));
        const dataset = known(tools, args.data);
        // a name of ours, and not whatever a press says
        const table = dataset.tables.find(({ name }) => name === chosen);
        return table === undefined ? tables(args.data) : run(tools, call, dataset, tableQuery(table.name));
      }),
      on(write, ({ args }) => {
        const dataset = known(tools, args.data);
        return ask(
          openForm(written({ data: dataset.id }), {
            title: 'Write SQL',
            intro: formIntro(dataset),
            fields: {
              sql: {
                kind: 'text',
                label: 'One query',
                note: 'It gets a fresh copy of the data.',
                long: true,
                required: true,
                max: LONGEST_STATEMENT,
                placeholder: cut(dataset.try, 100),
              },
            },
            submit: 'Run it',
          }),
        );
      }),
      on(example, ({ args, ...call }) => {
        const dataset = known(tools, args.data);
        return run(tools, call, dataset, dataset.try);
      }),
      on(whySlow, async ({ args, ...call }) => show(await slow(tools, call, known(tools, args.data)), 'caller')),
    ],
    forms: [
      onForm(written, ({ args, fields, ...call }) => run(tools, call, known(tools, args.data), typed(fields['sql']))),
    ],
  };
}

/** @throws Refusal when its authors have taken it away since. */
function known({ library }: Tools, id: string): Dataset {
  const found = library.content.datasets.get(id);
  if (found === undefined) throw new Refusal('That data set is gone. `/sql` shows those that are there.');
  return found;
}

/** @throws Refusal with the names that there are. */
function find(datasets: readonly Dataset[], given: string): Dataset {
  const { found, near } = nearest(given, datasets, (one) => [one.title, one.id, one.title.replace(/^The /u, '')]);
  const meant = found ?? (near.length === 1 ? near[0] : undefined);
  if (meant !== undefined) return meant;
  throw new Refusal(`I have these data sets: ${datasets.map((one) => one.title).join(', ')}.`);
}

async function tryOut({ lab, library }: Tools, call: Call, dataset: Dataset, statement: string): Promise<Tried> {
  const [tried] = await lab.run(library.content.datasets, [{ dataset: dataset.id, statement }], call.caller.learner);
  return tried ?? { kind: 'busy' };
}

const run = async (tools: Tools, call: Call, dataset: Dataset, statement: string): Promise<Reply> =>
  show(triedCard(dataset, statement, await tryOut(tools, call, dataset, statement)), 'caller');

/** @throws Refusal while all are busy. */
async function slow(tools: Tools, call: Call, dataset: Dataset): Promise<Card> {
  const { lab, library } = tools;
  const { query, index } = dataset.slow;
  const plan = { dataset: dataset.id, statement: `EXPLAIN QUERY PLAN ${query}` };
  const [without, withIndex, matches] = await lab.run(
    library.content.datasets,
    [plan, { ...plan, given: index }, { dataset: dataset.id, statement: query }],
    call.caller.learner,
  );
  if (without?.kind !== 'rows' || withIndex?.kind !== 'rows' || matches?.kind !== 'rows')
    throw new Refusal('Many are trying something at this very moment. Please press once more in a few seconds.');
  return slowCard(tools, dataset, [without, withIndex, matches]);
}
