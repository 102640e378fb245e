/** *Explain this*: the words of a message that somebody points at, at most three, for them alone. */
import { type Block, buttons, type Card, card, note, text, title } from '../chat/card.ts';
import type { Definitions } from '../chat/feature.ts';
import { md } from '../chat/markdown.ts';
import { Refusal, show } from '../chat/reply.ts';
import type { Call } from '../chat/request.ts';
import { termsOf } from '../content/library.ts';
import type { Term } from '../content/schema.ts';
import type { Tools } from '../tools.ts';
import { standing } from './shared.ts';
import { termButtons } from './terms.ts';
import { termCard } from './terms-card.ts';

/** What is explained of one message. */
const MOST = 3;

export const explain = (tools: Tools): Definitions => ({
  explain: {
    name: 'Explain this',
    description: 'Explains the words of a message, only to you',
    run: async ({ text: message, ...call }) => show(await explained(tools, call, message), 'caller'),
  },
});

/** @throws Refusal when nothing in it is known */
async function explained(tools: Tools, call: Call, message: string): Promise<Card> {
  const terms = spokenOf(tools, message);
  const [first] = terms;
  if (first === undefined) {
    throw new Refusal(
      md`I find no ${tools.library.content.course.kind} word in that message that I could explain. Ask me about any word with \`/what\`.`,
    );
  }
  if (terms.length === 1) return termCard(tools, first, standing(call, false));
  return card(
    title('What that message speaks of'),
    ...terms.map(lineOf),
    note('Press a word to read more about it.'),
    buttons(...termButtons(terms)),
  );
}

const lineOf = (term: Term): Block => text(md`**${term.name}.** ` + term.short);

/** What is named in it; where nothing is, what it describes, if it asks for that. */
function spokenOf({ library: { lookup, content } }: Tools, message: string): readonly Term[] {
  // an address is no word of its own
  const words = message.replaceAll(/https?:\/\/\S+/giu, ' ');
  const named = lookup.speaksOf(words, MOST);
  if (named.length > 0) return termsOf(content, named);
  const asked = lookup.ask(words).find(({ kind, asks }) => kind === 'found' && asks !== 'other');
  return termsOf(content, asked?.terms.slice(0, 1).map(({ id }) => id) ?? []);
}
