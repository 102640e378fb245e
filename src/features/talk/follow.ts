/** What goes on with what was talked about last: another side of it, what it is not, a question about it, its lesson. */
import { again } from '../../chat/again.ts';
import { button, buttons, card, text } from '../../chat/card.ts';
import { md } from '../../chat/markdown.ts';
import { type Reply, show } from '../../chat/reply.ts';
import { cut } from '../../chat/words.ts';
import type { Term } from '../../content/schema.ts';
import type { Heard } from '../../content/talk.ts';
import { POINTS } from '../../content/talk/phrases.ts';
import { compareCard } from '../compare.ts';
import { standing } from '../shared.ts';
import { askAbout, termCard } from '../terms-card.ts';
import { readLesson, readLessonButton } from '../learn/addresses.ts';
import { nextCard } from '../learn/lesson.ts';
import { nextRow } from '../next/draw.ts';
import { reportButton } from '../report.ts';
import type { House, Moment } from './moment.ts';
import { termNamed } from './named.ts';
import { partCard } from './parts.ts';

/** Of a name with what may stand around it. */
const MOST_WORDS = 5;

/** Undefined when there is nothing to go on with: then the intent's own line is said. */
export async function follow(house: House, moment: Moment, heard: Heard): Promise<Reply | undefined> {
  const { act } = heard.intent;
  switch (act) {
    case undefined:
    case 'hint':
    case 'skip':
    case 'unknown':
    case 'stop':
    case 'reveal':
      return undefined;
    case 'simpler':
    case 'example':
    case 'why':
    case 'more': {
      const term = await talkedAbout(house, moment);
      return term && show(await partCard(house.tools, term, act));
    }
    case 'switch': {
      const other = termIn(house, heard.what ?? '');
      return moment.before.topic === undefined || other === undefined
        ? undefined
        : show(await termCard(house.tools, other, standing(moment.call, !moment.alone)));
    }
    case 'differ': {
      const [term, other] = [await talkedAbout(house, moment), termIn(house, heard.what ?? '')];
      if (term === undefined || other === undefined || term.id === other.id) return undefined;
      return show({
        ...compareCard(house.tools, [term, other], standing(moment.call, !moment.alone)),
        about: { topic: `term:${other.id}` },
      });
    }
    case 'quiz':
      return quizOn(house, moment, heard);
    case 'lesson':
      return lessonOf(house, moment, heard);
    case 'next':
      return (await inLesson(house, moment, 1)) ?? nextStep(house, moment);
    case 'back':
      return inLesson(house, moment, 0);
    case 'report': {
      const { asked } = moment.before;
      if (asked === undefined) return undefined;
      const row = buttons(reportButton(asked.run, asked.item));
      return show(card(text('You may well be right. Tell me what is wrong, and a person looks at it.'), row));
    }
    default:
      return act satisfies never;
  }
}

/** The term that the words name; what only describes one may be anything. */
function termIn({ tools }: House, words: string): Term | undefined {
  return words.split(' ').length > MOST_WORDS ? undefined : termNamed(tools.library, words);
}

/** The term that is named, the one that was looked up last, the first one of a lesson, or what the last question was about. */
async function talkedAbout({ tools }: House, { before, named }: Moment): Promise<Term | undefined> {
  if (named !== undefined) return named;
  const { content } = tools.library;
  const [kind, id = ''] = before.topic?.split(':', 2) ?? [];
  if (kind === 'term') return content.terms.get(id);
  if (kind === 'lesson') return content.terms.get(content.lessons.get(id)?.concepts[0] ?? '');
  if (before.asked === undefined || before.asked.open) return undefined;
  const run = await tools.store.runs.findRun(before.asked.run);
  const question = content.questions.get(run?.items[before.asked.item]?.question ?? '');
  return content.terms.get(question?.concepts[0] ?? '');
}

/** Alone it begins at once; where others read, a button does it for whoever presses. */
async function quizOn(house: House, moment: Moment, { what, intent }: Heard): Promise<Reply | undefined> {
  const { call, alone, text: words } = moment;
  const term = what === undefined && POINTS.test(words) ? await talkedAbout(house, moment) : undefined;
  const quiz = house.catalog().commands.get('quiz');
  if (quiz === undefined) return undefined;
  if (!alone) {
    const options = term !== undefined ? { topic: term.id } : what === undefined ? {} : { topic: cut(what, 60) };
    const press = again(quiz.name, options);
    const label = term?.name ?? what;
    return show(
      card(
        text(intent.says),
        buttons(
          press !== undefined && button(press, cut(label === undefined ? 'Quiz me' : `Quiz: ${label}`, 75), 'main'),
        ),
      ),
    );
  }
  if (term !== undefined) return askAbout(house.tools, house.player, call, [term]);
  return quiz.run({ ...call, options: { ...(what !== undefined && { topic: what }) } as never });
}

async function lessonOf(house: House, moment: Moment, { what }: Heard): Promise<Reply | undefined> {
  const { library } = house.tools;
  const [kind, id = ''] = moment.before.topic?.split(':', 2) ?? [];
  const term = what === undefined ? await talkedAbout(house, moment) : termIn(house, what);
  const named = what === undefined && kind === 'lesson' ? library.content.lessons.get(id) : undefined;
  const lesson = named ?? library.content.lessons.get(library.lessonOn(term?.id ?? '') ?? '');
  if (lesson !== undefined)
    return show({
      ...card(text(md`It is in lesson ${lesson.number}: **${lesson.title}**.`), buttons(readLessonButton(lesson.id))),
      ...(term !== undefined && { about: { topic: `term:${term.id}` } }),
    });
  if (term === undefined) return undefined;
  const related = term.see.flatMap((one) => library.content.lessons.get(library.lessonOn(one) ?? '') ?? []);
  const [near] = related;
  const row = near === undefined ? undefined : buttons(readLessonButton(near.id));
  const nearest = near === undefined ? '' : md` The nearest is lesson ${near.number}: **${near.title}**.`;
  return show(card(text(md`No lesson is about **${term.name}** itself.` + nearest), row));
}

/** What is worth doing now: for whoever is alone with me, since it is nobody else's business. */
async function nextStep({ tools }: House, { alone, call }: Moment): Promise<Reply | undefined> {
  return alone ? show(card(...(await nextRow(tools, call, { answers: true })))) : undefined;
}

/** The next card of the lesson that is being read, or the same one again. */
async function inLesson({ tools }: House, { before, alone, call }: Moment, step: 0 | 1): Promise<Reply | undefined> {
  const [kind, id = ''] = before.topic?.split(':', 2) ?? [];
  const lesson = kind === 'lesson' ? tools.library.content.lessons.get(id) : undefined;
  if (lesson === undefined) return undefined;
  if (alone) return show(await nextCard(tools, call, lesson, step));
  return show(
    card(
      text(md`Lesson ${lesson.number}: **${lesson.title}**. It goes on where you stopped.`),
      buttons(button(readLesson({ lesson: lesson.id }), 'Go on with it', 'main')),
    ),
  );
}
