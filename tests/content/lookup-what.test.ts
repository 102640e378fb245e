/** The glossary in a terminal: one question, or one a line. */
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Streams, what } from '../../src/cli/what.ts';

const FAQ = `
- id: stay-logged-in
  asks: [how do I stay logged in, what happens when I come back to a site]
  say: The browser shows a **cookie** with each request.
  terms: [session, cookie]
  lesson: who-are-you
  card: Staying logged in
- id: only-a-lesson
  asks: [what can a second proof be, what else can prove who I am]
  say: Something that you have.
  lesson: who-are-you
  card: More proof, and other people's doors
`;

// a handful of real terms: reading the whole glossary for every test would take a second each
let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'sous-what-'));
  await mkdir(path.join(dir, 'glossary'));
  for (const id of ['database', 'dbms', 'cookie', 'session', 'sql', 'routing']) {
    await copyFile(`content/glossary/${id}.md`, path.join(dir, 'glossary', `${id}.md`));
  }
  for (const folder of ['lessons', 'faq']) await mkdir(path.join(dir, folder));
  await copyFile('content/lessons/11-who-are-you.md', path.join(dir, 'lessons', '11-who-are-you.md'));
  await writeFile(path.join(dir, 'faq', 'login.yaml'), FAQ);
});
afterAll(() => rm(dir, { recursive: true }));

const ask = (args: readonly string[], streams: Streams): Promise<number> => what(['--content', dir, ...args], streams);

async function run(args: readonly string[], input = ''): Promise<{ code: number; output: string; errors: string }> {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const texts = Promise.all([output.toArray(), errors.toArray()]);
  const code = await ask(args, { input: Readable.from([input]), output, errors });
  output.end();
  errors.end();
  const [written, complaints] = await texts;
  return {
    code,
    output: Buffer.concat(written as Buffer[]).toString(),
    errors: Buffer.concat(complaints as Buffer[]).toString(),
  };
}

describe('one question', () => {
  test('gets a card of plain text', async () => {
    const { code, output, errors } = await run(['is', 'a', 'database']);
    expect(errors).toBe('');
    expect(code).toBe(0);
    expect(output).toMatch(/^DATABASE\n\n\S/u);
    expect(output).toContain('Example\n');
    expect(output).toContain('See also: ');
    expect(output).not.toContain('```');
    const prose = output.split('\n').filter((line) => !line.startsWith('    '));
    expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test.each(['is: database', 'is:database', '“database”', 'is : «a database»', "'database'"])(
    '%j is read as behind the command of a chat',
    async (typed) => {
      expect(await run(typed.split(' '))).toMatchObject({
        code: 0,
        output: expect.stringMatching(/^DATABASE\n/u) as string,
      });
    },
  );

  test('a comparison gets two cards', async () => {
    const { output } = await run(['cookie vs session']);
    expect(output).toContain('COOKIE\n');
    expect(output).toContain('\nSESSION\n');
  });

  test('an everyday question gets its sentence first, then the term and the card of the lesson', async () => {
    const { code, output } = await run(['how do I stay logged in?']);
    expect(code).toBe(0);
    expect(output).toMatch(/^The browser shows a /u);
    expect(output).toContain('\nSESSION\n');
    expect(output).toContain('Lesson 11, Who are you');
    expect(output.replaceAll(/\s+/gu, ' ')).toContain('"Staying logged in"');
  });

  test('something near is offered, with exit code 1', async () => {
    const { code, output } = await run(['what is a rooter']);
    expect(output).toContain('Did you mean one of these?\n  Routing');
    expect(code).toBe(1);
  });

  test('what is not in the glossary is refused, and says how to propose it', async () => {
    const { code, output } = await run(['how do I bake bread']);
    expect(output).toContain('not in my glossary');
    expect(output).toContain('docs/authoring.md');
    expect(code).toBe(1);
  });
});

describe('one question a line', () => {
  test('is answered line by line, names best first, empty when declined', async () => {
    const input = 'what is a database\n\n   \r\nhow do I bake bread\r\nis a cookie the same as a session?';
    const { code, output } = await run(['--jsonl'], input);
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(code).toBe(0);
    expect(lines).toEqual([
      { query: 'what is a database', terms: ['Database'], lessons: [], first: 'term' },
      { query: 'how do I bake bread', terms: [], lessons: [], first: 'term' },
      {
        query: 'is a cookie the same as a session?',
        terms: ['Cookie', 'Session'],
        lessons: ['who-are-you'],
        first: 'term',
      },
    ]);
  });

  test('says which lessons fit, what comes first, and answers every question of a message', async () => {
    const asked = ['how do I stay logged in', 'what happens when I come back to a site?', 'what can a second proof be'];
    const { output } = await run(['--jsonl'], [...asked, 'what is sql? and what is a cookie?'].join('\n'));
    expect(
      output
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toMatchObject([
      { terms: ['Session', 'Cookie'], lessons: ['who-are-you'], first: 'term' },
      { lessons: ['who-are-you'], first: 'lesson' },
      { terms: [], lessons: ['who-are-you'], first: 'lesson' },
      { terms: ['SQL', 'Cookie'], lessons: ['who-are-you'], first: 'term' },
    ]);
  });

  test('answers before the input ends', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const done = ask(['--jsonl'], { input, output, errors: new PassThrough() });
    const answers = output[Symbol.asyncIterator]();
    input.write('sql\n');
    const first = await answers.next();
    expect(JSON.parse(String(first.value))).toEqual({
      query: 'sql',
      terms: ['SQL'],
      lessons: [],
      first: 'term',
    });
    input.end();
    expect(await done).toBe(0);
  });

  test('stops quietly when the reader goes away', async () => {
    let taken = 0;
    const output = new Writable({
      write(_chunk, _encoding, done) {
        taken += 1;
        done(taken > 1 ? Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }) : null);
      },
    });
    const input = Readable.from(Array.from({ length: 500 }, (_, i) => `what is sql ${i}\n`));
    expect(await ask(['--jsonl'], { input, output, errors: new PassThrough() })).toBe(0);
    expect(taken).toBe(2);
  });

  test('waits for a slow reader', async () => {
    const seen: string[] = [];
    const output = new Writable({
      highWaterMark: 16,
      write(chunk: Buffer, _encoding, done) {
        seen.push(chunk.toString());
        setImmediate(done);
      },
    });
    expect(
      await ask(['--jsonl'], { input: Readable.from(['sql\nhttp\napi\n']), output, errors: new PassThrough() }),
    ).toBe(0);
    output.end();
    expect(seen).toHaveLength(3);
  });
});

describe('wrong use', () => {
  test.each([[[]], [['--nonsense']], [['--jsonl', 'question']]])('%j is told how to do it', async (args) => {
    const { code, output, errors } = await run(args);
    expect(code).toBe(2);
    expect(output).toBe('');
    expect(errors).toContain('Usage: npm run what');
  });

  test('a folder without content is named', async () => {
    const { code, errors } = await run(['--content', 'tests/does-not-exist', 'sql']);
    expect(code).toBe(2);
    expect(errors).toContain('tests/does-not-exist');
  });
});
