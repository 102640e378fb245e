/**
 * What people do with Sous, as a script: looked up, compared, quizzed, refused. Each platform runs all of it on its own
 * stage, so a scene may use only what a person sees.
 */
import { describe, expect, test } from 'vitest';
import type { Library } from '../../src/content/library.ts';
import type { Person, Seen, Stage } from '../support/stage.ts';

export interface SceneSetting {
  readonly stage: Stage;
  readonly library: Library;
}

const letter = (index: number): string => 'ABCDEFGHIJ'[index] ?? '?';

/** The one-choice question on the screen, if it is one. */
const oneChoiceOn = (library: Library, seen: Seen) =>
  [...library.content.questions.values()]
    .filter((one) => one.kind === 'one-choice')
    .find((one) => one.options.every((option) => seen.text.includes(option.text)));

/** The letter of a right, or wrong, option of the one-choice question on the screen. */
function letterOf(library: Library, seen: Seen, right = true): string {
  const question = oneChoiceOn(library, seen);
  if (question === undefined) throw new Error(`no one-choice question on the screen:\n${seen.text}`);
  const option = question.options.find((one) => one.right === right);
  const lines = seen.text.split('\n').filter((line) => /^[A-J]\s/u.test(line));
  const at = lines.findIndex((line) => line.replace(/^[A-J]\s+/u, '').trim() === option?.text.trim());
  return letter(at);
}

/** Answers whatever is asked until the result comes; returns the result. */
export async function playToTheEnd(person: Person, first: Seen): Promise<Seen> {
  let seen = first;
  for (let guard = 0; guard < 200; guard += 1) {
    const next = seen.buttons.find((label) => /^(?:Next question|See how it went)$/u.test(label));
    const choose = seen.buttons.find((label) => !/^(?:Hint|Undo|Report|The other|Next|See how|Stop)/u.test(label));
    if (next !== undefined) {
      seen = await person.press(next, seen);
      if (next === 'See how it went') return seen;
    } else if (seen.picks.length > 0) {
      const [list] = seen.picks;
      seen = await person.pick(list?.label ?? '', [list?.options[0] ?? ''], seen);
    } else if (choose === 'Write the answer') {
      const form = await person.press(choose, seen);
      seen = await person.submit(Object.fromEntries((form.form?.fields ?? []).map((field) => [field, '7'])));
    } else if (choose !== undefined) seen = await person.press(choose, seen);
    else throw new Error(`nothing to do here:\n${seen.text}\n${seen.buttons.join(' | ')}`);
  }
  throw new Error('the run never ends');
}

export function spineScenes(setting: () => SceneSetting): void {
  const person = (name: string, options?: { admin?: boolean }): Person => setting().stage.person(name, options);
  const term = (id: string) => {
    const found = setting().library.content.terms.get(id);
    if (found === undefined) throw new Error(`no term ${id}`);
    return found;
  };

  describe('looking a word up', () => {
    test('by command: the short answer, more, and a way on; only I see it', async () => {
      const seen = await person('Ana').command('what', { is: 'database' });
      expect(seen.text).toContain('Database');
      expect(seen.text.replaceAll(/\s+/gu, ' ')).toContain(term('database').short.replaceAll(/[`*\s]+/gu, ' '));
      expect(seen.private).toBe(true);
      expect(seen.buttons).toContain('Quiz me');
    });

    test('by a plain sentence', async () => {
      const seen = await person('Ana').say('what is a database?');
      expect(seen.text).toContain('Database');
    });

    test('a comparison puts both side by side', async () => {
      const seen = await person('Ana').say('what is the difference between authentication and authorization?');
      expect(seen.text).toContain('What separates them');
      expect(seen.text).toContain('Authentication');
      expect(seen.text).toContain('Authorization');
    });

    test('what is out of scope is declined, not guessed', async () => {
      const seen = await person('Ana').say('how long do I boil an egg?');
      expect(seen.text).toContain('not in my glossary');
      expect(seen.buttons).toEqual([]);
    });

    test('a typo is understood or asked about', async () => {
      const seen = await person('Ana').command('what', { is: 'databse' });
      expect(`${seen.text} ${seen.buttons.join(' ')}`).toContain('Database');
    });

    test('while typing, names come first; with nothing typed, where to begin', async () => {
      const ana = person('Ana');
      expect((await ana.suggestions('what', 'is', 'datab'))[0]).toContain('Database');
      expect((await ana.suggestions('what', 'is', '')).length).toBeGreaterThan(4);
      expect((await ana.suggestions('what', 'is', 'x'.repeat(90))).length).toBeLessThanOrEqual(25);
    });

    test('a related term is one pick away', async () => {
      const ana = person('Ana');
      const seen = await ana.command('what', { is: 'database' });
      const next = seen.picks.find((pick) => pick.label === 'See also')?.options[0] ?? '';
      expect((await ana.pick('See also', [next], seen)).text).toContain(next);
    });

    test('a shared answer is public, and only its owner can take it away', async () => {
      const [ana, ben] = [person('Ana'), person('Ben')];
      const seen = await ana.command('what', { is: 'cookie', share: true });
      expect(seen.private).toBe(false);
      const all = await setting().stage.channel();
      const shared = all.at(-1);
      expect(shared?.text).toContain('Cookie');
      expect((await ben.press('Remove', shared)).text).toContain('Only who asked');
      await ana.press('Remove', seen);
      expect((await setting().stage.channel()).length).toBe(all.length - 1);
    });

    test('two terms can be compared by command', async () => {
      const seen = await person('Ana').command('compare', { a: 'session', b: 'cookie' });
      expect(seen.text).toContain('Session and Cookie');
      expect((await person('Ana').command('compare', { a: 'cookie', b: 'cookies' })).text).toContain('same entry');
      expect((await person('Ana').command('compare', { a: 'cookie', b: 'zzzzqq' })).text).toContain('zzzzqq');
    });
  });

  describe('a quiz', () => {
    test('quiz me, a right answer, feedback, the score; and it is still there after a restart', async () => {
      const { stage, library } = setting();
      const cleo = person('Cleo');
      const before = await cleo.command('progress');
      expect(before.text).toContain('Nothing answered yet');
      let seen = await cleo.press('Quiz me', await cleo.command('what', { is: 'database' }));
      if (oneChoiceOn(library, seen) !== undefined) {
        seen = await cleo.press(letterOf(library, seen), seen);
        expect(seen.text).toContain('Right');
        expect(seen.text).toContain('10 points');
      }
      await playToTheEnd(cleo, seen);
      const score = await cleo.command('progress');
      expect(score.text).toContain('1 questions answered');
      expect(score.private).toBe(true);
      await stage.restart();
      expect((await cleo.command('progress')).text).toBe(score.text);
    });

    test('is played through, and only what was missed is replayed for practice', async () => {
      const dora = person('Dora');
      const first = await dora.command('quiz', { topic: 'databases', length: 4 });
      expect(first.text).toContain('Question 1 of 4');
      const end = await playToTheEnd(dora, first);
      expect(end.text).toMatch(/\d of 4 right/u);
      const replay = end.buttons.find((label) => label.startsWith('Replay'));
      if (replay !== undefined) {
        const again = await playToTheEnd(dora, await dora.press(replay, end));
        expect(again.text).toMatch(/\d of \d right/u);
        expect(again.text).toContain('0 points from this run');
      }
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

    test('a double press and a repeated event count once; an old message cannot answer again', async () => {
      const { library } = setting();
      const finn = person('Finn');
      let first = await finn.command('quiz', { topic: 'web', length: 1 });
      for (let tries = 0; oneChoiceOn(library, first) === undefined && tries < 60; tries += 1) {
        await playToTheEnd(finn, first);
        first = await finn.command('quiz', { topic: 'web', length: 1 });
      }
      const points = async (): Promise<number> =>
        Number(/(\d+) points/u.exec((await finn.command('progress')).text)?.[1] ?? 0);
      const before = await points();
      const right = letterOf(library, first);
      const wrong = letterOf(library, first, false);
      await finn.press(right, first);
      await finn.repeat();
      expect(await points()).toBe(before + 10);
      // whoever still has the old picture of the message and presses something else sees what was stored
      const late = await finn
        .press('Next question', await finn.command('quiz', { topic: 'web', length: 2 }))
        .catch(() => undefined);
      expect(late).toBeUndefined();
      expect(wrong).not.toBe(right);
      expect(await points()).toBe(before + 10);
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
    for (const name of ['what', 'compare', 'quiz', 'progress']) expect(seen.text).toContain(`/${name}`);
  });
}
