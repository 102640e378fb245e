/** What goes on with what was talked about last: another side of it, what it is not, a question about it, its lesson. */
import { again } from '../../chat/again.ts';
import { button, buttons, type Card, card, text } from '../../chat/card.ts';
import { md } from '../../chat/markdown.ts';
import { type Reply, show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { cut } from '../../chat/words.ts';
import type { Lesson, Term } from '../../content/schema.ts';
import type { Heard } from '../../content/talk.ts';
import { POINTS } from '../../content/talk/phrases.ts';
import { compareCard } from '../compare.ts';
import { standing } from '../shared.ts';
import { askAbout, termCard } from '../terms-card.ts';
import { readLessonButton, showCourse } from '../learn/addresses.ts';
import { resumeLesson, turnLesson } from '../learn/lesson.ts';
import { reportButton } from '../report.ts';
import type { Tools } from '../../tools.ts';
import type { House, Moment } from './moment.ts';
import { termNamed } from './named.ts';
import { goBack, goNext, lessonCard } from './onward.ts';
import { partCard } from './parts.ts';
import { runBefore } from './question.ts';
import { numberOf, wishOf } from './wish.ts';

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
    case 'explain':
      return undefined;
    case 'replay': {
      const run = await runBefore(house.tools, moment);
      return run && house.player.replay(moment.call, run);
    }
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
      return goNext(house, moment);
    case 'back':
      return goBack(house, moment);
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
  if (before.asked?.open === true) return undefined;
  const last = before.asked?.run ?? (kind === 'run' ? id : undefined);
  const run = last === undefined ? undefined : await tools.store.runs.findRun(last);
  // when its end was shown, the last answered question is what somebody still thinks of
  const item = run?.items[before.asked?.item ?? -1] ?? run?.items.findLast((_, at) => run.attempts.has(at));
  const question = content.questions.get(item?.question ?? '');
  return content.terms.get(question?.concepts[0] ?? '');
}

/** Alone it begins at once; where others read, a button does it for whoever presses. */
async function quizOn(house: House, moment: Moment, { what, intent }: Heard): Promise<Reply | undefined> {
  const { call, alone, text: words } = moment;
  const term = what === undefined && POINTS.test(words) ? await talkedAbout(house, moment) : undefined;
  const quiz = house.catalog().commands.get('quiz');
  const wish = wishOf(what, words);
  const about = { ...wish, ...(wish.topic !== undefined && { topic: cut(wish.topic, 60) }) };
  if (quiz === undefined) return undefined;
  if (!alone) {
    const options = term !== undefined ? { topic: term.id } : about;
    const press = again(quiz.name, options);
    const label = term?.name ?? wish.topic;
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
  return quiz.run({ ...call, options: about as never });
}

/** A lesson that is named by its number is opened. */
async function numbered({ tools }: House, { alone, call }: Moment, number: number): Promise<Reply> {
  const { lessons } = tools.library.content;
  const lesson = [...lessons.values()].find((one) => one.number === number);
  if (lesson === undefined)
    return show(card(text(`There are ${lessons.size} lessons.`), buttons(button(showCourse(), 'All lessons', 'main'))));
  return show(alone ? await resumeLesson(tools, call, lesson) : lessonCard(lesson, 'Read it whenever you like.'));
}

/** Where it introduces the term, else where they stopped. */
async function openAt(tools: Tools, call: Call, lesson: Lesson, term: Term | undefined): Promise<Card> {
  const at = tools.library.cardOn(term?.id ?? '');
  return at?.lesson === lesson.id ? turnLesson(tools, call, lesson, at.card) : resumeLesson(tools, call, lesson);
}

/** "Open it", "skip to databases": it is to be read, not only named. */
const OPENS =
  /^\W*(?:(?:ok|okay|yes|please|and|then|now|can you|could you|let us|lets|let's)\b\W*)*(?:open|read|go|skip|jump|take|teach|start)\b/iu;

async function lessonOf(house: House, moment: Moment, { what }: Heard): Promise<Reply | undefined> {
  const { library } = house.tools;
  const number = numberOf((what ?? '').replace(/^(?:no|number|nr|#)\s*/u, ''));
  if (number > 0) return numbered(house, moment, number);
  const [kind, id = ''] = moment.before.topic?.split(':', 2) ?? [];
  const term = what === undefined ? await talkedAbout(house, moment) : termIn(house, what);
  const named = what === undefined && kind === 'lesson' ? library.content.lessons.get(id) : undefined;
  const lesson = named ?? library.content.lessons.get(library.lessonOn(term?.id ?? '') ?? '');
  if (lesson !== undefined && moment.alone && OPENS.test(moment.text))
    return show(await openAt(house.tools, moment.call, lesson, term));
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
