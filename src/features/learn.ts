/** `/learn`: the course, and lessons turned card by card in one message; every button names its lesson and card. */
import { defineAction } from '../chat/action.ts';
import { type Block, button, buttons, type Button, type Card, card, note, picture, text, title } from '../chat/card.ts';
import { type Call, defineCommand, type Suggestion } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { redraw, Refusal, show, turned } from '../chat/reply.ts';
import type { Lesson, LessonPart } from '../content/schema.ts';
import { drawPicture } from '../pictures/index.ts';
import type { LessonProgress } from '../storage/lessons.ts';
import type { Run } from '../storage/runs.ts';
import type { Tools } from '../tools.ts';
import type { Player } from './player/index.ts';
import type { Ending } from './player/end.ts';
import { shareButton } from './share.ts';

/** `lesson#card` for a question inside a lesson, `lesson#checks` for the ones at its end. */
const subjectOf = (lesson: string, card: number | 'checks'): string => `${lesson}#${card}`;

const openLesson = { id: 'learn.open', args: { lesson: arg.id, card: arg.count } } as const;
/** The press that opens a lesson at a card; 0 is the first. */
const lessonPress = (lesson: string, card: number) => ({
  id: openLesson.id,
  args: { lesson, card: String(card) },
});

/** Opens a lesson where the learner stopped, in a message of its own. */
export const readLessonButton = (lesson: string): Button =>
  button({ id: 'learn.read', args: { lesson } }, 'Read the lesson');

export function learn(tools: Tools, player: Player): Definitions {
  const { library, store } = tools;

  const open = defineAction({
    ...openLesson,
    run: async ({ args, ...call }) => redraw(await turn(call, known(args.lesson), args.card)),
  });
  /** From another card, which stays as it is: it may be a public one. */
  const read = defineAction({
    id: 'learn.read',
    args: { lesson: arg.id },
    run: async ({ args, ...call }) => show(await resumeAt(call, known(args.lesson)), 'caller'),
  });
  const openPicked = defineAction({
    id: 'learn.pick',
    args: {},
    run: async ({ picked, ...call }) => redraw(await resumeAt(call, known(picked[0] ?? ''))),
  });
  const index = defineAction({ id: 'learn.index', args: {}, run: async (call) => redraw(await indexCard(call)) });
  const askHere = defineAction({
    id: 'learn.ask',
    args: { lesson: arg.id, card: arg.count, question: arg.id },
    run: async ({ args, ...call }) => {
      const question = library.content.questions.get(args.question);
      if (question === undefined) throw new Refusal('That question was withdrawn. The lesson goes on without it.');
      return turned(
        await player.start(call, {
          purpose: 'lesson',
          subject: subjectOf(args.lesson, args.card),
          questions: [question],
        }),
      );
    },
  });
  const checks = defineAction({
    id: 'learn.checks',
    args: { lesson: arg.id },
    run: async ({ args, ...call }) => {
      const lesson = known(args.lesson);
      const questions = lesson.checks.flatMap((id) => library.content.questions.get(id) ?? []);
      return turned(
        await player.start(call, { purpose: 'lesson', subject: subjectOf(lesson.id, 'checks'), questions }),
      );
    },
  });

  /** @throws Refusal for a lesson that is not there (any more). */
  function known(id: string): Lesson {
    const lesson = library.content.lessons.get(id);
    if (lesson === undefined) throw new Refusal('I have no such lesson. `/learn` shows the ones I have.');
    return lesson;
  }

  async function resumeAt(call: Call, lesson: Lesson): Promise<Card> {
    const before = (await store.lessons.lessonsOf(call.caller.learner)).find((one) => one.lesson === lesson.id);
    return turn(call, lesson, before === undefined || before.finished ? 0 : before.card);
  }

  /** The lesson that was open last, else the first that is not finished; undefined when all are. */
  function nextLesson(been: readonly LessonProgress[]): Lesson | undefined {
    const { lessons } = library.content;
    const open = been.find((one) => !one.finished && lessons.has(one.lesson));
    const done = new Set(been.flatMap((one) => (one.finished ? [one.lesson] : [])));
    return lessons.get(open?.lesson ?? '') ?? [...lessons.values()].find((one) => !done.has(one.id));
  }

  async function indexCard(call: Call): Promise<Card> {
    const lessons = [...library.content.lessons.values()];
    if (lessons.length === 0) throw new Refusal('There are no lessons yet. `/what` and `/quiz` are ready for you.');
    const been = await store.lessons.lessonsOf(call.caller.learner);
    const state = new Map(been.map((one) => [one.lesson, one]));
    const next = nextLesson(been);
    const started = state.get(next?.id ?? '');
    const finished = lessons.filter((lesson) => state.get(lesson.id)?.finished === true).length;
    return card(
      title('The course'),
      text(
        `${lessons.length} short lessons, **${finished}** finished. Take them in any order; the numbers are a good one.`,
      ),
      text(lessons.map((lesson) => indexLine(lesson, state.get(lesson.id))).join('\n')),
      next !== undefined &&
        buttons(
          button(
            lessonPress(next.id, started?.card ?? 0),
            `${started === undefined ? 'Start' : 'Go on'}: ${next.title}`.slice(0, 75),
            'main',
          ),
        ),
      {
        kind: 'pick',
        press: openPicked.press({}),
        label: 'Open a lesson',
        of: 'options',
        options: lessons
          .slice(0, 25)
          .map((lesson) => ({ value: lesson.id, label: `${lesson.number}. ${lesson.title}`.slice(0, 75) })),
      },
    );
  }

  /** One card of a lesson; one past the last is its end. */
  async function turn(call: Call, lesson: Lesson, at: number): Promise<Card> {
    const { learner, name, locale, community } = call.caller;
    const here = Math.min(at, lesson.cards.length);
    await store.learners.meet({ learner, name, locale, community }, call.at);
    await store.lessons.openCard(learner, lesson.id, Math.min(here, lesson.cards.length - 1), call.at);
    const shown = lesson.cards[here];
    if (shown === undefined) return endCard(lesson);
    const blocks: Block[] = [
      note(md`**Lesson ${lesson.number} · ${lesson.title}** · card ${here + 1} of ${lesson.cards.length}`),
      title(shown.title),
    ];
    if (here === 0) blocks.push(...opening(lesson));
    const asked: Button[] = [];
    for (const part of shown.parts) blocks.push(...(await partBlocks(lesson, here, part, asked)));
    blocks.push({
      kind: 'buttons',
      buttons: [
        ...(here > 0 ? [button(lessonPress(lesson.id, here - 1), 'Back')] : []),
        button(lessonPress(lesson.id, here + 1), 'Next', asked.length > 0 ? 'plain' : 'main'),
        button(index.press({}), 'All lessons'),
      ],
    });
    return { blocks };
  }

  function opening(lesson: Lesson): Block[] {
    const before = lesson.after.flatMap((id) => library.content.lessons.get(id)?.title ?? []);
    return [
      text(`**Afterwards you can**\n\n${lesson.goals.map((goal) => `- ${goal}`).join('\n')}`),
      ...(before.length > 0 ? [note(md`It helps to have seen: ${before.join(', ')}. No must.`)] : []),
    ];
  }

  async function partBlocks(lesson: Lesson, at: number, part: LessonPart, asked: Button[]): Promise<Block[]> {
    switch (part.kind) {
      case 'text':
        return [text(part.text)];
      case 'picture': {
        const given = lesson.pictures[part.name];
        const source = given === undefined ? undefined : library.content.pictures.get(given.file);
        return given === undefined || source === undefined
          ? []
          : [picture(await drawPicture(given.file, source), given.alt)];
      }
      case 'ask': {
        if (!library.content.questions.has(part.question)) return [];
        const one = button(
          askHere.press({ lesson: lesson.id, card: at, question: part.question }),
          asked.length === 0 ? 'Try it' : 'Try another',
          asked.length === 0 ? 'main' : 'plain',
        );
        asked.push(one);
        return [{ kind: 'buttons', buttons: [one] }];
      }
      case 'share': {
        const share = library.content.shareOuts.get(part.share);
        return share === undefined ? [] : [text(share.prompt), { kind: 'buttons', buttons: [shareButton(share.id)] }];
      }
      default:
        return part satisfies never;
    }
  }

  function endCard(lesson: Lesson): Card {
    return card(
      note(md`**Lesson ${lesson.number} · ${lesson.title}**`),
      title('That was the lesson'),
      text(`**You can now**\n\n${lesson.goals.map((goal) => `- ${goal}`).join('\n')}`),
      text(`${lesson.checks.length} questions show what stuck. They end the lesson.`),
      buttons(
        button(checks.press({ lesson: lesson.id }), `Answer ${lesson.checks.length} questions`, 'main'),
        button(lessonPress(lesson.id, lesson.cards.length - 1), 'Back'),
        button(index.press({}), 'All lessons'),
      ),
    );
  }

  const learnCommand = defineCommand({
    name: 'learn',
    description: 'Short lessons, a card at a time. You go on where you stopped.',
    options: {
      lesson: {
        kind: 'text',
        description: 'A lesson; empty shows the whole course',
        suggest: (typed) => lessonsLike(typed),
      },
    },
    run: async ({ options, ...call }) => {
      if (options.lesson === undefined) return show(await indexCard(call));
      const wanted = options.lesson.toLowerCase();
      const lesson =
        library.content.lessons.get(wanted) ??
        [...library.content.lessons.values()].find(
          (one) => String(one.number) === wanted || one.title.toLowerCase().includes(wanted),
        );
      if (lesson === undefined) throw new Refusal('I have no such lesson. `/learn` shows the ones I have.');
      return show(await resumeAt(call, lesson));
    },
  });

  const lessonsLike = (typed: string): readonly Suggestion[] =>
    [...library.content.lessons.values()]
      .map((lesson) => ({ label: `${lesson.number}. ${lesson.title}`, value: lesson.id }))
      .filter(
        ({ label, value }) => label.toLowerCase().includes(typed.toLowerCase()) || value.includes(typed.toLowerCase()),
      );

  /** For the learner's own page: the lesson to go on with. */
  async function home(call: Call): Promise<readonly Block[]> {
    const next = nextLesson(await store.lessons.lessonsOf(call.caller.learner));
    if (next === undefined) return [];
    return [
      text(md`**Next lesson:** ${next.number}. ${next.title}`),
      { kind: 'buttons', buttons: [readLessonButton(next.id)] },
    ];
  }

  return { home, commands: [learnCommand], actions: [open, read, openPicked, index, askHere, checks] };
}

/** What follows a run that a lesson began: the next card, or the end of the lesson. */
export function lessonEnding({ library, store }: Tools): Ending {
  const read = (run: Run): { lesson: Lesson | undefined; at: string } => {
    const [id = '', at = ''] = run.subject.split('#');
    return { lesson: library.content.lessons.get(id), at };
  };
  return {
    next(run) {
      const { lesson, at } = read(run);
      if (lesson === undefined || at === 'checks') return undefined;
      const asked = lesson.cards[Number(at)]?.parts.filter((part) => part.kind === 'ask').length ?? 0;
      // a card with several questions is gone back to, or the others would be missed
      return asked > 1
        ? button(lessonPress(lesson.id, Number(at)), 'Back to the card', 'main')
        : button(lessonPress(lesson.id, Number(at) + 1), 'Go on with the lesson', 'main');
    },
    async blocks(call, run) {
      const { lesson, at } = read(run);
      if (lesson === undefined || at !== 'checks') return [];
      await store.lessons.finishLesson(run.learner, lesson.id, lesson.cards.length - 1, call.at);
      const following = [...library.content.lessons.values()].find((one) => one.number > lesson.number);
      const row = buttons(
        following !== undefined &&
          button(lessonPress(following.id, 0), `Next lesson: ${following.title}`.slice(0, 75), 'main'),
        button({ id: 'learn.index', args: {} }, 'All lessons'),
      );
      return [text(md`**Lesson ${lesson.number} is finished.** ` + lesson.next), ...(row === undefined ? [] : [row])];
    },
  };
}

function indexLine(lesson: Lesson, been: LessonProgress | undefined): string {
  const state =
    been === undefined ? '' : been.finished ? ' ✅ finished' : ` ▶️ card ${been.card + 1} of ${lesson.cards.length}`;
  return md`${lesson.number}. ${lesson.title}` + state;
}
