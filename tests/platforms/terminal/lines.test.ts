/** The terminal as a program talks to it: one JSON object a line in, one line of JSON out. */
import { PassThrough, Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { answerLines, createTerminal } from '../../../src/platforms/terminal/index.ts';
import { toyApp } from '../../support/toy.ts';

interface Answer {
  readonly text?: string;
  readonly buttons?: readonly string[];
  readonly options?: readonly string[];
  readonly error?: string;
}

const NEW = { text: '', buttons: [], options: [] };

/** What the lines are answered with; what is no text is written as JSON. */
async function told(lines: readonly unknown[], ran: string[] = []): Promise<readonly Answer[]> {
  const terminal = createTerminal();
  await terminal.start(toyApp(ran));
  const output = new PassThrough();
  const written = output.toArray();
  let seats = 0;
  await answerLines({
    input: Readable.from(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`)),
    output,
    newSeat: (staff) => terminal.sit({ name: 'Ada', admin: staff, locale: 'en' }, `new.${(seats += 1)}`),
  });
  output.end();
  const text = Buffer.concat((await written) as Buffer[]).toString();
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

test('somebody new is met with silence; what is said and pressed is answered in full', async () => {
  expect(await told([{ new: true }, { say: 'hello\nthere' }, { press: 'One more' }, { press: 'One' }])).toEqual([
    NEW,
    { text: 'I heard: hello there', buttons: ['One more'], options: [] },
    { text: 'Counter\nCount: 1', buttons: ['One more', 'Remove'], options: [] },
    { text: 'Counter\nCount: 2', buttons: ['One more', 'Remove'], options: [] },
  ]);
});

test('a line with a slash is a command, and everything of a card is plain text', async () => {
  const [all] = await told([{ say: '/all' }]);
  expect(all?.text?.replace(/\/\S+\/1\/toy-points\.csv/u, '<path>')).toBe(
    [
      'Every block',
      'Bold, slanted, code, a link (https://example.com/a?b=1&c=2), and <b>no markup</b> & @everyone.',
      '- one\n- two',
      '1. first\n2. second',
      'A quiet note.',
      '    def add(a, b)\n      a + b # ``` & <x>\n    end',
      'Term   Kind\n-----  ---------\nRuby   language\nRails  framework',
      '(picture: A gray square.)',
      '(file: toy-points.csv, Some points)\n<path>',
      '---',
      'Read more: https://example.com',
    ].join('\n'),
  );
  expect(all?.buttons).toEqual(['Form']);
  expect(all?.options).toEqual(['Red', 'Green', 'Blue', '#here']);
});

test('a press finds the latest message that has such a label; an exact label comes first, case does not matter', async () => {
  const ran: string[] = [];
  const answers = await told(
    [
      { say: '/count' },
      { say: '/all' },
      { press: 'one more' },
      { press: 'gre' },
      { press: 'Remove' },
      { press: 'Rem' },
    ],
    ran,
  );
  expect(ran).toEqual(['tick 0', 'pick g']);
  expect(answers.slice(3)).toEqual([
    { text: 'You picked: g', buttons: [], options: [] },
    NEW, // the message is gone
    { error: 'There is nothing called “Rem”. Nothing can be pressed now.' },
  ]);
});

test('several options of one list are picked together, and no more than it allows', async () => {
  const ran: string[] = [];
  const [, three, two] = await told(
    [{ say: '/all' }, { press: ['Red', 'Green', 'Blue'] }, { press: ['Red', 'Blue'] }],
    ran,
  );
  expect(three?.error).toBe('Of “Pick some” 1 to 2 can be picked at once.');
  expect(two?.text).toBe('You picked: r, b');
  expect(ran).toEqual(['pick r,b']);
});

test('a form is asked field by field: what is said fills the open one, options are pressed, what may be left out is skipped', async () => {
  const answers = await told([
    { say: '/all' },
    { press: 'Form' },
    { say: '' },
    { say: 'x'.repeat(41) },
    { say: '/word' },
    { press: 'Skip' },
    { press: 'Bread' },
    { press: ['Ex', 'Zed'] },
  ]);
  const [, opened, empty, long, second, third, fourth, end] = answers;
  expect(opened).toEqual({
    text: 'Tell me\nTwo questions.\n1 of 4: A word (at most 40 characters)',
    buttons: ['Cancel'],
    options: [],
  });
  expect(empty?.text).toContain('A word is needed.');
  expect(long?.text).toContain('That has 41 characters; at most 40 have room.');
  expect(second).toEqual({ text: '2 of 4: A story (may be left out)', buttons: ['Skip', 'Cancel'], options: [] });
  expect(third).toEqual({
    text: '3 of 4: A kind (may be left out)',
    buttons: ['Skip', 'Cancel'],
    options: ['Apple', 'Bread'],
  });
  expect(fourth?.options).toEqual(['Ex', 'Why', 'Zed']);
  expect(end?.text).toBe('Told kept: /word b x+z');
});

test('options can be said as well, and a form can be left', async () => {
  const answers = await told([
    { say: '/all' },
    { press: 'Form' },
    { say: 'word' },
    { say: '' },
    { say: 'cake' },
    { say: '2' },
    { say: 'ex, why, zed' },
    { say: 'why, zed' },
    { press: 'Form' },
    { press: 'Cancel' },
    { say: 'hello' },
  ]);
  expect(answers[4]?.text).toContain('Please pick one of: Apple, Bread.');
  expect(answers[6]?.text).toContain('Please pick 0 to 2 of these.');
  // the message with the form has become the answer, so there is no form to open any more
  expect(answers[7]?.text).toBe('Told kept: word b y+z');
  expect(answers[8]?.error).toContain('There is nothing called “Form”.');
});

test('Cancel sends nothing, and what is said then is heard again', async () => {
  const ran: string[] = [];
  const answers = await told([{ say: '/all' }, { press: 'Form' }, { press: 'Cancel' }, { say: 'hello' }], ran);
  expect(answers[2]).toEqual({ text: 'The form is closed. Nothing was sent.', buttons: [], options: [] });
  expect(answers[3]?.text).toBe('I heard: hello');
  expect(ran).toEqual(['said hello']);
});

test('a command that lacks something asks for it, and what was given stands there', async () => {
  const answers = await told([{ say: '/echo tone:loud' }, { say: 'well' }, { press: 'Keep it' }]);
  expect(answers[0]?.text).toContain('What to say.');
  expect(answers[1]?.text).toContain('Now: Loudly');
  expect(answers[2]?.text).toBe('You said: WELL');
});

test.each([
  ['no JSON', 'hello'],
  ['no object', '[1]'],
  ['nothing known', '{"shout": "hello"}'],
  ['two things at once', '{"say": "hello", "press": "One more"}'],
  ['no text', '{"say": 7}'],
  ['not quite new', '{"new": false}'],
])('%s: the line gets an error that says what is expected, and the next one its answer', async (_, line) => {
  const [bad, good] = await told([line, { say: 'hello' }]);
  expect(bad?.error).toContain('{"say": "what is a database?"}');
  expect(Object.keys(bad ?? {})).toEqual(['error']);
  expect(good?.text).toBe('I heard: hello');
});

test('each learner is somebody else, and only the staff among them has rights', async () => {
  const answers = await told([
    { say: '/count' },
    { new: true },
    { press: 'One more' },
    { say: '/setup' },
    { new: true, staff: true },
    { say: '/tutor setup' },
  ]);
  // what stands in direct messages of the one before is not seen
  expect(answers[2]?.error).toContain('Nothing can be pressed now.');
  expect(answers[3]?.text).toBe('Staff: member -');
  expect(answers[5]?.text).toBe('Staff: admin -');
});

test('a handler that breaks says so, and empty lines are passed over', async () => {
  const answers = await told([{ say: '/bug' }, '', { say: '/refuse' }]);
  expect(answers.map(({ text }) => text)).toEqual([
    expect.stringContaining('Something broke on my side') as string,
    'Not today. /help knows more.',
  ]);
});

test('who stops reading ends it', async () => {
  const terminal = createTerminal();
  await terminal.start(toyApp());
  const input = new PassThrough();
  let reads = 0;
  const output = new Writable({
    write(_chunk, _encoding, done) {
      reads += 1;
      done(new Error('EPIPE'));
    },
  });
  input.write('{"say": "a"}\n{"say": "b"}\n');
  await answerLines({ input, output, newSeat: () => terminal.sit({ name: 'Ada', admin: false, locale: 'en' }, 'ada') });
  expect(reads).toBe(1);
});
