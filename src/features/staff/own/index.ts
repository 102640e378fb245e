/** `/tutor questions`: a community's own questions, brought as a file, looked at before they are asked, and taken away again. */
import { on, onForm, openForm } from '../../../chat/address.ts';
import { defineCommand } from '../../../chat/command.ts';
import type { Definitions } from '../../../chat/feature.ts';
import { typed } from '../../../chat/form.ts';
import { LIMITS } from '../../../chat/limits.ts';
import { md } from '../../../chat/markdown.ts';
import { ask, redraw, Refusal, show } from '../../../chat/reply.ts';
import type { Call } from '../../../chat/request.ts';
import type { Upload } from '../../../chat/upload.ts';
import {
  bringBack,
  type Brought,
  forgetUpload,
  lookAtFile,
  MOST_BYTES,
  putUpload,
  removeOwn,
} from '../../../classroom/own.ts';
import type { Tools } from '../../../tools.ts';
import { staffOnly } from '../role.ts';
import {
  addOwn,
  bringOwnBack,
  clearOwn,
  clearSurely,
  downloadOwn,
  leaveOwn,
  pickOwn,
  removeOne,
  sendOwn,
  showOwn,
  takeOwn,
} from './addresses.ts';
import { clearCard, filesCard, listCard, lookedCard, oneCard, putWords } from './cards.ts';

const FORM = {
  title: 'Questions of your own',
  intro: 'Nothing is asked before you have seen what I make of it.',
  fields: {
    file: {
      kind: 'file',
      label: 'A file',
      note: 'GIFT, Aiken, CSV, Excel, Moodle XML or our own YAML; at most 128 KB.',
    },
    about: {
      kind: 'text',
      label: 'About',
      note: 'A word of the glossary, for questions that do not say it themselves.',
      max: 60,
      suggest: { command: 'what', option: 'is' },
    },
    text: {
      kind: 'text',
      long: true,
      label: 'Or the questions as text',
      note: 'As they would stand in such a file.',
      placeholder: 'What does HTTP carry? {=Requests and answers ~Letters ~Files only}',
    },
  },
  submit: 'Look at it',
} as const;

export function own(tools: Tools): Definitions {
  /** @throws Refusal for members */
  const staffed = async (call: Call): Promise<void> => staffOnly(tools, call.caller);
  return {
    commands: [
      defineCommand({
        name: 'questions',
        description: 'Questions of your own, for this community alone: from a file, beside the course.',
        staff: true,
        where: 'community',
        options: {},
        run: async (call) => {
          await staffed(call);
          return show(listCard(tools));
        },
      }),
    ],
    actions: [
      on(showOwn, async ({ args, ...call }) => {
        await staffed(call);
        return redraw(listCard(tools, args.from));
      }),
      on(addOwn, async (call) => {
        await staffed(call);
        return ask(openForm(sendOwn(), FORM));
      }),
      on(takeOwn, async ({ args, ...call }) => {
        await staffed(call);
        const said = putWords(await putUpload(tools, call, args.upload));
        return redraw(inCommunity(tools, call, () => listCard(tools, 0, said)));
      }),
      on(leaveOwn, async ({ args, ...call }) => {
        await staffed(call);
        await forgetUpload(tools, call, args.upload);
        return redraw(listCard(tools, 0, 'Nothing of that file was kept.'));
      }),
      on(pickOwn, async ({ picked, ...call }) => {
        await staffed(call);
        return redraw(await oneCard(tools, call, picked[0] ?? ''));
      }),
      on(removeOne, async ({ args, ...call }) => {
        await staffed(call);
        const gone = await removeOwn(tools, call, [args.q]);
        const said = gone > 0 ? 'It is off the shelf, and is not asked any more.' : 'It was off the shelf already.';
        return redraw(inCommunity(tools, call, () => listCard(tools, 0, said)));
      }),
      on(bringOwnBack, async ({ args, ...call }) => {
        await staffed(call);
        const done = await bringBack(tools, call, args.q, args.edition);
        const said = done ? `It says again what edition ${args.edition} said.` : undefined;
        return redraw(await inCommunity(tools, call, async () => oneCard(tools, call, args.q, said)));
      }),
      on(downloadOwn, async (call) => {
        await staffed(call);
        return redraw(await filesCard(tools));
      }),
      on(clearOwn, async (call) => {
        await staffed(call);
        return redraw(clearCard(tools));
      }),
      on(clearSurely, async (call) => {
        await staffed(call);
        const gone = await removeOwn(tools, call, 'all');
        return redraw(inCommunity(tools, call, () => listCard(tools, 0, `The shelf is empty: ${gone} taken off.`)));
      }),
    ],
    forms: [
      onForm(sendOwn, async ({ fields, files, ...call }) => {
        await staffed(call);
        const brought = await broughtIn(files['file'], typed(fields['text']));
        const about = typed(fields['about']);
        const term = about === '' ? {} : { term: termOf(tools, about) };
        return show(lookedCard(brought.name, await lookAtFile(tools, call, { ...brought, ...term })), 'caller');
      }),
    ],
  };
}

/** What has just changed is seen at once. */
const inCommunity = <T>({ shelves }: Tools, { caller }: Call, draw: () => T): T =>
  shelves.within(caller.community, draw);

/** @throws Refusal when there is neither a file nor a text, or the file is too large */
async function broughtIn(file: Upload | undefined, words: string): Promise<Brought> {
  if (file !== undefined) return { name: file.name, bytes: await file.read(MOST_BYTES) };
  if (words.trim() === '')
    throw new Refusal('I need a file, or some questions as text. `/tutor questions` opens the form.');
  return { name: 'text', bytes: Buffer.from(words) };
}

/** A term by its id or by any of its names. @throws Refusal with what it may be */
function termOf({ library }: Tools, about: string): string {
  const id = about.trim().toLowerCase();
  if (library.content.terms.has(id)) return id;
  const found = library.lookup.find(about);
  const [term] = found.kind === 'terms' ? found.terms : [];
  if (term !== undefined) return term.id;
  const near = library.lookup.suggest(about, 3).map(({ name }) => name);
  throw new Refusal(
    md`The glossary has no word “${about.slice(0, LIMITS.fieldLabel)}”.` +
      (near.length === 0 ? ' `/what` finds those that it has.' : md` Do you mean ${near.join(', ')}?`) +
      ' Please open the form again.',
  );
}
