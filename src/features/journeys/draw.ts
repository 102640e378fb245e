/** A journey, station by station in one message: the map with the station lit, what happens there, and what would break. */
import { type Block, button, buttons, type Card, card, lettered, note, picture, text, title } from '../../chat/card.ts';
import { md } from '../../chat/markdown.ts';
import type { Journey, Station } from '../../content/journey.ts';
import type { Tools } from '../../tools.ts';
import { showCourse } from '../learn/addresses.ts';
import { lookUp } from '../terms.ts';
import { openStation, tryBreak } from './addresses.ts';

/** One past the last station is the end. `tried`: the option of "What breaks here?" that was chosen. */
export async function drawJourney(tools: Tools, journey: Journey, at: number, tried?: number): Promise<Card> {
  const station = journey.stations[at];
  return station === undefined ? drawEnd(journey) : drawStation(tools, { journey, station, at, tried });
}

interface View {
  readonly journey: Journey;
  readonly station: Station;
  readonly at: number;
  readonly tried: number | undefined;
}

async function drawStation(tools: Tools, { journey, station, at, tried }: View): Promise<Card> {
  const { id, stations } = journey;
  const term = tools.library.content.terms.get(station.term ?? '');
  return card(
    note(md`**${journey.title}** · station ${at + 1} of ${stations.length}`),
    title(station.title),
    await mapOf(tools, journey, station),
    text(station.text),
    ...drawBreaks(journey, station, at, tried),
    buttons(
      at > 0 && button(openStation({ j: id, at: at - 1 }), 'Back'),
      button(openStation({ j: id, at: at + 1 }), at + 1 === stations.length ? 'The end' : 'Next', 'main'),
      term !== undefined && button(lookUp({ term: term.id }), term.name),
      at === 0 && button(showCourse(), 'All lessons'),
    ),
  );
}

/** The whole way; lit where a station is given. */
export async function mapOf({ pictures }: Tools, journey: Journey, station?: Station): Promise<Block> {
  const name = `journey-${journey.id}${station === undefined ? '' : `-${station.id}`}.dot`;
  const source = station === undefined ? journey.map : `${journey.map}\n${lit(station.id)}`;
  const where = station === undefined ? '' : ` You are at: ${station.title}.`;
  return picture(await pictures.draw(name, source), `${journey.alt}${where}`);
}

const lit = (id: string): string => `"${id}" [fillcolor="#c2410c" color="#c2410c" fontcolor="#ffffff" penwidth=2.4]`;

/** A question that counts for nothing: each option says at once whether it is so, and the others can still be tried. */
function drawBreaks(
  { id }: Journey,
  { breaks }: Station,
  at: number,
  tried: number | undefined,
): readonly (Block | undefined)[] {
  const chosen = breaks.options[tried ?? -1];
  const left = breaks.options.flatMap((option, k) =>
    option === chosen || chosen?.right === true
      ? []
      : [{ text: option.text, press: tryBreak({ j: id, at, k }), place: k }],
  );
  return [
    text(`**What breaks here?** ${breaks.ask}`),
    chosen && text(md`${chosen.right ? '✅' : '❌'} **${chosen.text}**` + `\n${chosen.feedback}`),
    ...(left.length === 0 ? [] : lettered(left)),
  ];
}

function drawEnd({ id, title: name, stations }: Journey): Card {
  return card(
    note(md`**${name}**`),
    title('That was the whole way'),
    text(stations.map((station, at) => md`${at + 1}. ${station.title}`).join('\n')),
    buttons(
      button(openStation({ j: id, at: stations.length - 1 }), 'Back'),
      button(openStation({ j: id, at: 0 }), 'From the start'),
      button(showCourse(), 'All lessons', 'main'),
    ),
  );
}
