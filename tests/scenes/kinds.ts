/** Every question kind as a person answers it: pressed, picked or typed, with double presses and a restart. */
import { describe, expect, test } from 'vitest';
import { kindNames, type QuestionSource, solutionOf, turnOf, typedFor } from '../../src/questions/index.ts';
import type { Move, Turn } from '../../src/questions/kind.ts';
import type { Run } from '../../src/storage/runs.ts';
import { SAMPLES } from '../questions/samples.ts';
import type { Person, Seen, Stage } from '../support/stage.ts';

export interface KindSetting {
  readonly stage: Stage;
  /** The run that was begun last. */
  latestRun(): Promise<Run>;
}

/** Does with the controls on the screen what the move means. */
async function make(who: Person, seen: Seen, turn: Turn, move: Move, question: QuestionSource): Promise<Seen> {
  const keys = [move].flat();
  switch (turn.via) {
    case 'choose': {
      const text = turn.choices.find((choice) => choice.key === keys[0])?.text ?? '';
      if (turn.labels === true) return who.press(text, seen);
      const at = turn.choices.findIndex((choice) => choice.key === keys[0]);
      if (!seen.text.replaceAll('\u00a0', ' ').includes(text))
        throw new Error(`"${text}" is not on the screen:\n${seen.text}`);
      return who.press('ABCDEFGHIJ'.charAt(turn.choices[at]?.place ?? at), seen);
    }
    case 'pick': {
      const texts = keys.map((key) => turn.choices.find((choice) => choice.key === key)?.text ?? '');
      return who.pick(turn.max === 1 ? 'Choose one' : 'Choose all that are right', texts, seen);
    }
    case 'type': {
      const words = [typedFor(question, move)].flat();
      await who.press('Write the answer', seen);
      return who.submit(
        Object.fromEntries(
          turn.blanks.map((blank, index) => [
            blank.label,
            blank.choices === undefined ? (words[index] ?? '') : [keys[index] ?? ''],
          ]),
        ),
      );
    }
    default:
      return turn satisfies never;
  }
}

export function kindScenes(setting: () => KindSetting): void {
  describe.each(kindNames)('%s', (kind) => {
    const question = SAMPLES[kind];

    test('is answered right, step by step, through double presses and a restart', async () => {
      const { stage } = setting();
      const who = stage.person(`Ada ${kind}`);
      let seen = await who.command('quiz', { topic: kind, length: 1 });
      const run = await setting().latestRun();
      const seed = run.seed >>> 0;
      const solution = solutionOf(question, seed);
      for (const [step, move] of solution.entries()) {
        const turn = turnOf(question, seed, solution.slice(0, step));
        if (turn === undefined) throw new Error('the question ended early');
        const before = seen;
        seen = await make(who, before, turn, move, question);
        await who.repeat();
        if (step === 0) await stage.restart();
      }
      const done = await who.command('quiz', { topic: kind, length: 1 });
      expect(seen.text).toContain('Right. 10 points');
      expect(seen.text).toContain(question.explanation);
      expect(done.text).toContain('and you know it already');
      const stored = await setting().latestRun();
      expect(stored.id).not.toBe(run.id);
      expect((await who.command('progress')).text).toMatch(/first try: 1 of 1[^]*Score: 10 points/u);
    });

    test('leads somewhere whatever is pressed', async () => {
      const who = setting().stage.person(`Bo ${kind}`);
      let seen = await who.command('quiz', { topic: kind, length: 1 });
      const seed = (await setting().latestRun()).seed >>> 0;
      const moves: Move[] = [];
      for (let turn = turnOf(question, seed, moves); turn !== undefined; turn = turnOf(question, seed, moves)) {
        const move =
          turn.via === 'type'
            ? turn.blanks.map((blank) => blank.choices?.at(-1)?.key ?? 'no idea')
            : (turn.choices.at(-1)?.key ?? '');
        moves.push(
          turn.via === 'pick'
            ? [move].flat()
            : turn.via === 'type' && turn.blanks.length === 1
              ? (move[0] ?? '')
              : move,
        );
        seen = await make(who, seen, turn, moves.at(-1) ?? '', question);
      }
      expect(seen.text).toMatch(/Right|Partly right|Not this time/u);
      expect(seen.buttons).toContain('See how it went');
      expect(seen.buttons).toContain('Report');
    });
  });

  test('a step can be taken back', async () => {
    const who = setting().stage.person('Cy');
    const first = await who.command('quiz', { topic: 'order', length: 1 });
    const second = await who.press('A', first);
    expect(second.text).toContain('1. ');
    const back = await who.press('Undo', second);
    expect(back.text).toBe(first.text);
    expect(back.buttons).not.toContain('Undo');
  });

  test('a query that gives other rows is told which, and gets another try', async () => {
    const who = setting().stage.person('Hal');
    const write = async (on: Seen, query: string): Promise<Seen> => {
      await who.press('Write the answer', on);
      return who.submit({ 'One query': query });
    };
    const asked = await who.command('quiz', { topic: 'write-sql', length: 1 });
    expect(asked.text).toContain('Which toys cost something?');
    expect((await who.press('See the data', asked)).text).toContain('A box of toys.');
    const slip = await write(asked, 'SELECT nam FROM toys');
    expect(slip.text).toContain('character 8');
    expect(slip.text).toContain('Did you mean');
    expect(slip.text).toContain('Try 2 of 3.');
    expect(slip.buttons).not.toContain('Undo');
    const all = await write(slip, 'SELECT name FROM toys');
    expect(all.text).toContain('These are all.');
    expect(all.text).toContain('One try is left.');
    const done = await write(all, 'SELECT name FROM toys WHERE price >= 0');
    expect(done.text).toContain('right at the third try, which is worth half');
    expect(done.text).toContain('5 of 10 points');
    expect(done.text).toContain('Ask each row.');
    expect(done.text).not.toContain('nam FROM');
  });

  test('the hint costs four points, once', async () => {
    const who = setting().stage.person('Di');
    const question = SAMPLES['one-choice'];
    const seen = await who.command('quiz', { topic: 'one-choice', length: 1 });
    const hinted = await who.press('Hint', seen);
    expect(hinted.text).toContain('Hint: The first.');
    expect(hinted.buttons.filter((label) => label.startsWith('Hint'))).toEqual([]);
    const seed = (await setting().latestRun()).seed >>> 0;
    const turn = turnOf(question, seed, []);
    if (turn === undefined) throw new Error('no turn');
    expect((await make(who, hinted, turn, solutionOf(question, seed)[0] ?? '', question)).text).toContain(
      '6 points (with the hint)',
    );
  });

  test('a wrong idea is named, with what helps', async () => {
    const who = setting().stage.person('Ed');
    const seen = await who.command('quiz', { topic: 'one-choice', length: 1 });
    const turn = turnOf(SAMPLES['one-choice'], (await setting().latestRun()).seed >>> 0, []);
    if (turn === undefined) throw new Error('no turn');
    expect((await make(who, seen, turn, '2', SAMPLES['one-choice'])).text).toContain('Keep them apart.');
  });

  test('"mine is right": staff accept the answer, and it counts from then on', async () => {
    const { stage } = setting();
    const [who, other, staff] = [stage.person('Fay'), stage.person('Gil'), stage.person('Chef', { admin: true })];
    const turn = turnOf(SAMPLES['short-answer'], 0, []);
    if (turn === undefined) throw new Error('no turn');
    const missed = await make(
      who,
      await who.command('quiz', { topic: 'short-answer', length: 1 }),
      turn,
      'data store',
      SAMPLES['short-answer'],
    );
    expect(missed.text).toContain('Not this time');
    expect((await who.press('Mine is right', missed)).text).toContain('Thank you');
    const queue = await staff.command('reports');
    expect(queue.text).toContain('data store');
    expect((await staff.press('Accept this answer', queue)).text).toContain('1 result gains');
    expect((await who.command('progress')).text).toContain('Good news');
    const seen = await make(
      other,
      await other.command('quiz', { topic: 'short-answer', length: 1 }),
      turn,
      'data store',
      SAMPLES['short-answer'],
    );
    expect(seen.text).toContain('10 points');
  });
}
