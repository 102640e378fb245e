/**
 * What people do with Sous, as a script: quizzed, refused. Each platform runs all of it on its own
 * stage, so a scene may use only what a person sees.
 */
import { describe, expect, test } from 'vitest';
import { plain } from '../../src/chat/markdown.ts';
import type { Library } from '../../src/content/library.ts';
import type { Person, Seen, Stage } from '../support/stage.ts';

export interface SceneSetting {
  readonly stage: Stage;
  readonly library: Library;
}

/** Words alone: marks and spacing differ from platform to platform. */
export const words = (text: string): string =>
  plain(text)
    .replaceAll(/[`*_\s]+/gu, ' ')
    .trim();

/** The one-choice question on the screen, if it is one. */
export const oneChoiceOn = (library: Library, seen: Seen) =>
  [...library.content.questions.values()]
    .filter((one) => one.kind === 'one-choice')
    .find((one) =>
      [words(one.stem), ...one.options.map((option) => option.text)].every((text) =>
        words(seen.text).includes(words(text)),
      ),
    );

/** The letter of a right, or wrong, option of the one-choice question on the screen. */
export function letterOf(library: Library, seen: Seen, right = true): string {
  const question = oneChoiceOn(library, seen);
  if (question === undefined) throw new Error(`no one-choice question on the screen:\n${seen.text}`);
  const wanted = words(question.options.find((one) => one.right === right)?.text ?? '');
  const line = seen.text.split('\n').find((one) => /^[A-J]\s/u.test(one) && words(one.slice(1)) === wanted);
  if (line === undefined) throw new Error(`"${wanted}" has no letter:\n${seen.text}`);
  return line.charAt(0);
}

/** A form filled in: the text where one types, the first option where one picks. */
export const filled = ({ form }: Seen, text: string): Record<string, string | readonly string[]> =>
  Object.fromEntries((form?.fields ?? []).map((field) => [field, form?.options[field]?.slice(0, 1) ?? text]));

/** Does the first thing that can be done with the question on the screen. */
export async function answer(person: Person, seen: Seen): Promise<Seen> {
  const choose = seen.buttons.find((label) => !/^(?:Hint|Undo|Report|Mine is|The other|Next|See how)/u.test(label));
  const [list] = seen.picks;
  if (list !== undefined) return person.pick(list.label, [list.options[0] ?? ''], seen);
  if (choose === 'Write the answer') {
    const form = await person.press(choose, seen);
    return person.submit(filled(form, '7'));
  }
  if (choose === undefined) throw new Error(`nothing to do here:\n${seen.text}\n${seen.buttons.join(' | ')}`);
  return person.press(choose, seen);
}

/** Answers whatever is asked, as `choose` does, until the result comes; returns the result. */
export async function playToTheEnd(person: Person, first: Seen, choose: typeof answer = answer): Promise<Seen> {
  let seen = first;
  for (let guard = 0; guard < 200; guard += 1) {
    const next = seen.buttons.find((label) => /^(?:Next question|See how it went)$/u.test(label));
    seen = next === undefined ? await choose(person, seen) : await person.press(next, seen);
    if (next === 'See how it went') return seen;
  }
  throw new Error('the run never ends');
}

export function spineScenes(setting: () => SceneSetting): void {
  const person = (name: string, options?: { admin?: boolean }): Person => setting().stage.person(name, options);

  describe('a quiz', () => {
    /** A run of one one-choice question on a topic, still open. */
    async function oneChoice(who: Person, topic: string): Promise<Seen> {
      const { library } = setting();
      for (let tries = 0; tries < 60; tries += 1) {
        const seen = await who.command('quiz', { topic, length: 1 });
        if (oneChoiceOn(library, seen) !== undefined) return seen;
        await playToTheEnd(who, seen);
      }
      throw new Error(`no one-choice question on ${topic}`);
    }
    const pointsOf = async (who: Person): Promise<number> =>
      Number(/(\d+) points/u.exec((await who.command('progress')).text)?.[1] ?? 0);

    test('quiz me asks about the word; the score is there afterwards, and after a restart', async () => {
      const { stage } = setting();
      const cleo = person('Cleo');
      expect((await cleo.command('progress')).text).toContain('Nothing answered yet');
      await playToTheEnd(cleo, await cleo.press('Quiz me', await cleo.command('what', { is: 'database' })));
      const score = await cleo.command('progress');
      expect(score.text).toMatch(/first try: \d of 1/u);
      expect(score.private).toBe(true);
      await stage.restart();
      expect((await cleo.command('progress')).text).toBe(score.text);
    });

    test('a right answer is said in words, and earns ten points', async () => {
      const kim = person('Kim');
      const open = await oneChoice(kim, 'databases');
      const before = await pointsOf(kim);
      const seen = await kim.press(letterOf(setting().library, open), open);
      expect(seen.text).toContain('Right. 10 points');
      expect(seen.text).toContain('your answer, right');
      expect(seen.private).toBe(true);
      expect(await pointsOf(kim)).toBe(before + 10);
    });

    test('a wrong answer is said kindly, every option gets its feedback, and it can be replayed for practice', async () => {
      const { library } = setting();
      const lea = person('Lea');
      const open = await oneChoice(lea, 'http');
      const question = oneChoiceOn(library, open);
      const seen = await lea.press(letterOf(library, open, false), open);
      expect(seen.text).toContain('Not this time');
      expect(question?.options.filter((option) => seen.text.includes(option.text))).toHaveLength(
        question?.options.length ?? 0,
      );
      const before = await pointsOf(lea);
      const end = await lea.press('See how it went', seen);
      expect(end.text).toContain('0 of 1 right');
      const again = await lea.press('Replay what I missed', end);
      expect((await lea.press(letterOf(library, again), again)).text).toContain('for practice');
      expect(await pointsOf(lea)).toBe(before);
    });

    test('a longer run is counted question by question', async () => {
      const dora = person('Dora');
      const first = await dora.command('quiz', { topic: 'databases', length: 4 });
      expect(first.text).toContain('Question 1 of 4');
      expect((await playToTheEnd(dora, first)).text).toMatch(/\d of 4 right/u);
    });

    test('survives a restart between question and answer, and goes on where it stopped', async () => {
      const { stage } = setting();
      const emil = person('Emil');
      const first = await emil.command('quiz', { topic: 'http', length: 3 });
      await stage.restart();
      const end = await playToTheEnd(emil, first);
      expect(end.text).toMatch(/\d of 3 right/u);
      await emil.command('quiz', { topic: 'http', length: 3 });
      const asked = await emil.command('quiz', { topic: 'http', length: 3 });
      expect(asked.buttons).toContain('Go on with it');
      expect((await emil.press('Go on with it', asked)).text).toContain('Question 1 of 3');
    });

    test('the same press delivered twice counts once', async () => {
      const finn = person('Finn');
      const open = await oneChoice(finn, 'web');
      const before = await pointsOf(finn);
      await finn.press(letterOf(setting().library, open), open);
      await finn.repeat();
      expect(await pointsOf(finn)).toBe(before + 10);
    });

    test("somebody else's question is not mine to answer", async () => {
      const seen = await person('Gala').command('quiz', { topic: 'api', length: 1 });
      expect(seen.private).toBe(true);
    });

    test('an unknown topic is told kindly', async () => {
      expect((await person('Ana').command('quiz', { topic: 'gardening' })).text).toContain('The topics are');
    });
  });

  describe('bad input', () => {
    const nasty = [
      '@everyone what is a server?',
      '<@!123456789012345678> <#1> <!channel> hello',
      '<script>alert(1)</script>',
      "'; drop table learners; --",
      '__proto__',
      'constructor',
      'a\u0000b\u200b\u202ec',
      '```js\nalert(1)\n```',
      '[click](javascript:alert(1))',
    ];
    test.each(nasty)('%j is answered, and stays text', async (said) => {
      const seen = await person('Hugo').say(said);
      expect(seen.text).not.toBe('');
      expect(seen.text).not.toContain('Something broke');
      expect((await person('Hugo').command('what', { is: said })).text).not.toContain('Something broke');
    });

    test('5,000 characters are too much, and it says how many are not', async () => {
      expect((await person('Hugo').say('what is a database? '.repeat(250))).text).toContain('1,000 characters');
    });
  });

  test('help lists every command that is there', async () => {
    const seen = await person('Ana').command('help');
    for (const name of ['what', 'compare', 'quiz', 'progress'])
      expect(seen.text).toMatch(new RegExp(`/(?:tutor )?${name}`, 'u'));
    expect(seen.text).not.toMatch(/\b(?:is|share|length):/u);
    expect(seen.buttons.slice(0, 4)).toEqual(['What is next for me', 'Take a quiz', 'All lessons', 'My progress']);
    expect(seen.buttons).not.toContain('For staff');
    expect((await person('Ana').press('What is next for me', seen)).buttons).not.toEqual([]);
  });
}
