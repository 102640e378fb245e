/** A test drop: looks and works like one, says so, counts for nothing, and goes away by its own button. */
import { button, buttons, type Card, card, note, text, title } from '../../chat/card.ts';
import { md } from '../../chat/markdown.ts';
import type { Cohort } from '../../storage/cohorts.ts';

const OPTIONS = {
  a: { label: 'A', text: 'In a variable of the program', right: false },
  b: { label: 'B', text: 'In a database', right: true },
} as const;

export const testDrop = (cohort: Cohort): Card =>
  card(
    title('Test of the daily drop'),
    text('**This is only a test; it counts for nothing.** Where does data stay when the server restarts?'),
    text(
      Object.values(OPTIONS)
        .map((one) => `**${one.label}**  ${one.text}`)
        .join('  \n'),
    ),
    buttons(...Object.entries(OPTIONS).map(([key, one]) => button({ id: 'setup.sample', args: { key } }, one.label))),
    buttons(button({ id: 'setup.untest', args: { c: cohort.id } }, 'Remove this test (staff)')),
    note(md`This is where ${cohort.name} gets its drops.`),
  );

/** What whoever presses a letter of the test sees, alone. */
export const testFeedback = (key: string): Card => {
  const chosen = Object.hasOwn(OPTIONS, key) ? OPTIONS[key as keyof typeof OPTIONS] : undefined;
  return card(
    text(
      chosen?.right === true
        ? '✅ **Right.** A database keeps data on disk, so it is there after a restart.'
        : '❌ **Not this time.** A variable is gone when the program stops; a database keeps data on disk.',
    ),
    note('Only you see this, as with every drop. This was a test: nothing was stored.'),
  );
};
