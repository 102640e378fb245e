/** The one next step as it looks wherever it stands: a sentence of why, and the button that does it. */
import { again } from '../../chat/again.ts';
import { type Block, button, type Button, buttons, text } from '../../chat/card.ts';
import { escape } from '../../chat/markdown.ts';
import type { Press } from '../../chat/press.ts';
import type { Call } from '../../chat/request.ts';
import { cut } from '../../chat/words.ts';
import { type Looking, outlookOf } from '../../classroom/step.ts';
import type { Library } from '../../content/library.ts';
import type { Tools } from '../../tools.ts';
import type { Step } from '../../tutor/step.ts';
import { openDrop } from '../daily/addresses.ts';
import { readLesson } from '../learn/addresses.ts';
import { beginQuiz, LENGTH, resumeRun } from '../quiz-addresses.ts';
import { shareButton } from '../share.ts';

/** The command, as a button runs it. @throws RangeError for what no button can carry: an author's mistake */
function run(command: string): Press {
  const press = again(command);
  if (press === undefined) throw new RangeError(`no button can run ${command}`);
  return press;
}

/** Asks where to start; for where it can always be found. */
export const findLessonButton = (style: Style = 'plain'): Button => button(run('start'), 'Find my lesson', style);

type Style = 'main' | 'plain';

/** What does the step, and beside it at most one other way. */
export function stepButtons({ content }: Library, step: Step, style: Style = 'main'): readonly Button[] {
  const one = (press: Press, label: string): readonly Button[] => [button(press, cut(label, 75), style)];
  switch (step.kind) {
    case 'place':
      return [
        findLessonButton(style),
        ...(step.lesson === undefined ? [] : [button(readLesson({ lesson: step.lesson }), 'Start at lesson 1')]),
      ];
    case 'drop':
      return one(openDrop({ drop: step.drop }), "Answer today's question");
    case 'review':
      return one(run('review'), `Review ${step.due} now`);
    case 'idea':
      return one(run('review'), step.due === 1 ? 'Try one question' : `Try ${step.due} questions`);
    case 'lesson': {
      const lesson = content.lessons.get(step.lesson);
      const verb = step.how === 'begun' ? 'Go on' : step.how === 'next' ? 'Next lesson' : 'This week';
      return one(readLesson({ lesson: step.lesson }), `${verb}: ${lesson?.title ?? ''}`);
    }
    case 'work':
      return one(resumeRun({ run: step.run }), step.purpose === 'quiz' ? 'Go on with the quiz' : 'Go on');
    case 'weak':
      return one(
        beginQuiz({ topic: step.term, length: LENGTH }),
        `Practice: ${content.terms.get(step.term)?.name ?? ''}`,
      );
    case 'share':
      return [shareButton(step.share, style)];
    case 'quiz':
      return one(run('quiz'), 'Take a quiz');
    default:
      return step satisfies never;
  }
}

export function stepBlocks(library: Library, step: Step, style: Style = 'main'): readonly Block[] {
  const row = buttons(...stepButtons(library, step, style));
  return [text(`**Next:** ${escape(step.why)}`), ...(row === undefined ? [] : [row])];
}

/**
 * The next step of whoever asks, for the end or the top of any card. One statement; with `answers` (true, or what was read of
 * them already) wrong ideas that are due and the weakest concept are looked for too: one more, unless they were read.
 */
export async function nextRow(
  tools: Tools,
  call: Call,
  { style = 'main', ...looking }: Looking & { readonly style?: Style } = {},
): Promise<readonly Block[]> {
  const { steps } = await outlookOf(tools, call, looking);
  return steps.slice(0, 1).flatMap((step) => stepBlocks(tools.library, step, style));
}

/** More of them would be a list to choose from. */
const MOST_OTHERS = 2;
/** What waits, beside the one step: it has its time, or was begun. */
const WAITS: readonly Step['kind'][] = ['drop', 'review', 'idea', 'work', 'lesson'];

/** Where to start offers the first lesson itself. */
const beside = (kind: Step['kind'], first: Step): boolean =>
  kind !== first.kind && !(kind === 'lesson' && first.kind === 'place');

/** On a learner's own page: the one step, and what waits beside it. */
export function nextHome(library: Library, [first, ...rest]: readonly Step[]): readonly Block[] {
  if (first === undefined) return [];
  const others = rest.filter(({ kind }) => WAITS.includes(kind) && beside(kind, first)).slice(0, MOST_OTHERS);
  return [
    ...stepBlocks(library, first),
    ...others.flatMap((step) => {
      const row = buttons(...stepButtons(library, step, 'plain'));
      return [text(escape(step.why)), ...(row === undefined ? [] : [row])];
    }),
  ];
}
