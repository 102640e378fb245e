/** `/progress`: the course as I stand in it, a few numbers, and one thing to do next. */
import { address, on } from '../../chat/address.ts';
import { again } from '../../chat/again.ts';
import { type Block, button, buttons, type Card, card, note, picture, table, text, title } from '../../chat/card.ts';
import { defineCommand } from '../../chat/command.ts';
import type { Definitions } from '../../chat/feature.ts';
import { md, type Markdown } from '../../chat/markdown.ts';
import { arg } from '../../chat/press.ts';
import { redraw, Refusal, show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { counted, cut, shortDay } from '../../chat/words.ts';
import { ownCohorts, reachableCohort } from '../../classroom/cohorts.ts';
import { type DropProgress, dropProgressOf, type Progress, progressOf, subjectsOf } from '../../classroom/progress.ts';
import type { Library } from '../../content/library.ts';
import type { Cohort } from '../../storage/cohorts.ts';
import type { PointFix } from '../../storage/points.ts';
import type { Tools } from '../../tools.ts';
import type { Step } from '../../tutor/step.ts';
import { localDate } from '../../tutor/timetable.ts';
import { findCohort } from '../daily/cohort.ts';
import { streakButton } from '../daily/streak.ts';
import { nextHome, stepBlocks } from '../next/draw.ts';
import { reminderNotice } from '../reminders.ts';
import { newsBlocks } from '../report.ts';
import { altOf, isNewcomer, mapLine, numbersLines, pointsRules, scoreLine, streakLine } from './words.ts';

/** A card has five buttons: the next step has two at most, and two are the subjects and the streak. */
const MOST_OTHERS = 1;

/** The same with another cohort's drops: all else counts the answers to all of them. */
const showCohort = address('progress.show', { cohort: arg.id });
const showSubjects = address('progress.subjects', {});
const showRules = address('progress.rules', {});

export function progress(tools: Tools): Definitions {
  return {
    commands: [
      defineCommand({
        name: 'progress',
        description: 'The course as you stand in it, your score, and what to do next. Only you see it.',
        options: {},
        run: async (call) => show(card(...(await blocks(tools, call, 'card')))),
      }),
    ],
    actions: [
      on(showCohort, async ({ args, ...call }) => {
        const cohort = await reachableCohort(tools, call.caller, args.cohort);
        if (cohort === undefined)
          throw new Refusal('That cohort is not in this community any more. `/progress` shows yours.');
        return redraw(card(...(await blocks(tools, call, 'card', cohort))));
      }),
      on(showSubjects, async ({ caller }) => show(await drawSubjects(tools, caller.learner), 'caller')),
      on(showRules, () => show(drawRules(), 'caller')),
    ],
    home: async ({ opened, ...call }) => blocks(tools, call, opened ? 'opened' : 'page'),
  };
}

/** A card, somebody's own page that they look at, or one that is drawn again meanwhile. News is told once: who looks hears it. */
type Surface = 'card' | 'opened' | 'page';

async function blocks(tools: Tools, call: Call, surface: Surface, wanted?: Cohort): Promise<Block[]> {
  const { caller } = call;
  const looking = surface !== 'page';
  const { learner } = caller;
  const news = looking ? [...(await newsBlocks(tools, learner)), ...(await reminderNotice(tools, learner))] : [];
  const found = await progressOf(tools, call);
  const map = await drawMap(tools, found);
  // a page has room for what waits beside it
  const next = (surface === 'card' ? nextOf : nextHome)(tools.library, found.steps);
  if (isNewcomer(found))
    return [
      title('Your progress'),
      ...news,
      map,
      text(
        `Nothing answered yet${found.looked ? ' that counts' : ''}, so all ${counted(found.lessons.of, 'short lesson')} lie ahead of you. For the first you need to know nothing, and every answer teaches something, right or not.`,
      ),
      ...next,
    ];
  const cohort = wanted ?? (await findCohort(tools, caller));
  const [drops, own] =
    cohort === undefined
      ? [undefined, []]
      : await Promise.all([dropProgressOf(tools, cohort, learner), ownCohorts(tools, caller)]);
  const others = own
    .filter((one) => one.id !== cohort?.id)
    .slice(0, MOST_OTHERS)
    .map((one) => button(showCohort({ cohort: one.id }), cut(`Questions in ${one.name}`, 75)));
  const more = buttons(
    found.firstTries.of > 0 && button(showSubjects(), 'By subject'),
    cohort !== undefined && drops !== undefined && streakButton(cohort.id),
    ...others,
    others.length === 0 && button(showRules(), 'How points work'),
  );
  return [
    title('Your progress'),
    ...news,
    map,
    ...next,
    text(mapLine(found.map)),
    text(numbersLines(found, drops?.streak.current)),
    text(scoreLine(found.points)),
    ...(cohort === undefined || drops === undefined ? [] : dropBlocks(cohort, drops)),
    ...(more === undefined ? [] : [more]),
  ];
}

const nextOf = (library: Library, steps: readonly Step[]): readonly Block[] =>
  steps.slice(0, 1).flatMap((step) => stepBlocks(library, step));

async function drawMap({ pictures }: Tools, { map }: Progress): Promise<Block> {
  const lessons = map.lessons.map(({ number, title: name, state, concepts }) => ({
    number,
    title: name,
    state,
    concepts: concepts.map(({ grasp }) => grasp),
  }));
  return picture(await pictures.course('course-map', lessons), altOf(map));
}

/** How the cohort's drops went. */
function dropBlocks(cohort: Cohort, { member, fixes }: DropProgress): readonly Block[] {
  return [
    text(streakLine(cohort.name, member.answers, member.correct, member.standing - member.credit)),
    ...(fixes.length === 0 ? [] : [note(fixes.map((fix) => fixLine(fix, cohort)).join('\n'))]),
  ];
}

/** What an instructor gave or took, with the reason: whoever it concerns can read it. */
const fixLine = ({ points, reason, at }: PointFix, { zone }: Cohort): Markdown =>
  md`- ${points > 0 ? `+${points}` : String(points)} by an instructor, ${shortDay(localDate(zone, at))}: ${reason}`;

function drawRules(): Card {
  const [quiz, back] = [again('quiz'), again('progress')];
  return card(
    title('How points work'),
    text(pointsRules().join('\n')),
    buttons(quiz && button(quiz, 'Take a quiz', 'main'), back && button(back, 'Back to my progress')),
  );
}

async function drawSubjects(tools: Tools, learner: string) {
  const subjects = await subjectsOf(tools, learner);
  return card(
    title('By subject'),
    table(
      ['Subject', 'Met', 'Right last time'],
      subjects.map(({ title: name, latest, questions }) => [
        name,
        `${latest.of} of ${questions}`,
        latest.of === 0 ? '-' : `${latest.right} of ${latest.of}`,
      ]),
    ),
    note(
      '*Right last time* goes by your latest answer to each question, wherever you gave it; your score goes by the first one. ' +
        'On the map a concept is *known* when your latest answer on it was right, without the hint or a guess, and not too long ago.',
    ),
    buttons(button(showRules(), 'How points work')),
  );
}
