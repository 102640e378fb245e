/** Somebody who types and presses whatever there is, in any order: nothing ever breaks, and nothing is left unanswered. */
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { beforeAll, expect, test } from 'vitest';
import { talk } from '../../src/cli/conversation.ts';
import type { Content } from '../../src/content/schema.ts';
import { randomFrom } from '../../src/questions/chance.ts';
import { realLibrary } from '../support/sous.ts';

const ACTIONS = 700;
/** What goes on with whatever came before, and what is typed at a question. */
const SMALL =
  'a|B|c|d|1|2|idk|hint|skip|next|stop|back|why|simpler|more|an example|quiz me on that|which lesson is that in|open it|is it hard|B and C|the first one|true|yes|no|?|thanks';
const COMMANDS =
  'next|start|learn|review|quiz|quiz topic: sql|quiz length: 1|quiz level: hard|progress|daily|leaderboard|settings|privacy|help|compare|compare a: cookie b: session|stack|stack github|what cookie|tutor plan|tutor queue|tutor health|tutor setup|tutor pulse|tutor asked|tutor points|tutor export';
const FRAMES = ['what is {}', 'quiz me on {}', 'teach me {}', 'lesson about {}', 'how is that different from {}', '{}'];

let content: Content;
beforeAll(async () => {
  ({ content } = await realLibrary());
});

interface Line {
  readonly text?: string;
  readonly buttons?: readonly string[];
  readonly options?: readonly string[];
  readonly error?: string;
}

/** A conversation with a program, a line for a line. */
function seat(args: readonly string[]) {
  const [input, output, errors] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const lines = createInterface({ input: output })[Symbol.asyncIterator]();
  const done = talk([...args, '--jsonl'], { input, output, errors });
  return {
    async tell(line: object): Promise<Line> {
      input.write(`${JSON.stringify(line)}\n`);
      return JSON.parse(((await lines.next()) as { value: string }).value) as Line;
    },
    async leave(): Promise<number> {
      input.end();
      return done;
    },
  };
}

test.each([
  ['a learner', 11, []],
  ['an instructor', 12, ['--staff']],
] as const)(
  '%s, seed %i',
  async (_, seed, args) => {
    const random = randomFrom(seed);
    const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
    const phrases = [...content.intents.values()].flatMap((intent) => intent.phrases);
    const asks = [...content.faqs.values()].flatMap((faq) => faq.asks);
    const names = [...content.terms.values()].map(({ name }) => name);
    const said = (): string => {
      const draw = random();
      if (draw < 0.25) return one(SMALL.split('|'));
      if (draw < 0.45) return one(phrases).replace('{what}', one(names));
      if (draw < 0.6) return one(asks);
      return draw < 0.8 ? `/${one(COMMANDS.split('|'))}` : one(FRAMES).replace('{}', one(names));
    };
    const { tell, leave } = seat(args);
    let last = await tell({ new: true });
    const done: object[] = [];
    for (let n = 0; n < ACTIONS; n += 1) {
      const there = [...(last.buttons ?? []), ...(last.options ?? [])];
      const line = there.length > 0 && random() < 0.5 ? { press: one(there) } : { say: said() };
      done.push(line);
      const answer = await tell(line);
      const story = `${JSON.stringify(answer)} after ${JSON.stringify(done.slice(-6))}`;
      expect(answer.text ?? answer.error, story).toMatch(/\S/u);
      expect(answer.text ?? '', story).not.toContain('Something broke');
      // what stands there can be pressed
      expect(answer.error ?? 'nothing called', story).toMatch(/nothing called|nothing to press/u);
      if (answer.text !== undefined) last = answer;
    }
    expect(await leave()).toBe(0);
  },
  120_000,
);
