/**
 * What is said becomes one answer. First whether it is said to a question that is open, then whether it is one of the things
 * that people say to a tutor, then whether it is a question; what is none of them is met kindly, and never called unknown.
 */
import { again } from '../../chat/again.ts';
import { button, buttons, type Card, card, text } from '../../chat/card.ts';
import type { Catalog } from '../../chat/feature.ts';
import { readLine } from '../../chat/line.ts';
import { plainName } from '../../chat/near.ts';
import { noSuchCommand } from '../../chat/mistyped.ts';
import { type Reply, show } from '../../chat/reply.ts';
import type { Call } from '../../chat/request.ts';
import { cut } from '../../chat/words.ts';
import type { Library } from '../../content/library.ts';
import { pointedAt } from '../../content/lookup.ts';
import type { Act, Term } from '../../content/schema.ts';
import type { Heard, Overheard } from '../../content/talk.ts';
import { stackAsked } from '../stack.ts';
import { answer, topicOf } from '../what.ts';
import { follow } from './follow.ts';
import { type House, keyOf, type Moment } from './moment.ts';
import { namedIn } from './named.ts';
import { atQuestion, isToQuestion, withWayBack } from './question.ts';
import { intentCard, unsure } from './replies.ts';

/** What goes on with the last word. */
const FOLLOWS: readonly (Act | undefined)[] = ['simpler', 'example', 'why', 'more', 'lesson'];

/** "Wait, what is a server": it asks about the server. */
const PAUSE = /^\s*(?:(?:wait|hold on|hang on|hold up)\b[\s,.:;!–—-]*)+(?=\S)/iu;

/** `typed`: behind a slash, so that only the caller sees the answer; undefined then for what is no talk. */
export async function hear(house: House, call: Call, said: string, typed: boolean): Promise<Reply | undefined> {
  const { library, store } = house.tools;
  const rest = said.replace(PAUSE, '');
  if (rest !== said && (library.talk.isQuestion(rest) || /^\s*\w+(?: \w+)?\s*[,.!]/u.test(said)))
    return hear(house, call, rest, typed);
  if (!typed && /^\s*[/／]\S/u.test(said)) return slashed(house, call, said);
  const answers = library.lookup.ask(said);
  const names = isNamed(answers);
  const { heard, named } = heardIn(library, said, names);
  // nothing is offered beside it, and nobody else reads it
  if (heard.said?.intent.urgent === true) return show(intentCard(heard.said.intent), 'caller');
  const intent = isAsked(library, said, heard.said) ? undefined : (heard.said ?? heard.likely);
  // what may go on with the last word is no question of its own unless it names another
  const goesOn = !names && FOLLOWS.includes(heard.maybe?.intent.act);
  // what is put beside the last word is talked about either way
  const isTopic = intent === undefined || intent.intent.act === 'switch' || intent.intent.act === 'differ';
  // "can somebody steal it" may be about what was talked about before
  const points = intent === undefined && !goesOn && !isSpelledOut(answers) && pointedAt(said, '') !== undefined;
  const topic = isTopic && !typed && !goesOn && !points ? topicOf(answers) : undefined;
  const before = await store.talks.recallTalk(keyOf(call), topic, call.at);
  const meant = points ? pointedOut(library, said, before.topic, answers) : undefined;
  const moment: Moment = {
    call,
    text: said,
    alone: call.caller.direct || typed,
    before,
    // of a misspelled word behind a slash, the commands that come near are the better guess
    ...(intent !== undefined && !(typed && intent.mended === true) && { said: intent }),
    ...(heard.maybe !== undefined && { maybe: heard.maybe }),
    ...(named !== undefined && { named }),
    asked: meant?.asked ?? said,
    answers: meant?.answers ?? answers,
    isFound: (meant?.answers ?? answers).some(({ kind }) => kind === 'found'),
  };
  const reply =
    (await atQuestion(house, moment)) ??
    (await talked(house, moment, moment.said ?? (goesOn ? heard.maybe : undefined), goesOn)) ??
    stackOf(house, moment) ??
    (typed ? undefined : await lookedUp(house, moment));
  return reply === undefined ? undefined : withWayBack(moment, remembered(reply, topic));
}

/** What is heard in it, and the term that it names though it has the words of what goes on with the last one. */
function heardIn(
  library: Library,
  said: string,
  names: boolean,
): { readonly heard: Overheard; readonly named?: Term | undefined } {
  const heard = library.talk.hear(said, names);
  const { intent } = heard.said ?? heard.likely ?? heard.maybe ?? {};
  if (names || intent === undefined || !FOLLOWS.includes(intent.act)) return { heard };
  const named = namedIn(library, said, intent);
  return named === 'unknown' ? { heard: heard.said === undefined ? {} : { said: heard.said } } : { heard, named };
}

/**
 * Whether it is a question though it could be a phrase: it is nothing but the name of an entry, or it would have to be misspelled
 * to be a phrase.
 */
export function isAsked({ content, lookup }: Library, said: string, heard: Heard | undefined): boolean {
  if (heard === undefined) return false;
  const found = lookup.find(said);
  const [first] = found.kind === 'terms' ? found.terms : [];
  if (first === undefined) return false;
  if (heard.mended === true && heard.what === undefined) return true;
  const term = content.terms.get(first.id);
  const is = (name: string): boolean => plainName(name) === plainName(said.replace(/^\s*what (?:is|are)\s+/iu, ''));
  return term !== undefined && [term.name, ...term.aliases].some(is) && !term.everyday.some(is);
}

/** What was just remembered need not be written once more. */
function remembered(reply: Reply, topic: string | undefined): Reply {
  if (topic === undefined || reply.kind !== 'show' || reply.card.about?.topic !== topic) return reply;
  const { about: _, ...rest } = reply.card;
  return { ...reply, card: rest };
}

/** Whether it names a term itself. */
const isSpelledOut = (answers: Moment['answers']): boolean =>
  answers.some(
    ({ kind, terms }) => kind === 'found' && terms.slice(0, 1).some(({ via }) => via !== 'asks' && via !== 'content'),
  );

/** A longer question says enough by itself, unless an author wrote what is said to it. Words. */
const SHORT = 7;
/** From this score on an author wrote the very sentence. */
const WRITTEN = 0.99;

/** The question with the name of what was talked about in place of "it", where that is answered, and better. */
function pointedOut(
  { content, lookup }: Library,
  said: string,
  topic: string | undefined,
  own: Moment['answers'],
): Pick<Moment, 'asked' | 'answers'> | undefined {
  const [kind, id = ''] = topic?.split(':', 2) ?? [];
  const name = kind === 'term' ? content.terms.get(id)?.name : undefined;
  const asked = name === undefined ? undefined : pointedAt(said, name);
  if (asked === undefined) return undefined;
  const answers = lookup.ask(asked).filter((one) => one.kind === 'found');
  const isTold = answers.some(({ say }) => say !== undefined);
  const isOwn = own.some((one) => one.kind === 'found' && (one.terms[0]?.score ?? 0) >= WRITTEN);
  const isPlain = !isOwn && said.split(/\s+/u).length <= SHORT;
  return isTold || (isPlain && answers.length > 0) ? { asked, answers } : undefined;
}

/** Whether something in it is named, or the question is one that an author answered. */
export const isNamed = (answers: Moment['answers']): boolean =>
  isSpelledOut(answers) || answers.some(({ kind, say }) => kind === 'found' && say !== undefined);

/**
 * Undefined when the intent is about something that is not there, and the text may be something else. `unsure`: then it says
 * nothing of its own.
 */
async function talked(
  house: House,
  moment: Moment,
  heard: Heard | undefined,
  unsure = false,
): Promise<Reply | undefined> {
  if (heard === undefined) return undefined;
  const done = await follow(house, moment, heard);
  if (done !== undefined) return done;
  // "how is that different from a server" with nothing before it is still about a server
  const word = isToQuestion(heard.intent.act) && moment.isFound && !/\s/u.test(moment.text.trim());
  return heard.what !== undefined || word || unsure ? undefined : show(intentCard(heard.intent));
}

/** What the app that is named was built with, where that is asked. */
function stackOf({ tools }: House, { call, text: words }: Moment): Reply | undefined {
  const found = stackAsked(tools, call, words);
  return found === undefined ? undefined : show(found);
}

async function lookedUp(house: House, moment: Moment): Promise<Reply> {
  const { call, answers, isFound, text: words, said, maybe } = moment;
  const { tools } = house;
  if (isFound) return answer(tools, call, moment, true);
  // "what is a foo" asks, though `what` is a command as well
  const command =
    tools.library.talk.isAsking(words) || /^\W*what\s+(?!is:)/iu.test(words)
      ? undefined
      : named(house.catalog(), call, words);
  if (command !== undefined) return show(command);
  const likely = await talked(house, { ...moment, ...(maybe !== undefined && { said: maybe }) }, maybe);
  if (likely !== undefined) return likely;
  if (answers.some(({ kind }) => kind === 'near') || tools.library.talk.isAsking(words))
    return answer(tools, call, moment, true);
  const intent = said?.intent ?? maybe?.intent;
  return show(intent === undefined ? unsure(house) : intentCard(intent));
}

/** A command without its slash, offered as a button: it may have been meant otherwise. */
function named(catalog: Catalog, { caller }: Call, words: string): Card | undefined {
  if (words.split(/\s+/u).length > 8) return undefined;
  const { name, options, rest } = readLine(words, catalog.commands);
  const command = catalog.commands.get(name ?? '');
  if (command === undefined || rest !== undefined || (command.staff === true && !caller.admin)) return undefined;
  const press = again(command.name, options);
  const line = cut(words.replace(/^\s*[/／]/u, ''), 60);
  return press === undefined ? undefined : card(text('Press it, and I do it.'), buttons(button(press, line, 'main')));
}

/** A command that was written into a message. @throws Refusal with the commands that come near */
async function slashed(house: House, call: Call, words: string): Promise<Reply | undefined> {
  const catalog = house.catalog();
  const card = named(catalog, call, words);
  if (card !== undefined) return show(card);
  const { name = '', rest = '' } = readLine(words, catalog.commands);
  const bare = words.replace(/^\s*[/／]/u, '');
  if (name === '' || catalog.commands.has(name)) return hear(house, call, bare, false);
  return (await hear(house, call, bare, true)) ?? show(nearly(catalog, call, name, rest));
}

function nearly(catalog: Catalog, call: Call, name: string, rest: string): Card {
  const { message, more } = noSuchCommand(catalog, call, name, rest);
  return card(text(message), ...more);
}
