/** Lessons as a person takes them: opened, turned, tried, left, gone on with, finished; and what the group says to them. */
import { describe, expect, test } from 'vitest';
import type { Person, Seen } from '../support/stage.ts';
import { answer, letterOf, oneChoiceOn, playToTheEnd, type SceneSetting, words } from './spine.ts';

export function lessonScenes(setting: () => SceneSetting): void {
  const person = (name: string): Person => setting().stage.person(name);
  const lessons = () => [...setting().library.content.lessons.values()];

  describe('a lesson', () => {
    test('stands in the course, is gone on with where one stopped, also after a restart', async () => {
      const uma = person('Uma');
      const [first, second] = lessons();
      const course = await uma.command('learn');
      expect(course.private).toBe(true);
      const [list] = course.picks;
      for (const lesson of lessons()) expect(list?.options.join('\n')).toContain(lesson.title);
      const one = await uma.press(`Start: ${first?.title}`, course);
      expect(one.text).toContain(`card 1 of ${first?.cards.length}`);
      for (const goal of first?.goals ?? []) expect(words(one.text)).toContain(words(goal.can).slice(0, 20));
      const three = await uma.press('Next', await uma.press('Next', one));
      expect(three.text).toContain('card 3 of');
      expect((await uma.press('Back', three)).text).toContain('card 2 of');
      await uma.pick('Open a lesson', [`2. ${second?.title}`], await uma.press('All lessons'));
      await setting().stage.restart();
      expect((await uma.command('learn', { lesson: first?.id ?? '' })).text).toContain('card 2 of');
      expect((await uma.command('learn')).text).toContain('▶️ card 2 of');
      expect((await uma.command('learn', { lesson: 'no such lesson' })).text).toContain('no such lesson');
      const near = await uma.command('learn', { lesson: `${second?.title.slice(0, -1)}q` });
      expect((await uma.press(`2. ${second?.title}`, near)).text).toContain('card 1 of');
    });

    test('an activity is played in the lesson, and leads back into it', async () => {
      const vic = person('Vic');
      const lesson = lessons().find((one) => one.cards.some((card) => card.parts.some((part) => part.kind === 'ask')));
      const at = lesson?.cards.findIndex((card) => card.parts.some((part) => part.kind === 'ask')) ?? 0;
      let seen = await vic.command('learn', { lesson: lesson?.id ?? '' });
      for (let card = 0; card < at; card += 1) seen = await vic.press('Next', seen);
      const asked = lesson?.cards[at]?.parts.filter((part) => part.kind === 'ask').length ?? 0;
      const stays = asked > 1 || lesson?.cards[at]?.parts.at(-1)?.kind !== 'ask';
      const back = stays ? 'Back to the card' : 'Go on with the lesson';
      seen = await vic.press('Try it', seen);
      for (let steps = 0; steps < 30 && !seen.buttons.includes(back); steps += 1) seen = await answer(vic, seen);
      const next = at + (stays ? 1 : 2);
      expect((await vic.press(back, seen)).text).toContain(
        next > (lesson?.cards.length ?? 0) ? 'That was the last card' : `card ${next} of`,
      );
    });

    test('every prompt has its answer one press away, on the same card, for the one who asked', async () => {
      const zoe = person('Zoe');
      const lesson = lessons()[0];
      let seen = await zoe.command('learn', { lesson: lesson?.id ?? '' });
      let prompts = 0;
      for (const [index, { parts }] of (lesson?.cards ?? []).entries()) {
        for (const part of parts) {
          if (part.kind !== 'prompt') continue;
          prompts += 1;
          expect(words(seen.text)).toContain(words(part.text));
          expect(words(seen.text)).not.toContain(words(part.answer));
          seen = await zoe.press('Show the answer', seen);
          expect(words(seen.text)).toContain(words(part.answer));
          expect(seen.text).toContain(`card ${index + 1} of`);
          expect(seen.private).toBe(true);
        }
        expect(seen.buttons).not.toContain('Show the answer');
        seen = await zoe.press('Next', seen);
      }
      expect(prompts).toBeGreaterThan(3);
    });

    test('a card says what was done on it and how, and the end says which goals were reached', async () => {
      const yve = person('Yve');
      const { questions } = setting().library.content;
      const kinds = (parts: readonly { readonly kind: string }[]) =>
        parts.flatMap((part) => (part.kind === 'ask' ? part : []));
      const lesson = lessons().find(({ cards, goals }) =>
        cards.some(({ parts }) => {
          const [asked, more] = kinds(parts) as { kind: 'ask'; question: string }[];
          const question = questions.get(asked?.question ?? '');
          return (
            more === undefined &&
            parts.at(-1)?.kind === 'ask' &&
            question?.kind === 'one-choice' &&
            goals.some(({ tested }) => tested.length === 1 && tested[0] === question.id)
          );
        }),
      );
      if (lesson === undefined) throw new Error('no goal is tested by one choice on a card');
      const goal = lesson.goals.find(
        ({ tested: [id, more] }) => more === undefined && questions.get(id ?? '')?.kind === 'one-choice',
      );
      const id = goal?.tested[0] ?? '';
      const at = lesson.cards.findIndex(({ parts }) =>
        parts.some((part) => part.kind === 'ask' && part.question === id),
      );
      let seen = await yve.command('learn', { lesson: lesson.id });
      for (let card = 0; card < at; card += 1) seen = await yve.press('Next', seen);
      const { library } = setting();
      const wrong = await yve.press('Try it', seen);
      const next = await yve.press('Go on with the lesson', await yve.press(letterOf(library, wrong, false), wrong));
      const missed = await yve.press('Back', next);
      expect(words(missed.text)).toContain('Done, not right yet.');
      expect(missed.text).toMatch(/1 of \d+ tasks done/u);
      expect(missed.buttons).not.toContain('Try it');
      const again = await yve.press('Do it again', missed);
      seen = await yve.press('Go on with the lesson', await yve.press(letterOf(library, again), again));
      seen = await yve.press('Back', seen);
      expect(words(seen.text)).toContain('Done, and right.');
      for (let card = at; card < lesson.cards.length; card += 1) seen = await yve.press('Next', seen);
      expect(words(seen.text)).toContain(`✅ ${words(goal?.can ?? '')}`);
      expect(seen.text.split('▫️').length - 1).toBe(lesson.goals.length - 1);
      expect(seen.text).toMatch(/1 of \d+ done, 1 right/u);
    });

    test('each can be played to its end, with every picture and every check, and is then finished', async () => {
      const wil = person('Wil');
      for (const lesson of lessons()) {
        let seen: Seen = await wil.command('learn', { lesson: lesson.id });
        let pictures = 0;
        for (const [index] of lesson.cards.entries()) {
          expect(seen.text).toContain(`card ${index + 1} of ${lesson.cards.length}`);
          pictures += seen.pictures.length;
          seen = await wil.press('Next', seen);
        }
        expect(pictures, lesson.id).toBe(
          lesson.cards.flatMap((card) => card.parts).filter((part) => part.kind === 'picture').length,
        );
        expect(seen.text).toContain('That was the last card');
        for (const goal of lesson.goals) expect(words(seen.text)).toContain(words(goal.can));
        const end = await playToTheEnd(wil, await wil.press(`Answer ${lesson.checks.length} questions`, seen));
        expect(end.text).toMatch(
          new RegExp(`Lesson ${lesson.number} finished: \\d of ${lesson.checks.length} right`, 'u'),
        );
        for (const goal of lesson.goals) expect(words(end.text)).toContain(words(goal.can));
        expect(words(end.text)).toContain(words(lesson.next));
      }
      expect((await wil.command('learn')).text).toContain(`${lessons().length} finished`);
    }, 120_000);

    test('what was missed at the end can be done once more, and is not taken for the whole lesson', async () => {
      const pia = person('Pia');
      const [lesson] = lessons();
      let seen = await pia.command('learn', { lesson: lesson?.id ?? '' });
      for (const _ of lesson?.cards ?? []) seen = await pia.press('Next', seen);
      const { library } = setting();
      // questions of one choice are answered right, the others with whatever comes first
      const end = await playToTheEnd(
        pia,
        await pia.press(`Answer ${lesson?.checks.length} questions`, seen),
        async (who, on) =>
          oneChoiceOn(library, on) === undefined ? answer(who, on) : who.press(letterOf(library, on), on),
      );
      const again = await playToTheEnd(pia, await pia.press('Replay what I missed', end));
      expect(again.text).toMatch(/Lesson 1 once more: \d of \d right/u);
    }, 120_000);
  });

  describe('a share-out', () => {
    test('opens a discussion in the channel; whoever takes part is counted, nobody is graded', async () => {
      const [xia, yan] = [person('Xia'), person('Yan')];
      const lesson = lessons().find((one) =>
        one.cards.some((card) => card.parts.some((part) => part.kind === 'share')),
      );
      const at = lesson?.cards.findIndex((card) => card.parts.some((part) => part.kind === 'share')) ?? 0;
      let seen = await xia.command('learn', { lesson: lesson?.id ?? '' });
      for (let card = 0; card < at; card += 1) seen = await xia.press('Next', seen);
      const before = (await setting().stage.channel()).length;
      const began = await xia.press('Discuss it in this channel', seen);
      expect(began.text).toContain('is in this channel');
      expect(began.private).toBe(true);
      const [prompt] = (await setting().stage.channel()).slice(before);
      expect(prompt?.text).toContain('nothing is graded');
      await xia.press('Add my part', began);
      expect(
        (await xia.submit({ 'What do you say?': 'My notes app. **@everyone** <b>would weep</b>.' })).text,
      ).toContain('first to take part');
      await yan.press('Add my part', prompt);
      expect((await yan.submit({ 'What do you say?': 'My bank.' })).text).toContain('2 people');
      const said = (await setting().stage.channel()).map((one) => one.text).join('\n');
      expect(said).toContain('Xia:');
      expect(said).toContain('<b>would weep</b>');
      expect(said).toContain('My bank.');
      // a second wish joins the same discussion
      expect((await xia.press('Discuss it in this channel', seen)).text).toContain('is in this channel');
      expect((await setting().stage.channel()).filter((one) => one.text === prompt?.text)).toHaveLength(1);
    });
  });

  test('a stack is dated and sourced, and an unknown app is told honestly', async () => {
    const [first] = [...setting().library.content.stacks.values()];
    const seen = await person('Ana').command('stack', { app: first?.name ?? 'GitHub' });
    expect(seen.text).toMatch(/as of \d{4}/u);
    expect((await person('Ana').command('stack', { app: 'my uncle’s shop' })).text).toContain('no sourced account');
    const ana = person('Ana');
    const name = first?.name ?? 'GitHub';
    expect((await ana.command('stack', { app: `“${name.toUpperCase()}”?` })).text).toMatch(/as of \d{4}/u);
    const near = await ana.command('stack', { app: `${name.slice(0, 2)}x${name.slice(2)}y` });
    expect(near.text).toContain('Did you mean');
    expect((await ana.press(name, near)).text).toMatch(/as of \d{4}/u);
    expect((await ana.suggestions('stack', 'app', first?.name.slice(0, 3) ?? '')).length).toBeGreaterThan(0);
  });
}
