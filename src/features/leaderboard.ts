/** `/leaderboard`: the ten best of a cohort, my own line and who stands beside me; by month unless asked otherwise. */
import { didYouMean } from '../chat/again.ts';
import { counted, cut } from '../chat/words.ts';
import { address, on } from '../chat/address.ts';
import { type Block, button, buttons, type Card, card, note, table, text, title } from '../chat/card.ts';
import { defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { arg } from '../chat/press.ts';
import { redraw, show } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import type { Line, MyLine, Period, RankedLine } from '../storage/boards.ts';
import type { Cohort } from '../storage/cohorts.ts';
import type { Tools } from '../tools.ts';
import { localDate, periodsOf } from '../tutor/timetable.ts';
import { reachableCohort } from '../classroom/cohorts.ts';
import { cohortFor, cohortOption } from './daily/cohort.ts';
import { demoNote } from './daily/demo-note.ts';
import { keepName } from '../classroom/meeting.ts';

const PERIODS = { month: 'This month', week: 'This week', all: 'All time' } as const satisfies Record<Period, string>;

/** Turns a board to another period; the period is checked by whoever answers. */
const showBoard = address('board.show', { cohort: arg.id, period: arg.id });

export const leaderboard = (tools: Tools): Definitions => ({
  commands: [
    defineCommand({
      name: 'leaderboard',
      description: 'Your cohort this month: the top ten, and where you stand.',
      options: {
        period: { kind: 'choice', description: 'This month unless you say', choices: PERIODS },
        cohort: cohortOption(tools),
        share: { kind: 'flag', description: 'Show it to everybody here' },
      },
      audience: (options) => (options.share === true ? 'channel' : 'caller'),
      run: async ({ options, ...call }) => {
        await keepName(tools, call);
        const cohort = await cohortFor(tools, call.caller, options.cohort, { command: 'leaderboard', options });
        return show(await draw(tools, call, cohort, options.period ?? 'month', options.share === true));
      },
    }),
  ],
  actions: [
    on(showBoard, async ({ args, ...call }) => {
      const cohort = await reachableCohort(tools, call.caller, args.cohort);
      if (cohort === undefined)
        throw didYouMean('That cohort is not in this community any more.', [
          { label: 'My board', command: 'leaderboard' },
        ]);
      const period = Object.hasOwn(PERIODS, args.period) ? (args.period as Period) : 'month';
      return redraw(await draw(tools, call, cohort, period, false));
    }),
  ],
});

async function draw({ store }: Tools, call: Call, cohort: Cohort, period: Period, shared: boolean): Promise<Card> {
  const periods = periodsOf(localDate(cohort.zone, call.at));
  const key = period === 'all' ? 0 : periods[period];
  const [top, mine] = await Promise.all([
    store.boards.topOf(cohort.id, period, key),
    shared ? undefined : store.boards.myLine(cohort.id, call.caller.learner, period, key),
  ]);
  // nobody is ranked by having nothing
  const best = top.filter((line) => line.standing > 0);
  const beside =
    mine === undefined || mine.standing === 0 || best.some((line) => line.learner === mine.learner)
      ? []
      : await store.boards.neighbors(cohort.id, mine, period, key);
  return card(
    title(cut(`${cohort.name} · ${PERIODS[period].toLowerCase()}`, 100)),
    best.length === 0
      ? text('Nobody has points in this period yet. The next right answer in time is the first.')
      : table(
          ['#', 'Name', 'Points'],
          best.map((line) => row(line, call, shared)),
        ),
    ...mineBlocks(mine, beside, call, shared),
    !shared &&
      buttons(
        ...(Object.keys(PERIODS) as Period[])
          .filter((one) => one !== period)
          .map((one) => button(showBoard({ cohort: cohort.id, period: one }), PERIODS[one])),
      ),
    note(
      'Points come from daily questions answered in time; the same points share a rank. Whoever joins later starts with the average of the questions they missed, so everybody is ranked on what they received.',
    ),
    demoNote(cohort),
  );
}

const row = (line: RankedLine, call: Call, shared: boolean): string[] => [
  String(line.rank),
  nameOf(line, call, shared),
  points(line),
];

const nameOf = (line: Line, call: Call, shared: boolean): string =>
  `${line.name.trim() === '' ? 'somebody' : cut(line.name, 40)}${!shared && line.learner === call.caller.learner ? ' (you)' : ''}`;

const points = (line: Line): string => String(line.standing);

/** Where I stand, in a sentence, and with those beside me when I am not among the best. */
function mineBlocks(mine: MyLine | undefined, beside: readonly Line[], call: Call, shared: boolean): readonly Block[] {
  if (shared) return [];
  const hidden =
    mine?.hidden === true ? [note('Boards do not show you; only you see this line. `/settings` changes it.')] : [];
  if (mine === undefined || mine.standing === 0)
    return [
      text(
        mine !== undefined && mine.answers > 0
          ? `You have **0 points** in this period, and ${counted(mine.answers, 'answer')} in all. The next right one counts: \`/daily\`.`
          : "You have no points in this period yet. `/daily` opens today's question.",
      ),
      ...hidden,
    ];
  const rank =
    mine.rank === undefined
      ? mine.topPercent === undefined
        ? 'You are beyond the first thousand'
        : `You are among the best ${mine.topPercent} %`
      : `You are number **${mine.rank}**`;
  const credit = mine.credit > 0 ? ` (${mine.earned} earned, ${mine.credit} for the questions before you joined)` : '';
  return [
    ...(beside.length > 1
      ? [
          table(
            ['#', 'Name', 'Points'],
            beside.map((line) => [
              line.standing === mine.standing && mine.rank !== undefined ? String(mine.rank) : '·',
              nameOf(line, call, shared),
              points(line),
            ]),
          ),
        ]
      : []),
    text(`${rank} with **${counted(mine.standing, 'point')}**${credit}.`),
    ...hidden,
  ];
}
