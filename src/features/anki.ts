/** A learner's review list as a file for Anki: who reviews there takes their cards along. */
import { address, on } from '../chat/address.ts';
import { button, type Button, card, file, note, text, title } from '../chat/card.ts';
import type { Definitions } from '../chat/feature.ts';
import { LIMITS } from '../chat/limits.ts';
import { Refusal, show } from '../chat/reply.ts';
import { counted } from '../chat/words.ts';
import { type AnkiNote, ankiText, questionNote, termNote } from '../content/anki.ts';
import { type Library, topicOf } from '../content/library.ts';
import type { Tools } from '../tools.ts';

const exportList = address('review.anki', {});

export const ankiButton = (): Button => button(exportList(), 'Export to Anki');

export const anki = (tools: Tools): Definitions => ({
  actions: [
    on(exportList, async ({ caller }) => {
      const list = await tools.store.reviews.listReviews(caller.learner);
      const notes = list.flatMap(({ item }) => noteOf(tools.library, item) ?? []);
      if (notes.length === 0) throw new Refusal('Nothing is on your review list yet, so there is nothing to export.');
      const { content, kept } = fitting(notes);
      return show(
        card(
          title('For Anki'),
          text(
            `${counted(kept, 'card')} from your review list, terms and questions. In Anki: *File*, *Import*, choose the file. ` +
              'Import a newer one later, and your cards are brought up to date.',
          ),
          kept < notes.length && note(`${notes.length - kept} more did not fit; these are due first.`),
          file('sous review', 'text/plain', content, 'Your review list for Anki'),
        ),
        'caller',
      );
    }),
  ],
});

function noteOf({ content }: Library, item: string): AnkiNote | undefined {
  const [kind, id = ''] = item.split(/:(.*)/su);
  const term = kind === 'term' ? content.terms.get(id) : undefined;
  if (term !== undefined) return termNote(term);
  const question = kind === 'question' ? content.questions.get(id) : undefined;
  return question && questionNote(question, topicOf(content, question));
}

/** As many notes as a file may hold, the first first. */
function fitting(notes: readonly AnkiNote[]): { readonly content: string; readonly kept: number } {
  const head = Buffer.byteLength(ankiText([]));
  let room = LIMITS.fileBytes - head;
  const over = notes.findIndex((one) => {
    room -= Buffer.byteLength(ankiText([one])) - head;
    return room < 0;
  });
  const kept = over === -1 ? notes.length : over;
  return { content: ankiText(notes.slice(0, kept)), kept };
}
