/** `/stack`: what a known app is, or was, built with; dated and sourced, because stacks change. */
import { again } from '../chat/again.ts';
import { address, on } from '../chat/address.ts';
import { type Block, button, type Button, buttons, type Card, card, note, text, title } from '../chat/card.ts';
import { nearest, plainName } from '../chat/near.ts';
import { cut } from '../chat/words.ts';
import { defineCommand, type Suggestion } from '../chat/command.ts';
import type { Definitions } from '../chat/feature.ts';
import { LIMITS } from '../chat/limits.ts';
import { md, type Markdown } from '../chat/markdown.ts';
import { arg } from '../chat/press.ts';
import { Refusal, show } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import { termsOf } from '../content/library.ts';
import type { Stack } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { wayOn } from './declined.ts';
import { audienceOf, SHARE_OPTION, shareButton, type Standing, standing } from './shared.ts';
import { termButtons } from './terms.ts';

const pickStack = address('stack.pick', {});
const shareStack = address('stack.share', { app: arg.id });

/** The entry that says what a stack is. */
const STACK_TERM = 'tech-stack';

export function stack(tools: Tools): Definitions {
  const suggest = (typed: string): readonly Suggestion[] =>
    stacksOf(tools)
      .filter((one) => namesOf(one).some((name) => plainName(name).includes(plainName(typed))))
      .map((one) => ({ label: one.name, value: one.name }));
  const known = (id: string): Stack => {
    const found = tools.library.content.stacks.get(id);
    if (found === undefined) throw new Refusal('I no longer have that app.', otherApps(tools));
    return found;
  };
  // a course without known apps has no use for it
  if (stacksOf(tools).length === 0) return {};
  return {
    commands: [
      defineCommand({
        name: 'stack',
        description: 'What a known app is or was built with, with date and source.',
        options: {
          app: { kind: 'text', description: 'An app, e.g. GitHub', required: true, suggest },
          ...SHARE_OPTION,
        },
        audience: audienceOf,
        run: ({ options: { app, share }, ...call }) =>
          show(stackCard(tools, find(tools, app), standing(call, share === true))),
      }),
    ],
    actions: [
      on(pickStack, ({ picked, ...call }) =>
        show(stackCard(tools, known(picked[0] ?? ''), standing(call, false)), 'caller'),
      ),
      on(shareStack, ({ args, ...call }) => show(stackCard(tools, known(args.app), standing(call, true)), 'channel'), {
        audience: 'channel',
      }),
    ],
  };
}

const stacksOf = ({ library }: Tools): readonly Stack[] => [...library.content.stacks.values()];
const namesOf = (one: Stack): string[] => [one.name, one.id, ...one.aliases];

/** Asks what something was made with, whatever else is in the sentence. */
const MADE_WITH =
  /\b(?:(?:built|build|made|written|programmed|coded|developed|run|runs|running|powered)\b.*\b(?:with|in|on|by|of|from)|(?:tech )?stack|technolog(?:y|ies)|(?:which|what) (?:language|framework|database|back ?-?end)s?)\b/iu;

/** The card of the app that is named in a sentence which asks what it was made with. */
export function stackAsked(tools: Tools, call: Call, said: string): Card | undefined {
  if (!MADE_WITH.test(said)) return undefined;
  const words = ` ${plainWords(said)} `;
  const named = stacksOf(tools).find((one) =>
    namesOf(one).some((name) => name.length > 2 && words.includes(` ${plainWords(name)} `)),
  );
  return named === undefined ? undefined : stackCard(tools, named, standing(call, false));
}

const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** @throws Refusal, with what might be meant, and with what there is. */
function find(tools: Tools, typed: string): Stack {
  const stacks = stacksOf(tools);
  const { found, near: whole } = nearest(typed, stacks, namesOf);
  // "Netfix Inc": one of the words may be the name
  const byWord = typed.split(/\s+/u).flatMap((word) => (word.length > 4 ? nearest(word, stacks, namesOf) : []));
  const near = whole.length > 0 ? whole : [...new Set(byWord.flatMap((one) => [one.found ?? [], one.near].flat()))];
  const begun = stacks.filter((one) => namesOf(one).some((name) => plainName(name).startsWith(plainName(typed))));
  const [only] = begun.length === 1 && plainName(typed) !== '' ? begun : [];
  const meantOne = found ?? only;
  if (meantOne !== undefined) return meantOne;
  const meant = near.flatMap(({ id, name }): Button[] => {
    const press = again('stack', { app: id });
    return press === undefined ? [] : [button(press, name)];
  });
  const question = `What is ${typed} built with?`;
  const none = md`I have no sourced account of what “${cut(typed, 60)}” is built with yet.`;
  throw meant.length > 0
    ? new Refusal(`${none} Did you mean one of these?`, wayOn(meant, question))
    : new Refusal(`${none} Many companies never say.`, [...wayOn([], question), ...otherApps(tools)]);
}

/** What else there is something to say about, as one list. */
function otherApps(tools: Tools, but?: Stack): readonly Block[] {
  const others = stacksOf(tools).filter((one) => one !== but);
  const options = others
    .slice(0, LIMITS.options)
    .map((one) => ({ value: one.id, label: one.name, note: cut(one.what, LIMITS.optionNote) }));
  if (options.length === 0) return [];
  const label = but === undefined ? 'Some apps that I know' : 'Another app';
  return [{ kind: 'pick', press: pickStack(), label, of: 'options', folded: true, options }];
}

function stackCard(tools: Tools, found: Stack, seen: Standing): Card {
  return {
    summary: `What ${found.name} is built with`,
    ...card(
      title(found.name),
      text(found.what),
      text(found.parts.map(partLine).join('\n')),
      found.note !== undefined && text(found.note),
      note('Stacks change, and large companies use more than they tell. The dates say when each was known to be so.'),
      buttons(
        ...termButtons(termsOf(tools.library.content, [STACK_TERM])),
        shareButton(seen, shareStack({ app: found.id })),
      ),
      ...otherApps(tools, found),
    ),
  };
}

const partLine = ({ part, built, asOf, source }: Stack['parts'][number]): Markdown =>
  md`- **${part}:** ` + `${built} *(as of ${asOf}; [source](${source.url}))*`;
