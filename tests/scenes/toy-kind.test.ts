/** A kind is one file and one line: a toy one is put into the list, and all of Sous can do with it what it does with ours. */
import { describe, expect, test, vi } from 'vitest';
import { checkFolder } from '../../src/authoring/check/index.ts';
import { createStudio } from '../../src/authoring/draw.ts';
import { editorSchemas } from '../../src/authoring/editor-schema.ts';
import { exportQuestions, importQuestions } from '../../src/authoring/exchange/index.ts';
import type { App } from '../../src/chat/app.ts';
import type { Request } from '../../src/chat/request.ts';
import { cardText } from '../../src/chat/text.ts';
import { createLibrary } from '../../src/content/library.ts';
import { kindNames } from '../../src/questions/index.ts';
import type * as kinds from '../../src/questions/kinds.ts';
import { checkContract } from '../questions/contract.ts';
import { SAMPLES } from '../questions/samples.ts';
import { bareStage } from '../support/bare-stage.ts';
import { folder } from '../support/content-folder.ts';
import { testSous } from '../support/sous.ts';
import { freshDatabase } from '../support/storage.ts';

// the one line
vi.mock('../../src/questions/kinds.ts', async (original) => ({
  ...(await original<typeof kinds>()),
  oddOneOut: (await import('../support/odd-one-out.ts')).oddOneOut,
}));

const file = (odd: string): string => `- id: odd-1
  level: understand
  kind: odd-one-out
  concepts: [thing]
  stem: Which one is no language?
  words:
    - { text: Ruby, feedback: Ruby is one. }
    - { text: ${odd}, feedback: HTTP is a protocol. }
    - { text: Python, feedback: Python is one. }
  odd: 2
  because: It is spoken between machines.
  explanation: HTTP is how browsers and servers talk.
`;
const made = folder({ 'questions/web/odd.yaml': file('HTTP') });
const question = made.content.questions.get('odd-1');
if (question === undefined) throw new Error(JSON.stringify(made.problems));

test('it is a kind like the others, and keeps the contract', async () => {
  expect(kindNames).toContain('odd-one-out');
  expect(kindNames).toHaveLength(Object.keys(SAMPLES).length + 1);
  await checkContract(question);
});

describe('for a learner', () => {
  test('it is asked, answered and drawn again', async () => {
    const database = await freshDatabase();
    const sous = await testSous(database, { library: createLibrary(made.content) });
    let app: App | undefined;
    let last: Request | undefined;
    const stage = await bareStage(async (platform) =>
      sous.boot({
        ...platform,
        start: async (given) => {
          app = given;
          await platform.start({
            ...given,
            handle: async (request) => {
              last = request;
              return given.handle(request);
            },
          });
        },
      }),
    );
    const who = stage.person('Ada');
    const asked = await who.command('quiz', { topic: 'web', length: 1 });
    expect(asked.text).toContain('Which one is no language?');
    expect(asked.buttons).toEqual(expect.arrayContaining(['Ruby', 'HTTP', 'Python']));
    const wrong = await who.press('Ruby', asked);
    for (const words of ['Not this time', 'Ruby (your answer): Ruby is one.', 'The answer:', 'HTTP'])
      expect(wrong.text).toContain(words);
    await stage.restart();
    // the press comes a second time, after a restart: what is stored is drawn, and nothing else is judged
    const again = last && (await app?.handle(last));
    if (again?.kind !== 'redraw') throw new Error('nothing was drawn');
    expect(cardText(again.card)).toContain('❌ Ruby (your answer): Ruby is one.');
    await stage.stop();
    await database.close();
    expect(sous.failures).toEqual([]);
  });
});

describe('for an author', () => {
  test('it is checked: what is well, and Markdown in what is shown as it is', () => {
    expect(checkFolder(made)).toEqual([]);
    const marked = checkFolder(folder({ 'questions/web/odd.yaml': file('"**HTTP**"') }));
    expect(marked).toEqual([
      expect.objectContaining({
        level: 'error',
        line: 8,
        message: expect.stringContaining('write **HTTP** without Markdown') as string,
      }),
    ]);
  });

  test('editors know its fields', () => {
    expect(editorSchemas().get('question.schema.json')).toContain('"const": "odd-one-out"');
  });

  test('it is previewed, for every platform', async () => {
    const drawn = await createStudio(made.content).question('odd-1');
    expect(drawn.map(({ what }) => what)).toEqual(['asked', 'answered right', 'answered wrong']);
    expect(drawn.flatMap(({ problems }) => problems)).toEqual([]);
    expect(drawn.map(({ card }) => cardText(card))).toEqual([
      expect.stringContaining('Which one is no language?') as string,
      expect.stringContaining('✅ Right. 10 points.') as string,
      expect.stringContaining('❌ Not this time.') as string,
    ]);
  });

  test('it goes into a table and comes back; GIFT says that it cannot carry it', () => {
    const { text } = exportQuestions('csv', [question]);
    expect(text).toContain('because');
    const [block] = importQuestions('csv', text, { taken: new Set(), terms: new Set() });
    if (block?.outcome.kind !== 'question') throw new Error(JSON.stringify(block));
    expect(block.outcome.mend).toEqual([]);
    const { version: _, file: _file, fileLine: _line, ...written } = question;
    expect({ daily: false, rows: [], ...block.outcome.draft }).toEqual(written);
    expect(exportQuestions('gift', [question])).toMatchObject({
      count: 0,
      losses: ['odd-1: left out, GIFT has no questions of this kind.'],
    });
  });
});
