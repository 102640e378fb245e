/** `/compare`: two terms side by side, with what separates them. */
import { didYouMean } from '../chat/again.ts';
import { type Button, buttons, type Card, card, link, note, text, title } from '../chat/card.ts';
import { defineCommand } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import { Refusal, show } from '../chat/reply.ts';
import type { Options } from '../chat/request.ts';
import { cut } from '../chat/words.ts';
import type { Term } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { suggestTerms } from './terms.ts';

export function compare(tools: Tools): Definitions {
  const { library } = tools;
  const suggest = (typed: string) => suggestTerms(tools, typed);
  return {
    commands: [
      defineCommand({
        name: 'compare',
        description: 'Two terms side by side: what separates them?',
        options: {
          a: { kind: 'text', description: 'The first term, e.g. session', required: true, suggest },
          b: { kind: 'text', description: 'The second term, e.g. token', required: true, suggest },
        },
        run: ({ options }) => {
          const a = find(options.a, (term) => ({ a: term, b: options.b }));
          const b = find(options.b, (term) => ({ a: a.id, b: term }));
          if (a.id === b.id)
            throw new Refusal(md`Both are the same entry in my glossary: **${a.name}**. Choose two different ones.`);
          return show(compareCard(a, b));
        },
      }),
    ],
  };

  /** @throws Refusal, with what might be meant. */
  function find(typed: string, instead: (term: string) => Options): Term {
    const found = library.lookup.find(typed);
    const ids = found.kind === 'terms' ? found.terms.map((one) => one.id) : [];
    const term = library.content.terms.get(ids[0] ?? '');
    if (term !== undefined) return term;
    const near = library.lookup.suggest(typed, 3);
    throw didYouMean(
      md`I don't have “${cut(typed, 60)}” in my glossary.` + (near.length > 0 ? ' Did you mean:' : ''),
      near.map(({ id, name }) => ({ label: name, command: 'compare', options: instead(id) })),
    );
  }
}

/** Both short answers, what separates them in the words of either entry, and links to read on. */
export function compareCard(a: Term, b: Term, own: readonly Button[] = []): Card {
  const how = [...a.confused.filter((one) => one.with === b.id), ...b.confused.filter((one) => one.with === a.id)].map(
    (one) => one.how,
  );
  const readings = [a, b].flatMap((term) =>
    term.reading[0] === undefined ? [] : [link(term.reading[0].url, `Read: ${term.name}`)],
  );
  return {
    summary: `${a.name} and ${b.name}`,
    ...card(
      title(`${a.name} and ${b.name}`),
      text(md`**${a.name}.** ` + a.short),
      text(md`**${b.name}.** ` + b.short),
      ...(how.length > 0
        ? [text(`**What separates them.** ${how[0] ?? ''}`), how[1] !== undefined && note(how[1])]
        : [text(md`**More about ${a.name}.** ` + a.more), text(md`**More about ${b.name}.** ` + b.more)]),
      buttons(...readings, ...own),
    ),
  };
}
