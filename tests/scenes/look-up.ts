/** Words looked up, compared and shared, as people do it; the same on every platform. */
import { describe, expect, test } from 'vitest';
import { stemOf } from '../../src/questions/index.ts';
import type { Person, Seen } from '../support/stage.ts';
import { type SceneSetting, words } from './spine.ts';

export function lookUpScenes(setting: () => SceneSetting): void {
  const person = (name: string): Person => setting().stage.person(name);
  const term = (id: string) => {
    const found = setting().library.content.terms.get(id);
    if (found === undefined) throw new Error(`no term ${id}`);
    return found;
  };

  describe('looking a word up', () => {
    test('by command: the short answer, more, and a way on; only I see it', async () => {
      const seen = await person('Ana').command('what', { is: 'database' });
      expect(seen.text).toContain('Database');
      expect(seen.text.replaceAll(/\s+/gu, ' ')).toContain(term('database').short.replaceAll(/[`*\s]+/gu, ' '));
      expect(seen.private).toBe(true);
      expect(seen.buttons).toContain('Quiz me');
    });

    test('by a plain sentence', async () => {
      const seen = await person('Ana').say('what is a database?');
      expect(seen.text).toContain('Database');
    });

    test('a comparison puts both side by side', async () => {
      const seen = await person('Ana').say('what is the difference between authentication and authorization?');
      expect(seen.text).toContain('What separates them');
      expect(seen.text).toContain('Authentication');
      expect(seen.text).toContain('Authorization');
    });

    test('a question gets its sentence first, and a button to the very card of the lesson', async () => {
      const ana = person('Ana');
      const seen = await ana.say('how do I stay logged in?');
      expect(words(seen.text)).toMatch(/^After the login the server gives your browser a cookie/u);
      expect(seen.buttons.length).toBeLessThanOrEqual(5);
      expect(seen.buttons[0]).toBe('Lesson 11: Staying logged in');
      const lesson = await ana.press('Lesson 11: Staying logged in', seen);
      expect(lesson.private).toBe(true);
      expect(words(lesson.text)).toContain('Staying logged in');
      expect(words(lesson.text)).toContain('card 4 of');
    });

    test('a yes/no question begins with yes or no; several in one message are all answered', async () => {
      const ana = person('Ana');
      expect(words((await ana.say('is html a programming language?')).text)).toMatch(/^No\./u);
      const both = await ana.say('what is a framework? and do I need one?');
      expect(words(both.text)).toContain('Framework.');
      expect(words(both.text)).toContain('It pays off for all but the smallest apps');
      expect(both.buttons.length).toBeLessThanOrEqual(5);
    });

    test('three side by side, or in a list, are all explained', async () => {
      const ana = person('Ana');
      for (const ask of ['rest vs graphql vs grpc', 'rest, graphql and grpc'])
        expect(words((await ana.say(ask)).text)).toMatch(/REST\..*GraphQL\..*gRPC\./su);
    });

    test('what is out of scope is declined, not guessed', async () => {
      const ana = person('Ana');
      for (const ask of ['how long do I boil an egg?', 'weather in berlin', 'who won the football match']) {
        const seen = await ana.say(ask);
        expect(seen.text).toContain('That is outside what I teach');
        expect(seen.text).not.toContain('yet');
        expect(seen.buttons).toEqual(['See what I teach']);
        expect((await ana.press('See what I teach', seen)).text).toContain('esson');
      }
      // a word that is no English may be one of ours
      const strange = await ana.say('what is a zorbletron');
      expect(strange.text).toContain('not in my glossary yet');
      expect(strange.buttons).toContain('Ask the authors');
    });

    test('a typo is understood or asked about', async () => {
      const seen = await person('Ana').command('what', { is: 'databse' });
      expect(`${seen.text} ${seen.buttons.join(' ')}`).toContain('Database');
    });

    test('while typing, names come first; with nothing typed, where to begin', async () => {
      const ana = person('Ana');
      expect((await ana.suggestions('what', 'is', 'datab'))[0]).toContain('Database');
      expect((await ana.suggestions('what', 'is', '')).length).toBeGreaterThan(4);
      expect((await ana.suggestions('what', 'is', 'x'.repeat(90))).length).toBeLessThanOrEqual(25);
    });

    test('a related term is one pick away', async () => {
      const ana = person('Ana');
      const seen = await ana.command('what', { is: 'database' });
      const next = seen.picks.find((pick) => pick.label === 'See also')?.options[0] ?? '';
      expect((await ana.pick('See also', [next], seen)).text).toContain(next);
    });

    test('a shared answer is public, and only its owner can take it away', async () => {
      const [ana, ben] = [person('Ana'), person('Ben')];
      const seen = await ana.command('what', { is: 'cookie', share: true });
      expect(seen.private).toBe(false);
      const all = await setting().stage.channel();
      const shared = all.at(-1);
      expect(shared?.text).toContain('Cookie');
      expect((await ben.press('Remove', shared)).text).toContain('Only who asked');
      await ana.press('Remove', seen);
      expect((await setting().stage.channel()).length).toBe(all.length - 1);
    });

    test('short first: More turns the message, Less turns it back, and the other buttons stay where they are', async () => {
      const ana = person('Ana');
      const { short, more, analogy = '', example = '', confused } = term('cookie');
      const holds = (seen: Seen, text: string): boolean =>
        words(seen.text).includes(words(text).slice(0, 60)) && words(seen.text).includes(words(text).slice(-40));
      const seen = await ana.command('what', { is: 'cookie' });
      expect(seen.buttons.slice(0, 4)).toEqual(['More', 'Quiz me', 'Lesson', 'Review']);
      expect(seen.buttons.length).toBeLessThanOrEqual(5);
      expect(seen.picks.map(({ label }) => label)).toEqual(['See also']);
      expect([short, analogy, more, confused[0]?.how ?? ''].map((text) => holds(seen, text))).toEqual([
        true,
        true,
        false,
        false,
      ]);
      const turned = await ana.press('More', seen);
      expect([short, more, confused[0]?.how ?? '', analogy].map((text) => holds(turned, text))).toEqual([
        true,
        true,
        true,
        false,
      ]);
      expect(words(turned.text)).toContain(words(example.split('```')[0] ?? '').slice(0, 40));
      expect(turned.private).toBe(true);
      // what is added stands below them
      expect(turned.buttons.slice(0, seen.buttons.length)).toEqual(seen.buttons.with(0, 'Less'));
      expect((await ana.press('Less', turned)).text).toBe(seen.text);
    });

    test('a shared card turns for who shared it; others get a copy of their own', async () => {
      const [ana, ben] = [person('Ana'), person('Ben')];
      const seen = await ana.command('what', { is: 'cookie', share: true });
      const { more } = term('cookie');
      const end = words(more).slice(-40);
      const before = await setting().stage.channel();
      const copy = await ben.press('More', before.at(-1));
      expect(copy.private).toBe(true);
      expect(words(copy.text)).toContain(end);
      expect(copy.buttons).not.toContain('Remove');
      expect((await setting().stage.channel()).at(-1)?.text).toBe(seen.text);
      await ana.press('More', seen);
      const after = await setting().stage.channel();
      expect(after).toHaveLength(before.length);
      expect(words(after.at(-1)?.text ?? '')).toContain(end);
      await ana.press('Remove', after.at(-1));
    });

    test.each([
      ['what', { is: 'cookie' }],
      ['compare', { a: 'session', b: 'cookie' }],
      ['stack', { app: 'GitHub' }],
    ] as const)(
      'what /%s answered in private is shared with one press, and can be taken away',
      async (name, options) => {
        const [ana, ben] = [person('Ana'), person('Ben')];
        const seen = await ana.command(name, options);
        expect(seen.private).toBe(true);
        const before = (await setting().stage.channel()).length;
        await ana.press('Share', seen);
        const [shared, ...more] = (await setting().stage.channel()).slice(before);
        expect(more).toEqual([]);
        expect(shared?.text).toBe(seen.text);
        expect((await ben.press('Remove', shared)).text).toContain('Only who asked');
        await ana.press('Remove', shared);
        expect((await setting().stage.channel()).length).toBe(before);
        const typed = await ana.command(name, { ...options, share: true });
        expect(typed.private).toBe(false);
        await ana.press('Remove', typed);
        expect((await setting().stage.channel()).length).toBe(before);
      },
    );

    test('"Explain this": the words of somebody else\'s message, at most three, for me alone', async () => {
      const ana = person('Ana');
      if (ana.explain === undefined) return; // nobody else talks there
      const ben = { name: 'Ben' };
      const message = 'I set up a cron job that hits the REST API, rows go to Postgres, and the cache is stale';
      const seen = await ana.explain(ben, message);
      expect(seen.private).toBe(true);
      const three = ['cron-job', 'rest', 'postgresql'].map((id) => term(id).name);
      for (const name of three) expect(seen.text).toContain(name);
      expect(seen.buttons).toEqual(three);
      expect((await ana.press(three[1] ?? '', seen)).buttons).toContain('More');
      // one word has its card at once
      const only = await ana.explain(ben, 'who can review my pull request before lunch?');
      expect(only.text.startsWith(term('pull-request').name)).toBe(true);
      expect(only.buttons).toContain('More');
      // ordinary talk is no back-end talk
      const none = await ana.explain(ben, 'get the table by the window, the server is great there');
      expect(none.text).toContain('no back-end word');
      expect(none.private).toBe(true);
    });

    test('two terms can be compared by command: each thing said once, row by row, and a way on', async () => {
      const ana = person('Ana');
      const seen = await ana.command('compare', { a: 'session', b: 'cookie' });
      expect(seen.text).toContain('Session and Cookie');
      for (const text of ['What it is', 'Picture it', term('session').short, term('cookie').short])
        expect(words(seen.text).split(words(text))).toHaveLength(2);
      expect(words(seen.text).split('What separates them')).toHaveLength(2);
      expect(seen.buttons).toEqual(['Quiz me', 'Lesson', 'Session', 'Cookie', 'Share']);
      expect((await ana.press('Cookie', seen)).buttons[0]).toBe('More');
      const { library } = setting();
      const asked = await ana.press('Quiz me', seen);
      expect(asked.private).toBe(true);
      expect(
        library
          .questionsOn('session')
          .filter(({ concepts }) => concepts.includes('cookie'))
          .some((one) => words(asked.text).includes(words(stemOf(one)).slice(0, 40))),
      ).toBe(true);
      expect((await person('Ana').command('compare', { a: 'cookie', b: 'cookies' })).text).toContain('same entry');
      expect((await person('Ana').command('compare', { a: 'cookie', b: 'zzzzqq' })).text).toContain('zzzzqq');
    });

    test.each([
      ['what', { is: 'pooling' }, 'Polling'],
      ['compare', { a: 'sesion', b: 'zzzzqq' }, undefined],
      ['compare', { a: 'cookie', b: 'cookies' }, 'Cookie and Session'],
      ['stack', { app: 'Gitub Inc' }, 'GitHub'],
      ['stack', { app: 'my uncle’s shop' }, undefined],
    ] as const)('a refusal of /%s %j is one line, and leads on', async (name, options, wayOn) => {
      const ana = person('Ana');
      const seen = await ana.command(name, options);
      expect(seen.private).toBe(true);
      expect(seen.text.length).toBeLessThan(200);
      expect(seen.text).not.toContain('README');
      expect(seen.buttons.length).toBeLessThanOrEqual(5);
      if (wayOn === undefined) return;
      expect(seen.buttons).toContain(wayOn);
      expect(words((await ana.press(wayOn, seen)).text)).toContain(wayOn);
    });

    test('an app that is not there leads to those that are', async () => {
      const ana = person('Ana');
      const seen = await ana.command('stack', { app: 'my uncle’s shop' });
      const [app = ''] = seen.picks[0]?.options ?? [];
      expect((await ana.pick('Some apps that I know', [app], seen)).text).toContain(app);
    });
  });
}
