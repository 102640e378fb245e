/**
 * A double click is two presses. Every button that the real catalog ever shows is pressed, and at once whatever stands in
 * its place then, counted from the top or from the bottom: nothing is answered, bought or deleted by it. The app decides
 * that for all platforms; how each says nothing stands in its own tests.
 */
import { expect, test } from 'vitest';
import { createSous } from '../../src/features/index.ts';
import { bareStage } from '../support/bare-stage.ts';
import { crawl, type Pressed } from '../support/crawl.ts';
import { testSous } from '../support/sous.ts';
import { freshDatabase } from '../support/storage.ts';

const MS = 600;

/** What stands where the pressed button was. */
function inItsPlace({ label, before, after }: Pressed): readonly string[] {
  const at = before.buttons.indexOf(label);
  const fromEnd = after.buttons.length - (before.buttons.length - at);
  return [...new Set([after.buttons[at], after.buttons[fromEnd]])].filter((one) => one !== undefined);
}

test('the second press of a double click does nothing', async () => {
  let now = 0;
  const database = await freshDatabase();
  const sous = await testSous(database, { random: () => 0.4, calm: { ms: MS, now: () => now } });
  const stage = await bareStage(sous.boot);
  let walkers = 0;
  let doubled = 0;
  const met = new Set<string>();
  const report = await crawl({
    person: stage.person('Walker', { admin: true }),
    newcomer: () => stage.person(`Walker${(walkers += 1)}`, { admin: true }),
    catalog: createSous(sous.tools).catalog,
    complaints: () => [],
    samples: { 'what.is': 'database', 'compare.a': 'session', 'compare.b': 'cookie', 'quiz.topic': 'databases' },
    depth: 4,
    visits: 1,
    reads: () => (now += MS),
    async pressed(press) {
      const failures: string[] = [];
      // a form covers what stands below it, and what is gone cannot be pressed
      if (press.after.form !== undefined || press.after.gone === true) return failures;
      for (const label of inItsPlace(press)) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other, as a finger does
        const second = await press.person.press(label, press.after);
        doubled += 1;
        met.add(label.replaceAll(/\d+/gu, ''));
        // the very same button may be heard again: it says the same
        if (second.text !== '' && second.text !== press.after.text)
          failures.push(`then ${label}: ${second.text.slice(0, 80)}`);
      }
      return failures;
    },
  });
  expect(report.failures).toEqual([]);
  expect(report.cut).toBe(false);
  expect(doubled).toBeGreaterThan(100);
  // it has met what costs most
  expect([...met].some((label) => label.startsWith('Hint'))).toBe(true);
  expect([...met]).toContain('A');
  expect(sous.failures).toEqual([]);
  await stage.stop();
  await database.close();
}, 300_000);
