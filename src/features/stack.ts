/** `/stack`: what a known app is, or was, built with; dated and sourced, because stacks change. */
import { didYouMean, type Meant } from '../chat/again.ts';
import { nearest, plainName } from '../chat/near.ts';
import { cut } from '../chat/words.ts';
import { buttons, card, link, note, text, title } from '../chat/card.ts';
import { defineCommand, type Suggestion } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import { Refusal, show } from '../chat/reply.ts';
import type { Stack } from '../content/schema.ts';
import type { Tools } from '../tools.ts';

export function stack(tools: Tools): Definitions {
  const stacks = (): readonly Stack[] => [...tools.library.content.stacks.values()];
  const namesOf = (one: Stack): string[] => [one.name, one.id, ...one.aliases];

  const suggest = (typed: string): readonly Suggestion[] =>
    stacks()
      .filter((one) => namesOf(one).some((name) => plainName(name).includes(plainName(typed))))
      .map((one) => ({ label: one.name, value: one.name }));

  function find(typed: string): Stack {
    const { found, near } = nearest(typed, stacks(), namesOf);
    const begun = stacks().filter((one) => namesOf(one).some((name) => plainName(name).startsWith(plainName(typed))));
    const [only] = begun.length === 1 && plainName(typed) !== '' ? begun : [];
    const meantOne = found ?? only;
    if (meantOne !== undefined) return meantOne;
    const meant = near.map(({ id, name }): Meant => ({ label: name, command: 'stack', options: { app: id } }));
    const none = md`I have no sourced account of what “${cut(typed, 60)}” is built with.`;
    if (meant.length > 0) throw didYouMean(`${none} Did you mean:`, meant);
    const known = stacks().map((one) => one.name);
    throw new Refusal(
      `${none} Many companies never say; a search for their engineering blog sometimes finds it.` +
        md` I know: ${cut(known.join(', '), 400)}.`,
    );
  }

  return {
    commands: [
      defineCommand({
        name: 'stack',
        description: 'What a known app is or was built with, with date and source.',
        options: { app: { kind: 'text', description: 'An app, e.g. GitHub', required: true, suggest } },
        run: ({ options }) => {
          const found = find(options.app);
          const sources = new Map(found.parts.map((part) => [part.source.url, part.source.title]));
          return show({
            summary: `What ${found.name} is built with`,
            ...card(
              title(found.name),
              text(found.what),
              text(
                found.parts.map((part) => md`- **${part.part}:** ` + `${part.built} *(as of ${part.asOf})*`).join('\n'),
              ),
              found.note !== undefined && text(found.note),
              note(
                'Stacks change, and large companies use more than they tell. The dates say when each was known to be so.',
              ),
              buttons(...[...sources].slice(0, 5).map(([url, name]) => link(url, cut(`Source: ${name}`, 75)))),
            ),
          });
        },
      }),
    ],
  };
}
