/** A small app that uses every block, control, option and reply there is: what a platform must be able to draw. */
import { deflateSync } from 'node:zlib';
import { crc32 } from 'node:zlib';
import { address, on, onForm, openForm } from '../../src/chat/address.ts';
import { type App, createApp, type Witness } from '../../src/chat/app.ts';
import {
  button,
  buttons,
  type Card,
  card,
  code,
  file,
  link,
  note,
  picture,
  rule,
  table,
  text,
  title,
} from '../../src/chat/card.ts';
import { defineCommand } from '../../src/chat/command.ts';
import type { Definitions } from '../../src/chat/feature.ts';
import { type OpenForm, pickedValues, typed } from '../../src/chat/form.ts';
import { md } from '../../src/chat/markdown.ts';
import { arg } from '../../src/chat/press.ts';
import { ask, redraw, Refusal, remove, show } from '../../src/chat/reply.ts';

/** A real PNG of one color, `size` pixels square. */
export function tinyPng(size = 8): Uint8Array {
  const chunk = (type: string, data: Buffer): Buffer => {
    const head = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(head.length + 8);
    out.writeUInt32BE(data.length, 0);
    head.copy(out, 4);
    out.writeUInt32BE(crc32(head), head.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits, RGB
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(size * 3, 0x66)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: size }, () => row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

/** The file that `/all` hands out. */
export const TOY_CSV = '\ufeffname,points\r\nZoë,3\r\n';

const tick = address('toy.tick', { n: arg.count });
const vanish = address('toy.remove', {});
const choose = address('toy.pick', {});
const place = address('toy.place', {});
const open = address('toy.form', {});
const tell = address('toy.told', { tag: arg.id });

const counter = (n: number): Card =>
  card(
    title('Counter'),
    text(md`Count: **${n}**`),
    buttons(button(tick({ n }), 'One more', 'main'), button(vanish(), 'Remove', 'danger')),
  );

const TELL: Omit<OpenForm, 'press'> = {
  title: 'Tell me',
  intro: 'Two questions.',
  fields: {
    word: { kind: 'text', label: 'A word', required: true, max: 40 },
    story: { kind: 'text', label: 'A story', long: true },
    kind: {
      kind: 'pick',
      label: 'A kind',
      options: [
        { value: 'a', label: 'Apple' },
        { value: 'b', label: 'Bread' },
      ],
    },
    several: {
      kind: 'pick',
      label: 'Several',
      min: 0,
      max: 2,
      options: [
        { value: 'x', label: 'Ex' },
        { value: 'y', label: 'Why' },
        { value: 'z', label: 'Zed' },
      ],
    },
  },
  submit: 'Send',
};

/** Counts how often each handler ran, so that tests see double deliveries. */
export function toyFeature(ran: string[] = []): Definitions {
  const actions = [
    on(tick, ({ args }) => {
      ran.push(`tick ${args.n}`);
      return redraw(counter(args.n + 1));
    }),
    on(vanish, () => remove),
    on(choose, ({ picked }) => {
      ran.push(`pick ${picked.join(',')}`);
      return redraw(card(text(md`You picked: ${picked.join(', ')}`)));
    }),
    on(place, ({ picked }) => show(card(text(md`Place: ${picked.join(', ')}`)))),
    on(open, () => ask(openForm(tell({ tag: 'kept' }), TELL))),
  ];
  const told = onForm(tell, ({ args, fields }) => {
    ran.push(`told ${typed(fields['word'])}`);
    const rest = [typed(fields['kind']), pickedValues(fields['several']).join('+')].filter(Boolean).join(' ');
    return redraw(card(text(md`Told ${args.tag}: ${typed(fields['word'])} ${rest}`)));
  });
  const all = defineCommand({
    name: 'all',
    description: 'Shows every block there is.',
    options: { share: { kind: 'flag', description: 'Let the channel see it.' } },
    audience: ({ share }) => (share === true ? 'channel' : 'caller'),
    run: () =>
      show(
        card(
          title('Every block'),
          text(
            '**Bold**, *slanted*, `code`, [a link](https://example.com/a?b=1&c=2), and <b>no markup</b> & @everyone.\n\n- one\n- two\n\n1. first\n2. second',
          ),
          note('A quiet note.'),
          code('def add(a, b)\n  a + b # ``` & <x>\nend', 'ruby'),
          table(
            ['Term', 'Kind'],
            [
              ['Ruby', 'language'],
              ['Rails', 'framework'],
            ],
          ),
          picture({ name: 'gray.png', png: tinyPng() }, 'A gray square.'),
          file('toy points', 'text/csv', TOY_CSV, 'Some points'),
          rule,
          buttons(button(open(), 'Form', 'main'), link('https://example.com', 'Read more')),
          {
            kind: 'pick',
            press: choose(),
            label: 'Pick some',
            of: 'options',
            min: 1,
            max: 2,
            options: [
              { value: 'r', label: 'Red', note: 'warm' },
              { value: 'g', label: 'Green' },
              { value: 'b', label: 'Blue' },
            ],
          },
          { kind: 'pick', press: place(), label: 'Pick a channel', of: 'channel' },
        ),
      ),
  });
  const count = defineCommand({
    name: 'count',
    description: 'A button that counts.',
    audience: 'channel',
    options: {},
    run: () => show(counter(0)),
  });
  const echo = defineCommand({
    name: 'echo',
    description: 'Says it again.',
    options: {
      is: {
        kind: 'text',
        description: 'What to say.',
        required: true,
        suggest: (typed) =>
          ['database', 'data', 'cookie']
            .filter((word) => word.startsWith(typed))
            .map((word) => ({ label: word, value: word })),
      },
      times: { kind: 'number', description: 'How often.', min: 1, max: 3 },
      tone: { kind: 'choice', description: 'How.', choices: { calm: 'Calmly', loud: 'Loudly' } },
    },
    run: ({ options }) => {
      ran.push(`echo ${options.is}`);
      const words = Array.from({ length: options.times ?? 1 }, () => options.is).join(' ');
      return show(card(text(md`You said: ${options.tone === 'loud' ? words.toUpperCase() : words}`)));
    },
  });
  const no = defineCommand({
    name: 'refuse',
    description: 'Says no.',
    options: {},
    run: () => {
      throw new Refusal('Not today. `/help` knows more.');
    },
  });
  const bug = defineCommand({
    name: 'bug',
    description: 'Breaks.',
    options: {},
    run: () => {
      throw new Error('secret detail');
    },
  });
  const ours = defineCommand({
    name: 'ours',
    description: 'Only in a community.',
    where: 'community',
    options: {},
    run: () => show(card(text('Here we are.'))),
  });
  const setup = defineCommand({
    name: 'setup',
    description: 'A staff command.',
    staff: true,
    where: 'community',
    options: { zone: { kind: 'text', description: 'IANA zone.' } },
    run: ({ caller, options }) =>
      show(card(text(md`Staff: ${caller.admin ? 'admin' : 'member'} ${options.zone ?? '-'}`))),
  });
  return {
    commands: [all, count, echo, no, bug, ours, setup],
    starters: ({ caller }) => [
      ...(caller.admin ? [{ label: 'Set up', note: 'For staff', line: '/tutor setup' }] : []),
      { label: 'What is a database?', note: 'Ask', line: 'What is a database?' },
      { label: 'Count', note: 'From nothing', line: '/count' },
      { label: 'Everything', note: 'Every block', line: '/all' },
    ],
    actions,
    forms: [told],
    said: ({ text: said }) => {
      ran.push(`said ${said}`);
      return show(card(text(md`I heard: ${said}`), buttons(button(tick({ n: 0 }), 'One more'))));
    },
    explain: {
      name: 'Explain this',
      description: 'Explains a message.',
      run: ({ text: words }) => show(card(text(md`Explained: ${words}`))),
    },
    home: ({ caller }) => [
      title('Home'),
      text(md`Hello ${caller.name}.`),
      ...(buttons(button(open(), 'Form')) ? [buttons(button(open(), 'Form'))!] : []),
    ],
  };
}

export const toyApp = (ran: string[] = [], witness?: Witness): App =>
  createApp({ features: [toyFeature(ran)], errorId: () => 'e1e1', ...(witness && { witness }) });
