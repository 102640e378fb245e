/** The conversations of `tests/dialogues` on one stage, one after the other, each with a person of its own. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eq } from 'drizzle-orm';
import { LETTERS } from '../../src/chat/card.ts';
import { learnerOf } from '../../src/classroom/people.ts';
import { sittingAt } from '../../src/classroom/sitting.ts';
import { solutionOf, turnOf } from '../../src/questions/index.ts';
import type { Choice, Move, Turn } from '../../src/questions/kind.ts';
import type { OpenDatabase } from '../../src/storage/database.ts';
import { talks } from '../../src/storage/tables/talks.ts';
import { type Dialogue, type DialogueTurn, faultsOf, readDialogues } from '../support/dialogues.ts';
import { testSous, type TestSous } from '../support/sous.ts';
import type { Boot, Person, Seen, Stage } from '../support/stage.ts';
import { freshDatabase } from '../support/storage.ts';

const NOBODY: Seen = { text: '', buttons: [], picks: [], pictures: [], private: false };
/** A question has no more steps than that. */
const MOST_STEPS = 20;

export function dialogueScenes(open: (boot: Boot) => Promise<Stage>): void {
  let database: OpenDatabase;
  let sous: TestSous;
  let stage: Stage;
  let learner = '';
  beforeAll(async () => {
    database = await freshDatabase();
    sous = await testSous(database, {
      learnerOf: (person) => {
        const known = learnerOf(person);
        learner = known;
        return known;
      },
    });
    stage = await open(sous.boot);
  });
  afterAll(async () => {
    await stage.stop();
    await database.close();
  });

  describe.each([...new Set(readDialogues().map(({ file }) => file))])('%s', (file) => {
    test.each(readDialogues().filter((one) => one.file === file))('$id ($voice)', async (dialogue) => {
      if (dialogue.only !== undefined && !dialogue.only.some((name) => stage.name.startsWith(name))) return;
      expect(await played(dialogue)).toEqual([]);
    });
  });
  test('nothing broke on the way', () => expect(sous.failures).toEqual([]));

  /** What went wrong, turn by turn. */
  async function played(dialogue: Dialogue): Promise<readonly string[]> {
    const person = stage.person(
      dialogue.id
        .split('-')
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join(' ')
        .slice(0, 28),
    );
    const faults: string[] = [];
    let seen = NOBODY;
    learner = '';
    for (const [at, turn] of dialogue.turns.entries()) {
      const label = `${dialogue.id} ${at + 1} (${turn.say ?? turn.mention ?? turn.command ?? `[${turn.press ?? ''}]`})`;
      const next = await taken(person, turn, seen).catch((error: unknown) => String(error));
      if (typeof next === 'string') {
        faults.push(`${label}: ${next}`);
        break;
      }
      seen = next;
      const wrong = faultsOf(turn, seen, (await openOne()) !== undefined);
      if (wrong.length > 0)
        faults.push(`${label}: ${wrong.join('; ')}, but: ${seen.text.slice(0, 160)} ${JSON.stringify(seen.buttons)}`);
    }
    return faults;
  }

  async function taken(person: Person, turn: DialogueTurn, seen: Seen): Promise<Seen> {
    if (turn.press !== undefined) {
      const wanted = turn.press.toLowerCase();
      const label = seen.buttons.find((one) => wanted === '.' || one.toLowerCase().startsWith(wanted));
      if (label === undefined) throw new Error(`there is no button "${turn.press}"`);
      return person.press(label, seen);
    }
    if (turn.mention !== undefined) return person.mention(turn.mention);
    if (turn.command !== undefined) {
      if (person.type === undefined) throw new Error('no commands are typed here');
      return person.type(turn.command);
    }
    const words = turn.say ?? '';
    const [slot] = /\{(?:right|wrong|right text)\}/u.exec(words) ?? [];
    if (slot === undefined) return person.say(words);
    let last = await person.say(words.replace(slot, await answerFor(slot)));
    // a question may take several steps
    for (let step = 0; step < MOST_STEPS && (await openOne()) !== undefined; step += 1)
      last = await person.say(await answerFor(slot));
    return last;
  }

  /** The question that is open for this person, in whichever place. */
  async function openOne() {
    const rows = await database.db.select().from(talks).where(eq(talks.learner, learner));
    for (const { place } of rows) {
      const { asked } = await sous.tools.store.talks.recallTalk({ learner, place }, undefined, Date.now());
      if (asked?.open === true) return asked;
    }
    return undefined;
  }

  /** An answer to the open question, as somebody would write it. */
  async function answerFor(slot: string): Promise<string> {
    const asked = await openOne();
    const run = await sous.tools.store.runs.findRun(asked?.run ?? '');
    const sitting = run && asked && sittingAt(sous.tools.library, run, asked.item);
    if (sitting?.turn === undefined) throw new Error('no question is open');
    const { question, seed, moves, turn } = sitting;
    const [right = ''] = solutionOf(question, seed).slice(moves.length);
    if (turnOf(question, seed, [...moves, right]) === undefined && slot === '{right text}' && turn.via === 'choose')
      return turn.choices.find(({ key }) => key === right)?.text ?? '';
    return inWords(turn, slot === '{wrong}' ? otherThan(turn, right) : right);
  }
}

const otherThan = (turn: Turn, right: Move): Move => {
  if (turn.via === 'type')
    return turn.blanks.length === 1 ? 'zebra' : turn.blanks.map(({ choices }) => choices?.[0]?.key ?? 'zebra');
  const other =
    turn.choices.find(({ key }) => !right.includes(key) && key !== right)?.key ?? turn.choices[0]?.key ?? '';
  return turn.via === 'choose' ? other : [other];
};

/** As it is written: letters where letters are shown, else the words. */
function inWords(turn: Turn, move: Move): string {
  const word = (choices: readonly Choice[], key: string, letters: boolean): string => {
    const index = choices.findIndex((choice) => choice.key === key);
    const choice = choices[index];
    return letters ? (LETTERS[choice?.place ?? index] ?? '') : (choice?.text ?? '');
  };
  const all = typeof move === 'string' ? [move] : move;
  switch (turn.via) {
    case 'choose':
      return word(turn.choices, all[0] ?? '', turn.labels !== true);
    case 'pick':
      return all.map((key) => word(turn.choices, key, true)).join(', ');
    case 'type':
      return all
        .map((text, at) => {
          const choices = turn.blanks[at]?.choices;
          return choices === undefined ? text : word(choices, text, false);
        })
        .join('\n');
    default:
      return turn satisfies never;
  }
}
