/** `/compare`: two terms side by side, with what separates them. */
import { again } from '../chat/again.ts';
import { address, on } from '../chat/address.ts';
import { button, type Button, buttons, type Card, card, sideBySide, text, title } from '../chat/card.ts';
import { defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md, plain } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { Refusal, show } from '../chat/reply.ts';
import type { Options } from '../chat/request.ts';
import { cut } from '../chat/words.ts';
import { termsOf } from '../content/library.ts';
import type { Term } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { wayOn } from './declined.ts';
import { readLessonButton } from './learn/addresses.ts';
import type { Player } from './player/index.ts';
import { audienceOf, SHARE_OPTION, shareButton, type Standing, standing } from './shared.ts';
import { knownTerm, suggestTerms, termButtons } from './terms.ts';
import { askAbout } from './terms-card.ts';

const quizBoth = address('compare.quiz', { a: arg.id, b: arg.id });
const shareBoth = address('compare.share', { a: arg.id, b: arg.id });

type Pair = readonly [Term, Term];

export function compare(tools: Tools, player: Player): Definitions {
  const suggest = (typed: string) => suggestTerms(tools, typed);
  const pairOf = ({ a, b }: { readonly a: string; readonly b: string }): Pair => [
    knownTerm(tools, a),
    knownTerm(tools, b),
  ];
  return {
    commands: [
      defineCommand({
        name: 'compare',
        description: 'Two terms side by side: what separates them?',
        options: {
          a: { kind: 'text', description: 'The first term, e.g. session', required: true, suggest },
          b: { kind: 'text', description: 'The second term, e.g. token', required: true, suggest },
          ...SHARE_OPTION,
        },
        audience: audienceOf,
        run: ({ options, ...call }) => {
          const { share } = options;
          const a = find(tools, options.a, (term) => ({ a: term, b: options.b, share }));
          const b = find(tools, options.b, (term) => ({ a: a.id, b: term, share }));
          if (a.id === b.id) throw sameEntry(tools, a);
          return show(compareCard(tools, [a, b], standing(call, share === true)));
        },
      }),
    ],
    actions: [
      on(quizBoth, async ({ args, ...call }) => askAbout(tools, player, call, pairOf(args))),
      on(shareBoth, ({ args, ...call }) => show(compareCard(tools, pairOf(args), standing(call, true)), 'channel'), {
        audience: 'channel',
      }),
    ],
  };
}

/** @throws Refusal, with what might be meant. */
function find({ library }: Tools, typed: string, instead: (term: string) => Options): Term {
  const found = library.lookup.find(typed);
  const ids = found.kind === 'terms' ? found.terms.map((one) => one.id) : [];
  const term = library.content.terms.get(ids[0] ?? '');
  if (term !== undefined) return term;
  const near = library.lookup.suggest(typed, 3).flatMap(({ id, name }): Button[] => {
    const press = again('compare', instead(id));
    return press === undefined ? [] : [button(press, name)];
  });
  throw new Refusal(
    md`I don't have “${cut(typed, 60)}” in my glossary yet.` + (near.length > 0 ? ' Did you mean one of these?' : ''),
    wayOn(near, typed),
  );
}

/** What it could be held against, or that entry alone. */
function sameEntry({ library }: Tools, term: Term): Refusal {
  const others = termsOf(
    library.content,
    term.confused.map((one) => one.with),
  ).flatMap((other): Button[] => {
    const press = again('compare', { a: term.id, b: other.id });
    return press === undefined ? [] : [button(press, `${term.name} and ${other.name}`)];
  });
  return new Refusal(
    md`Both are the same entry in my glossary: **${term.name}**. What would you like to see beside it?`,
    wayOn([...others, ...termButtons([term])]),
  );
}

/** What is said of each term; a row stands where both have something to say. */
const ROWS: readonly (readonly [name: string, of: (term: Term) => string | undefined])[] = [
  ['What it is', (term) => term.short],
  ['When you meet it', (term) => term.use],
  ['Watch out', (term) => term.watch],
  ['Picture it', (term) => term.analogy],
];

/** In the words of either entry: those that repeat less of what the table says, for they mostly say the same. */
function whatSeparates(a: Term, b: Term): string | undefined {
  const said = new Set(wordsOf(`${a.short} ${b.short}`));
  const repeated = (how: string): number => {
    const words = wordsOf(how);
    return words.filter((word) => said.has(word)).length / words.length;
  };
  return [a, b]
    .flatMap((term) => term.confused.filter((one) => [a.id, b.id].includes(one.with)).map(({ how }) => how))
    .toSorted((one, other) => repeated(one) - repeated(other))[0];
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/\p{L}{4,}/gu) ?? [''];

/** What separates the two in a sentence, then both row by row, and where to go on. */
export function compareCard({ library }: Tools, [a, b]: Pair, seen: Standing): Card {
  const how = whatSeparates(a, b);
  const rows = ROWS.flatMap(([name, of]) => {
    const cells = [a, b].map((term) => plain(of(term) ?? ''));
    return cells.includes('') ? [] : [{ name, cells }];
  });
  const told = library.cardOn(a.id) ?? library.cardOn(b.id);
  const asked = [a, b].some((term) => library.questionsOn(term.id).length > 0);
  return {
    summary: `${a.name} and ${b.name}`,
    about: { topic: `term:${a.id}` },
    ...card(
      title(`${a.name} and ${b.name}`),
      how !== undefined && text(`**What separates them.** ${how}`),
      sideBySide([a.name, b.name], rows),
      buttons(
        asked && button(quizBoth({ a: a.id, b: b.id }), 'Quiz me', 'main'),
        told !== undefined && readLessonButton(told.lesson, 'Lesson', told.card),
        ...termButtons([a, b]),
        shareButton(seen, shareBoth({ a: a.id, b: b.id })),
      ),
    ),
  };
}
