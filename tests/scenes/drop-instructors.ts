/** What instructors and owners do about the daily drop: the same on every platform, after the scenes of `drop.ts`. */
import { describe, expect, test } from 'vitest';
import type { Person } from '../support/stage.ts';
import type { DropSetting } from './drop.ts';

export function instructorScenes(
  setting: () => DropSetting,
  person: (name: string, options?: { admin?: boolean }) => Person,
): void {
  /** A person as an option of a command: Slack writes them as mentions. */
  const named = async (name: string): Promise<string> =>
    (await setting().learner(name)).replace(/^slack:user\/[^.]+\.(.+)$/u, '<@$1>');

  describe('what instructors do', () => {
    test('a member is none; named by an owner they are, and it is written down', async () => {
      const [ada, lena] = [person('Ada', { admin: true }), person('Lena')];
      expect((await lena.command('pulse')).text).toContain('for the staff');
      expect((await lena.command('roles')).text).toContain('for the staff');
      // whoever changes a setting is known by name
      await lena.press('Ask me how sure I am', await lena.command('settings'));
      const roles = await ada.command('roles', { person: await named('Lena') });
      expect(roles.text).toContain('Lena is an instructor now');
      expect((await lena.command('pulse')).text).toContain('Pulse · Spring');
      expect((await lena.command('reports')).text).toContain('Reported questions');
      expect((await lena.command('setup')).text).toContain('for the staff');
      expect((await ada.pick('Take an instructor back', ['Lena'], roles)).text).toContain('nobody yet');
      expect((await lena.command('pulse')).text).toContain('for the staff');
      expect((await ada.command('audit')).text).toContain('took an instructor back');
    });

    test('the pulse speaks of five people or more', async () => {
      const seen = await person('Ada', { admin: true }).command('pulse');
      expect(seen.private).toBe(true);
      expect(seen.text).toContain('Coverage');
      expect(seen.text).not.toMatch(/Dora|Emil|Finn|Gina|Hugo/u);
      const ordered = await person('Ada', { admin: true }).press('Send it to me weekly', seen);
      expect(ordered.buttons).toContain('Stop sending it weekly');
    });

    test('points are given with a reason, once, and the board and the log know', async () => {
      const { tools } = setting();
      const { id } = await setting().cohort();
      const dora = await setting().learner('Dora');
      const standing = async () => (await tools.store.boards.memberOf(id, dora))?.standing ?? 0;
      const before = await standing();
      const given = { person: await named('Dora'), points: 5, reason: 'helped' };
      expect((await person('Emil').command('points', given)).text).toContain('for the staff');
      expect(await standing()).toBe(before);
      const ada = person('Ada', { admin: true });
      expect((await ada.command('points', given)).text).toContain(`+5 points in Spring, ${before + 5} in all`);
      await ada.repeat();
      expect(await standing()).toBe(before + 5);
      expect((await ada.command('audit')).text).toContain('+5 for Dora: helped');
    });

    test('progress is exported as a file that no spreadsheet runs, and for staff only', async () => {
      const { tools } = setting();
      const { id, community } = await setting().cohort();
      const dora = await setting().learner('Dora');
      const name = (name: string) =>
        tools.store.learners.meet({ learner: dora, name, locale: 'en', community }, setting().clock.now());
      expect((await person('Emil').command('export')).text).toContain('for the staff');
      await name('=HYPERLINK("http://x";1)');
      const exported = await person('Ada', { admin: true }).command('export');
      await name('Dora');
      expect(exported.private).toBe(true);
      const csv = (await person('Ada').download('progress-spring-', exported)).toString();
      const [head, ...lines] = csv.split('\r\n');
      expect(head).toBe('\ufeffname,id,joined,answers,right,points,week,month,credit,hidden');
      expect(lines).toHaveLength((await tools.store.boards.membersOf(id)).length + 1);
      const line = lines.find((one) => one.includes(`,${dora},`));
      expect(line).toMatch(/^"'=HYPERLINK\(""http:\/\/x"";1\)",/u);
      expect(lines.at(-1)).toBe('');
    });

    test('a question is queued, skipped, and taken off again', async () => {
      const ada = person('Ada', { admin: true });
      const { library } = setting();
      const wanted = [...library.content.questions.values()].find((one) => one.daily && one.kind === 'numeric');
      const queued = await ada.command('queue', { question: wanted?.id ?? '', priority: 3 });
      expect(queued.text).toContain('soon, priority 3');
      const refused = await ada.command('queue', { question: wanted?.id ?? '', date: '1999-01-01' });
      expect(refused.text).toContain('No drop of Spring is planned');
      const skipped = await ada.command('queue', { question: wanted?.id ?? '', when: 'skip' });
      expect(skipped.text).toContain('Never in this cohort');
      const [list] = skipped.picks;
      const off = await ada.pick('Take a question off this list', [list?.options[0] ?? ''], skipped);
      expect(off.text).toContain('Nothing is queued');
    });

    test('the last drop is taken back with a reason, and costs nobody anything', async () => {
      const ada = person('Ada', { admin: true });
      const health = await ada.command('health');
      await ada.press('Take the last drop back', health);
      expect((await ada.submit({ 'Why?': 'an outage' })).text).toContain('It is taken back');
      expect((await ada.command('audit')).text).toContain('an outage');
    });
  });
}
