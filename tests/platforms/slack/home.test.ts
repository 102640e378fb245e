/** The App Home and the modals that answer on it; and who the caller is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { answerStage, resultsOf } from '../../support/slack/answers.ts';
import type { SlackStage } from '../../support/slack/stage.ts';

let stage: SlackStage;
const logged: string[] = [];
beforeEach(async () => {
  logged.splice(0);
  stage = await answerStage(logged);
});
afterEach(async () => stage.stop());
const results = (method: string): string[] => resultsOf(stage, method);
const MINUTES = 60_000;

describe('who it is', () => {
  test('the display name, language and zone; asked once', async () => {
    const ana = stage.person('Ana Lovelace');
    expect((await ana.command('who')).text).toBe('You are Ana Lovelace en-US Europe/Berlin');
    await ana.command('who');
    expect(results('users.info')).toEqual(['ok']);
  });

  test('during a rate limit the handle will do, and nobody is asked about', async () => {
    stage.slack.world.fail('users.info', { kind: 'ratelimited', seconds: 60 });
    expect((await stage.person('Ana Lovelace').command('who')).text).toBe('You are ana.lovelace en -');
    await stage.person('Ben').command('who');
    expect(results('users.info')).toEqual(['ratelimited']);
    stage.slack.world.offset += MINUTES;
    expect((await stage.person('Ana Lovelace').command('who')).text).toContain('Ana Lovelace');
  });
});

test('a press on a public message does not wait for a name, one on a private message does', async () => {
  const seen = await stage.person('Ana').command('public');
  const ben = stage.person('Ben Bright');
  expect((await ben.press('Name', seen)).text).toBe('You are ben.bright');
  await expect.poll(() => results('users.info')).toEqual(['ok', 'ok']);
  expect((await ben.press('Name', seen)).text).toBe('You are Ben Bright');
  const cleo = stage.person('Cleo Clark');
  expect((await cleo.press('Name', await cleo.say('hello'))).text).toBe('You are Cleo Clark');
});

describe('the App Home', () => {
  test('is drawn again when something may have changed, if it was ever opened', async () => {
    const [ana, ben] = [stage.person('Ana'), stage.person('Ben')];
    await ana.openHome();
    await ben.command('private');
    await ana.command('private');
    await expect.poll(() => results('views.publish').length, { timeout: 5_000 }).toBe(2);
    expect(stage.slack.world.homes.has(`${stage.team.id}.${ben.user.id}`)).toBe(false);
  });

  test('cards answer in a modal: redrawn in place, forms stacked on top of it', async () => {
    const ana = stage.person('Ana');
    const home = await ana.openHome();
    const modal = await ana.press('Show', home);
    expect(modal.text).toBe('Shown.');
    expect(results('views.open')).toEqual(['ok']);
    expect((await ana.press('Ask', modal)).form?.title).toBe('Form');
    expect(results('views.push')).toEqual(['ok']);
    expect((await ana.submit({ Word: 'stacked' })).text).toBe('Got stacked.');
    expect(results('views.update')).toEqual(['ok']);
    expect((await ana.press('Redraw', await ana.press('Show', home))).text).toBe('Redrawn.');
    expect((await ana.press('Remove', await ana.press('Show', home))).text).toBe('Removed.');
    expect((await ana.press('Ask', home)).form?.title).toBe('Form');
    expect((await ana.submit({ Word: 'home' })).text).toBe('Got home.');
    expect(stage.complaints()).toEqual([]);
  });

  test('a failure to draw it is logged, and the next opening tries again', async () => {
    const ana = stage.person('Ana');
    stage.slack.world.fail('views.publish', { kind: 'error', error: 'internal_error' });
    const opened = ana.openHome();
    await expect.poll(() => logged.join('')).toContain('App Home could not be drawn');
    await ana.openHome();
    expect((await opened).text).toBe('Home');
  });
});
