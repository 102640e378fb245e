/** Where to start and what comes next: a newcomer's first week, a placement broken off, a learner who has seen everything. */
import { describe, expect, test } from 'vitest';
import { itemsOf } from '../../src/tutor/items.ts';
import type { Person, Seen } from '../support/stage.ts';
import { letterOf, oneChoiceOn, playToTheEnd, type SceneSetting, words } from './spine.ts';

const UNKNOWN = 'I don’t know';

export interface StepSetting extends SceneSetting {
  /** Lets somebody who was here before have answered every question right and finished every lesson, some weeks ago. */
  finishAll(name: string): Promise<void>;
}

export function stepScenes(setting: () => StepSetting): void {
  const person = (name: string): Person => setting().stage.person(name);
  const lessons = () => [...setting().library.content.lessons.values()];
  const first = () => lessons()[0]?.title ?? '';

  /** Where nobody reads along, what is said is an answer. */
  const begin = async (who: Person): Promise<Seen> => who.press('Find my lesson', await who.say('next'));

  /** Answers question after question as `knows` says, until there is a result. */
  async function place(who: Person, from: Seen, knows: (lesson: number) => boolean, most = 20): Promise<Seen> {
    const { library } = setting();
    let seen = from;
    for (let n = 0; n < most && seen.buttons.includes(UNKNOWN); n += 1) {
      const question = oneChoiceOn(library, seen);
      const lesson = itemsOf(library).get(question?.id ?? '')?.lesson ?? 99;
      const label = question !== undefined && knows(lesson) ? letterOf(library, seen) : UNKNOWN;
      seen = await who.press(label, seen);
    }
    return seen;
  }

  describe('where do I start?', () => {
    test('a newcomer who knows nothing is led to lesson 1 after a few questions, and is told nothing of right and wrong', async () => {
      const abe = person('Abe');
      const open = await abe.command('start');
      expect(open.private).toBe(true);
      expect(open.text).toContain('Question 1, at most 12');
      expect(open.buttons.join()).not.toContain('Hint');
      const second = await abe.press(UNKNOWN, open);
      expect(second.text).toContain('Question 2, at most 12');
      expect(second.text).not.toMatch(/The answer|Good to know/u);
      const end = await place(abe, second, () => false);
      expect(end.text).toContain('Start at the beginning');
      expect(end.buttons.join()).not.toMatch(/Skip|Review/u);
      expect((await abe.command('privacy')).text).not.toContain('What you want to remember');
      expect((await abe.press('Read lesson 1', end)).text).toContain('card 1 of');
      await abe.repeat();
    });

    test('who knows a part is told what to read, to skip and to review; skipping can be undone', async () => {
      const bea = person('Bea');
      let missed = 0;
      const end = await place(
        bea,
        await bea.command('start'),
        (lesson) => lesson < 9 && (lesson !== 3 || (missed += 1) > 1),
      );
      const start = Number(/Start with lesson (\d+)/u.exec(end.text)?.[1]);
      expect(start).toBeGreaterThan(4);
      expect(start).toBeLessThan(13);
      const skip = `Skip lessons 1 to ${start - 1}`;
      const skipped = await bea.press(skip, end);
      expect(skipped.text).toContain(`Lessons 1 to ${start - 1} are marked as known.`);
      expect((await bea.command('learn')).text).toContain(`${start - 1} finished`);
      expect((await bea.command('next')).buttons[0]).toContain(lessons()[start - 1]?.title.slice(0, 20));
      const back = await bea.press('Undo', skipped);
      expect(back.buttons).toContain(skip);
      expect((await bea.command('learn')).text).toContain('0 finished');
      const review = back.buttons.find((label) => label.startsWith('Review the'));
      if (review === undefined) return;
      expect((await bea.press(review, back)).text).toContain('from tomorrow on');
      expect((await bea.command('privacy')).text).toContain('What you want to remember');
    });

    test('broken off and resumed, after a restart, by command and by the next step; stopped is stopped', async () => {
      const { stage } = setting();
      const cid = person('Cid');
      const second = await cid.press(UNKNOWN, await cid.command('start'));
      await stage.restart();
      const next = await cid.command('next');
      expect(next.text).toContain('where to start');
      const resumed = await cid.press('Go on', next);
      expect(resumed.text).toContain('Question 2, at most 12');
      expect(words(resumed.text)).toBe(words(second.text));
      const third = await cid.press(UNKNOWN, resumed);
      // the old message shows what is asked now, and answers nothing
      expect(words((await cid.press(UNKNOWN, second)).text)).toBe(words(third.text));
      expect(words((await cid.command('start')).text)).toBe(words(third.text));
      const stopped = await cid.press('Stop here', third);
      expect(stopped.text).toContain('2 answers are too little to tell where you stand');
      expect(stopped.text).not.toContain('You know');
      expect(stopped.buttons[0]).toContain('Read lesson 1');
      expect(stopped.buttons.join()).not.toMatch(/Skip|Review/u);
      expect((await cid.command('next')).text).not.toContain('where to start');
      const more = await cid.press('Answer some more', stopped);
      expect(more.text).toContain('Question 3, at most 12');
      const end = await place(cid, more, () => false);
      expect(end.buttons).toContain('Do it again');
      expect((await cid.command('start')).text).toBe(end.text);
      expect((await cid.press('Do it again', end)).text).toContain('Question 1, at most 12');
    });

    test('typed from end to end: each answer is heard, and what belongs to a quiz is not offered', async () => {
      const { library } = setting();
      const ivo = person('Ivo');
      let seen = await begin(ivo);
      let right = 0;
      const number = () => Number(/Question (\d+), at most 12/u.exec(seen.text)?.[1]);
      // an answer to a question that was asked by a typed answer, twice over
      for (const n of [2, 3]) {
        const isChoice = oneChoiceOn(library, seen) !== undefined;
        right += Number(isChoice);
        seen = await ivo.say(isChoice ? letterOf(library, seen) : 'i do not know');
        expect(number()).toBe(n);
      }
      const open = words(seen.text);
      const hint = await ivo.say('hint');
      expect(hint.text).toContain('There are no hints here');
      expect(words(hint.text).replace('There are no hints here. ', '')).toBe(open);
      expect(words((await ivo.say('next')).text)).toBe(open);
      const begged = await ivo.say('just tell me the answer');
      expect(begged.text).toContain('where you stand');
      expect(begged.buttons).not.toContain('Hint');
      seen = await ivo.say('skip');
      expect(number()).toBe(4);
      for (let n = 0; n < 12 && !Number.isNaN(number()); n += 1) seen = await ivo.say('idk');
      expect(seen.buttons).toContain('Do it again');
      expect(seen.text).toContain(right === 0 ? 'answers told me enough' : `${right} of `);
    });

    test('one typed "stop" ends it, at the first question as well', async () => {
      const jan = person('Jan');
      await begin(jan);
      expect((await jan.say('stop')).text).toContain('before the first answer');
      const kay = person('Kaya');
      await begin(kay);
      await kay.say('idk');
      expect((await kay.say('stop')).text).toContain('too little to tell');
    });

    test('stopped before the first answer, there is still a way on', async () => {
      const dan = person('Dan');
      const stopped = await dan.press('Stop here', await dan.command('start'));
      expect(stopped.text).toContain('before the first answer');
      expect(stopped.buttons[0]).toContain('Read lesson 1');
      expect((await dan.press('Find my lesson', stopped)).text).toContain('Question 1, at most 12');
    });
  });

  describe("a newcomer's first week", () => {
    test('each day has one next step, and no step is one to type', async () => {
      const { stage } = setting();
      const eve = person('Eve');
      // as a word alone, too
      const said = await person('Gus').say('next');
      expect(said.text).toContain('You are new here');
      expect(said.buttons).toEqual(['Find my lesson', 'Start at lesson 1']);
      const hello = await eve.command('next');
      expect(hello.text).toContain('You are new here');
      expect(hello.buttons).toEqual(['Find my lesson', 'Start at lesson 1']);
      const end = await place(eve, await eve.press('Find my lesson', hello), () => false);
      const one = await eve.press('Read lesson 1', end);
      await eve.press('Next', await eve.press('Next', one));
      // asked once, and never again
      const second = await eve.command('next');
      expect(second.text).not.toContain('You are new here');
      expect(second.text).toContain('You are in lesson 1');
      await stage.restart();
      let seen = await eve.press(`Go on: ${first()}`.slice(0, 40), second);
      expect(seen.text).toContain('card 3 of');
      while (!seen.text.includes('That was the last card')) seen = await eve.press('Next', seen);
      const checks = seen.buttons.find((label) => /^Answer \d+ questions?$/u.test(label)) ?? '';
      const result = await playToTheEnd(eve, await eve.press(checks, seen));
      expect(result.text).toContain('Lesson 1 finished');
      expect(result.buttons).toContain(`Next lesson: ${lessons()[1]?.title}`.slice(0, 75));
      const shown = await eve.press('Start at lesson 1', hello);
      expect(shown.text).toContain('card 1 of');
    });
  });

  describe('the way back to a question', () => {
    test('leads on once it is answered: to the next one, and from a task to its lesson', async () => {
      const lou = person('Lou');
      const course = await lou.press('Start at lesson 1', await lou.say('next'));
      let card = course;
      while (!card.buttons.includes('Try it')) card = await lou.press('Next', card);
      const task = await lou.press('Try it', card);
      const aside = await lou.say('what is a server');
      expect(aside.buttons).toContain('Back to your question');
      expect(words((await lou.press('Back to your question', aside)).text)).toContain(words(task.text).slice(0, 60));
      await lou.say('idk');
      const on = await lou.press('Back to your question', aside);
      expect(on.buttons).toEqual(['Go on with the lesson']);

      const mia = person('Mila');
      const said = await mia.say('/help');
      // some places run what is typed, others offer it
      const help = said.buttons.includes('help') ? await mia.press('help', said) : said;
      const quiz = await mia.press('Take a quiz', help);
      expect(quiz.text).toContain('Question 1 of 5');
      const between = await mia.say('what is a server');
      await mia.say('idk');
      expect((await mia.press('Back to your question', between)).text).toContain('Question 2 of 5');
    });
  });

  describe('a learner who has seen everything', () => {
    test('is told so, and there is always a next step: to talk about it, to be asked what was met long ago', async () => {
      const fay = person('Fay');
      await fay.press(UNKNOWN, await fay.command('quiz', { length: 1 }));
      await setting().finishAll('Fay');
      const next = await fay.command('next');
      expect(next.text).toContain('You have been through every lesson');
      const quiz = await fay.press('Take a quiz', next);
      expect(quiz.text).toContain('You have seen all');
      const end = await playToTheEnd(fay, quiz);
      expect(end.text).toContain('this was for practice');
      expect(end.text).toContain('Next:');
      const course = await fay.command('learn');
      expect(course.text).toContain(`${lessons().length} finished`);
      const placed = await place(fay, await fay.press('Find my lesson', course), () => true);
      expect(placed.text).toMatch(/You know your way around|Start with lesson 1\d/u);
      expect(placed.buttons[0]).toMatch(/Take a hard quiz|Read lesson/u);
      expect((await fay.command('review')).text).toContain('Next:');
    });
  });
}
