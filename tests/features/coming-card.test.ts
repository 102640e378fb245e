/** The card of the questions to come: whatever question stands on it, every platform can show it, and it says the answer. */
import { expect, test } from 'vitest';
import { cardProblems } from '../../src/chat/card-problems.ts';
import { cardText } from '../../src/chat/text.ts';
import { type ComingDrops, keyOf } from '../../src/classroom/coming.ts';
import { paceSettings } from '../../src/classroom/plan.ts';
import { drawComing } from '../../src/features/staff/queue/coming.ts';
import type { Tools } from '../../src/tools.ts';
import { dayAfter } from '../../src/tutor/plan.ts';
import { COHORT } from '../support/cohort.ts';
import { realLibrary } from '../support/sous.ts';

const library = await realLibrary();
const tools = { library } as Tools;
const cohort: ComingDrops['cohort'] = {
  ...COHORT,
  name: 'The evening cohort of the second spring, for late beginners',
  zone: 'America/Argentina/Buenos_Aires',
  ...paceSettings({ starts: '2026-12-07', lessonsAWeek: 2 }),
  topics: [...library.content.topics.keys()].slice(0, 8),
};

test('every daily question fits, at its longest', () => {
  const all = library.questionsIn().filter(({ daily }) => daily);
  const problems: string[] = [];
  all.forEach((_, index) => {
    const drops = Array.from({ length: 5 }, (_, n) => {
      const question = all[(index + n) % all.length];
      if (question === undefined) throw new Error('there are no questions');
      const date = dayAfter('2026-12-07', n);
      return {
        run: { at: Date.parse(`${date}T12:00Z`), date },
        question,
        place: { lesson: 17, concept: '', level: 0 },
        from: 'earlier',
        unlike: 'replaced',
        passed: ['another'],
        key: keyOf(question.id),
      } as const;
    });
    const card = drawComing(
      tools,
      { cohort, drops, end: 'no question' },
      undefined,
      `**Skipped.** “${'x'.repeat(60)}”`,
      true,
    );
    problems.push(...cardProblems(card).map((problem) => `${drops[0]?.question.id}: ${problem}`));
    expect(cardText(card)).toContain('The answer:');
  });
  expect(all.length).toBeGreaterThan(100);
  expect(problems).toEqual([]);
});
