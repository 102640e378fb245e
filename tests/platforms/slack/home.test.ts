/** The App Home and the modals that answer on it; and who the caller is. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { card, type Picture, picture } from '../../../src/chat/card.ts';
import { WAITS } from '../../../src/chat/insist.ts';
import { drawPage } from '../../../src/platforms/slack/home-page.ts';
import type { SlackPerson } from '../../support/slack/actor.ts';
import { answerApp, answerStage, facts, resultsOf } from '../../support/slack/answers.ts';
import { uninstalled } from '../../support/slack/events.ts';
import { memoryHomes, type MemoryHomes } from '../../support/slack/homes.ts';
import { seenBlocks } from '../../support/slack/seen.ts';
import type { SlackStage } from '../../support/slack/stage.ts';
import { tinyPng } from '../../support/toy.ts';

let stage: SlackStage;
const logged: string[] = [];
let homes: MemoryHomes;
beforeEach(async () => {
  logged.splice(0);
  homes = memoryHomes();
  stage = await answerStage(logged, homes);
});
afterEach(async () => stage.stop());
const results = (method: string): string[] => resultsOf(stage, method);
const MINUTES = 60_000;
/** So often something is tried at most. */
const TRIES = WAITS.answer.pauses.length + 1;
/** A page is redrawn a moment after its facts have changed. */
const SOON = { timeout: 8_000 };

const hurried = <T>(value: T): T => {
  stage.hurry();
  return value;
};
/** What somebody's App Home says; undefined when it was never drawn. */
const shown = ({ user }: SlackPerson): string | undefined => {
  stage.hurry();
  const view = stage.slack.world.homes.get(`${stage.team.id}.${user.id}`);
  return view === undefined ? undefined : seenBlocks(view.blocks, true, []).text;
};
/** Whose page was published, in order. */
const published = (): unknown[] =>
  stage.slack.world.calls.filter((call) => call.method === 'views.publish').map((call) => call.args['user_id']);

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
  test('is drawn again after an act elsewhere, if it was ever opened and says something else by then', async () => {
    const [ana, ben, cleo] = [stage.person('Ana'), stage.person('Ben'), stage.person('Cleo')];
    await ana.openHome();
    facts.home = 'Changed';
    await cleo.openHome();
    for (const one of [ben, cleo, ana, ana]) await one.command('private');
    await expect.poll(() => shown(ana), SOON).toBe('Changed');
    expect(published()).toEqual([ana, cleo, ana].map((one) => one.user.id));
    expect(shown(ben)).toBeUndefined();
    expect(stage.complaints()).toEqual([]);
  });

  test('is drawn again when told to, for those who opened it: once for changes close together, and not in vain', async () => {
    const [ana, ben, cleo] = [stage.person('Ana'), stage.person('Ben'), stage.person('Cleo')];
    const refresh = (...people: readonly SlackPerson[]): void =>
      people.forEach((one) => stage.platform().refreshHome?.(`slack:user/${stage.team.id}.${one.user.id}`));
    await ana.openHome();
    await cleo.openHome();
    facts.home = 'Changed';
    refresh(ana, ben, ana);
    await expect.poll(() => shown(ana), SOON).toBe('Changed');
    refresh(ana, cleo);
    await expect.poll(() => shown(cleo), SOON).toBe('Changed');
    expect(published()).toEqual([ana, cleo, ana, cleo].map((one) => one.user.id));
    expect(shown(ben)).toBeUndefined();
  });

  test('tells what is told once to nobody but whoever opens it', async () => {
    const ana = stage.person('Ana');
    facts.news = 'News.';
    expect((await ana.openHome()).text).toBe('Home\nNews.');
    await ana.command('private');
    await expect.poll(() => shown(ana), SOON).toBe('Home');
  });

  test('keeps what it shows when it cannot be drawn again; whoever opens it is told', async () => {
    const [ana, ben] = [stage.person('Ana'), stage.person('Ben')];
    await ana.openHome();
    facts.broken = true;
    await ana.command('private');
    await expect.poll(() => hurried(facts.drawn), SOON).toBe(2);
    expect((await ben.openHome()).text).toContain('Something broke');
    Object.assign(facts, { broken: false, home: 'Mended' });
    await ben.command('private');
    await expect.poll(() => shown(ben), SOON).toBe('Mended');
    expect(shown(ana)).toBe('Home');
  });

  test.each([
    ['refused', { kind: 'error', error: 'internal_error' }],
    ['cut off', { kind: 'cut', stored: false }],
  ] as const)('a change that was %s is not taken for shown', async (_, fault) => {
    const ana = stage.person('Ana');
    await ana.openHome();
    facts.home = 'Changed';
    stage.slack.world.fail('views.publish', fault, TRIES);
    await ana.command('private');
    await expect.poll(() => hurried(logged.join('')), SOON).toContain('App Home could not be drawn');
    expect(shown(ana)).toBe('Home');
    await ana.command('private');
    await expect.poll(() => shown(ana), SOON).toBe('Changed');
  });

  test('waits when Slack asks for it, and then is drawn', async () => {
    const ana = stage.person('Ana');
    await ana.openHome();
    facts.home = 'Changed';
    stage.slack.world.fail('views.publish', { kind: 'ratelimited', seconds: 1 });
    await ana.command('private');
    await expect.poll(() => shown(ana), SOON).toBe('Changed');
    expect(results('views.publish')).toEqual(['ok', 'ratelimited', 'ok']);
    expect(logged.join('')).not.toContain('could not be drawn');
  });

  test('that Slack puts off for longer than anybody waits is drawn when it may be', async () => {
    const ana = stage.person('Ana');
    stage.slack.world.fail('views.publish', { kind: 'ratelimited', seconds: 60 });
    const opened = ana.openHome();
    await expect.poll(() => shown(ana), SOON).toBe('Home');
    expect((await opened).text).toBe('Home');
    expect(results('views.publish')).toEqual(['ratelimited', 'ok']);
  });

  test('of two processes one publishes a change; after a restart it is still drawn again', async () => {
    const ana = stage.person('Ana');
    const address = `slack:user/${stage.team.id}.${ana.user.id}` as const;
    await ana.openHome();
    await stage.restart();
    facts.home = 'Changed';
    const other = stage.another();
    await other.start(answerApp());
    for (const platform of [other, stage.platform()]) platform.refreshHome?.(address);
    await expect.poll(() => shown(ana), SOON).toBe('Changed');
    facts.home = 'Changed again';
    stage.platform().refreshHome?.(address);
    await expect.poll(() => shown(ana), SOON).toBe('Changed again');
    await other.stop();
    expect(results('views.publish')).toEqual(['ok', 'ok', 'ok']);
  });

  test('a page is told from another by what its pictures show, not by their files: each process has its own', async () => {
    const gray = { name: 'map.png', png: tinyPng() };
    const mark = async (shows: Picture, file: string | undefined): Promise<string | undefined> => {
      const tools = {
        app: { handle: async () => ({ kind: 'show', to: 'caller', card: card(picture(shows, 'The map')) }) },
        uploads: { of: async () => new Map(file === undefined ? [] : [[shows, file]]) },
      };
      const owner = { team: 'T1', user: 'U1', caller: {} };
      const page = await drawPage(tools as never, {} as never, owner as never, { opened: true, event: 'e', at: 0 });
      return page?.mark;
    };
    const first = await mark(gray, 'F1');
    expect(await mark({ ...gray }, 'F2')).toBe(first);
    expect(await mark({ ...gray, png: new Uint8Array([1]) }, 'F1')).not.toBe(first);
    // one that could not be uploaded is tried again
    expect(await mark(gray, undefined)).not.toBe(first);
  });

  test('when the app is uninstalled, nobody is remembered', async () => {
    const ana = stage.person('Ana');
    await ana.openHome();
    await expect.poll(() => [...homes.marks.keys()]).toEqual([`slack:user/${stage.team.id}.${ana.user.id}`]);
    await stage.delivery.send('events_api', uninstalled(stage.scene, stage.team));
    await expect.poll(() => homes.marks.size).toBe(0);
  });

  test('cards answer in a modal: redrawn in place, forms stacked on top of it', async () => {
    const ana = stage.person('Ana');
    const home = await ana.openHome();
    facts.home = 'Changed';
    const modal = await ana.press('Show', home);
    expect(modal.text).toBe('Shown.');
    await expect.poll(() => shown(ana)).toBe('Changed');
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
    stage.slack.world.fail('views.publish', { kind: 'error', error: 'internal_error' }, TRIES);
    const opened = ana.openHome();
    await expect.poll(() => logged.join('')).toContain('App Home could not be drawn');
    await ana.openHome();
    expect((await opened).text).toBe('Home');
  });
});
