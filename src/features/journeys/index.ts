/** Journeys: what happens, step by step, when a page is opened or somebody logs in. */
import { on } from '../../chat/address.ts';
import { didYouMean } from '../../chat/again.ts';
import type { Suggestion } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import type { Block, Button } from '../../chat/card.ts';
import { LIMITS } from '../../chat/limits.ts';
import { nearest, plainName } from '../../chat/near.ts';
import { redraw, show } from '../../chat/reply.ts';
import { cut } from '../../chat/words.ts';
import type { Answer } from '../../content/lookup.ts';
import type { Journey } from '../../content/journey.ts';
import type { Tools } from '../../tools.ts';
import { journeyButton, openStation, pickJourney, readJourney, tryBreak } from './addresses.ts';
import { drawJourney } from './draw.ts';

export const journeys = (tools: Tools): Definitions => ({
  actions: [
    on(openStation, async ({ args }) => redraw(await drawJourney(tools, journeyOf(tools, args.j), args.at))),
    // from another card, which stays as it is: it may be a public one
    on(readJourney, async ({ args }) =>
      show(await drawJourney(tools, journeyOf(tools, args.j), args.at ?? 0), 'caller'),
    ),
    on(pickJourney, async ({ picked }) => redraw(await drawJourney(tools, journeyOf(tools, picked[0] ?? ''), 0))),
    on(tryBreak, async ({ args }) => redraw(await drawJourney(tools, journeyOf(tools, args.j), args.at, args.k))),
  ],
});

const all = ({ library }: Tools): readonly Journey[] => [...library.content.journeys.values()];

/** @throws Refusal for one that is not there (any more) */
function journeyOf({ library }: Tools, id: string): Journey {
  const journey = library.content.journeys.get(id);
  if (journey === undefined) throw didYouMean('I have no such journey.', [{ label: 'All lessons', command: 'learn' }]);
  return journey;
}

const called = ({ title }: Journey): string => `Journey: ${title}`;

/** The journey of exactly this name. */
export const journeyNamed = (tools: Tools, typed: string): Journey | undefined =>
  nearest(typed, all(tools), (one) => [one.id, one.title, called(one)]).found;

export const suggestJourneys = (tools: Tools, typed: string): readonly Suggestion[] =>
  all(tools)
    .map((one) => ({ label: called(one), value: one.id }))
    .filter(({ label, value }) => plainName(label).includes(plainName(typed)) || value.includes(typed.toLowerCase()));

/** What a card of all lessons offers below them; nothing where there are no journeys. */
export function journeysPick(tools: Tools): Block | undefined {
  const list = all(tools);
  return list.length === 0
    ? undefined
    : {
        kind: 'pick',
        press: pickJourney(),
        label: 'Follow a journey',
        of: 'options',
        options: list.slice(0, LIMITS.options).map(({ id, title, about }) => ({
          value: id,
          label: cut(title, LIMITS.optionLabel),
          note: cut(about, LIMITS.optionNote),
        })),
      };
}

/** The journey that answers a question. */
export const journeyFor = (tools: Tools, { faq }: Pick<Answer, 'faq'>): Journey | undefined =>
  faq === undefined ? undefined : all(tools).find(({ answers }) => answers.includes(faq));

/** On which ways a term is a station; two at most. */
export const journeysBy = (tools: Tools, term: string): readonly Button[] =>
  all(tools)
    .flatMap((journey) => {
      const at = journey.stations.findIndex((station) => station.term === term);
      return at === -1 ? [] : [journeyButton(journey, 'On the way', at)];
    })
    .slice(0, 2);
