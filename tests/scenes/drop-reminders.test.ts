/** Reminders: at their hour, once, never after one was here, and off when they cannot be delivered. */
import { describe, expect, test } from 'vitest';
import { PostError } from '../../src/chat/platform.ts';
import { cardText } from '../../src/chat/text.ts';
import { DAY, dropHouse, HOUR, MONDAY } from '../support/drop-house.ts';
import type { Person } from '../support/stage.ts';

const house = dropHouse();

describe('reminders', () => {
  const toMia = () => house.posts.filter((post) => post.to === 'bare:user/mia');
  /** Mia answers Monday's drop and wants a reminder at ten. */
  async function subscribed(): Promise<Person> {
    const drop = await house.nextDrop('one-choice');
    const mia = house.person('Mia');
    await mia.press('A', drop);
    const settings = await mia.command('settings');
    expect(settings.text).toContain('Reminders are off');
    const reminders = await mia.press('Reminders', settings);
    expect((await mia.pick('Remind me daily at', ['10:00'], reminders)).text).toContain(
      'Reminders are on: one a day at 10:00',
    );
    return mia;
  }
  /** Tuesday, with an open drop. */
  const tuesday = async (hour: number): Promise<void> => {
    house.now = MONDAY + DAY + (hour - 8) * HOUR;
    await house.sous.tick();
  };

  test('come at the hour, once, and say what waits', async () => {
    await subscribed();
    await tuesday(9);
    expect(toMia()).toEqual([]);
    await tuesday(10);
    await house.sous.tick();
    house.now += HOUR;
    await Promise.all([house.sous.tick(), house.sous.tick()]);
    expect(toMia()).toHaveLength(1);
    expect(cardText(toMia()[0]?.card ?? { blocks: [] })).toContain("Today's question is open");
  });

  test('at the hour of the drop wait for the drop, and for it alone', async () => {
    const mia = await subscribed();
    const reminders = await mia.press('Reminders', await mia.command('settings'));
    const chosen = await mia.pick('Remind me daily at', ['09:00'], reminders);
    expect(chosen.text).toContain('one a day at 09:00');
    // Discord is slow: the drop is on its way while the reminder is made
    house.refuse = (to) =>
      to.includes(':channel/') ? new PostError('busy', 'slow down', { retryAfter: 1_000 }) : undefined;
    await tuesday(9);
    expect(toMia()).toEqual([]);
    house.refuse = undefined;
    await house.letWaitsEnd();
    house.now += 60_000;
    await house.sous.tick();
    await house.letWaitsEnd();
    await house.sous.tick();
    expect(toMia().map((post) => cardText(post.card))).toEqual([expect.stringContaining("Today's question is open")]);
  });

  test('do not come after activity that day, nor on the day of the choice, nor when nothing waits', async () => {
    const mia = await subscribed();
    house.now = MONDAY + 2 * HOUR;
    await house.sous.tick();
    expect(toMia()).toEqual([]);
    await tuesday(9);
    const drop = await house.latest('Tuesday');
    await mia.press(drop.buttons[0] ?? '', drop);
    await tuesday(10);
    expect(toMia()).toEqual([]);
    // Saturday: no drop, and nothing to review
    house.now = MONDAY + 5 * DAY + 2 * HOUR;
    await house.sous.tick();
    expect(
      toMia()
        .map((post) => cardText(post.card))
        .filter((words) => words.includes('drop is open')),
    ).toEqual([]);
  });

  test('are switched off when they cannot be delivered, which is told once', async () => {
    const mia = await subscribed();
    house.refuse = (to) => (to.includes(':user/') ? new PostError('refused', 'direct messages are closed') : undefined);
    await tuesday(9);
    await tuesday(10);
    house.refuse = undefined;
    const told = await mia.command('progress');
    expect(told.text).toContain('I switched your reminders off');
    expect(told.text).toContain('could not send you a direct message. Allow');
    expect((await mia.command('progress')).text).not.toContain('I switched');
    expect((await mia.command('settings')).text).toContain('Reminders are off');
    house.now += 3 * DAY;
    await house.sous.tick();
    expect(toMia()).toEqual([]);
  });

  test('that meet a busy platform come a little later; hours late they do not come at all', async () => {
    await subscribed();
    await tuesday(9);
    house.refuse = (to) =>
      to.includes(':user/') ? new PostError('busy', 'slow down', { retryAfter: 120_000 }) : undefined;
    await tuesday(10);
    house.refuse = undefined;
    house.now += 2 * 60_000;
    await house.sous.tick();
    expect(toMia()).toEqual([]); // the platform asked to wait
    await house.letWaitsEnd();
    await house.sous.tick();
    await house.sous.tick();
    expect(toMia()).toHaveLength(1);
    house.now = MONDAY + 2 * DAY + 8 * HOUR;
    await house.sous.tick();
    expect(toMia()).toHaveLength(1);
  });

  test('are left for the next start by a process that is stopping', async () => {
    await subscribed();
    await tuesday(9);
    house.now += HOUR;
    for (const job of house.app.catalog.jobs.filter((one) => one.name === 'outbox'))
      await job.run(house.now, AbortSignal.abort());
    expect(toMia()).toEqual([]);
    await house.sous.tick();
    expect(toMia()).toHaveLength(1);
  });

  test('follow the learner’s own zone', async () => {
    const mia = await subscribed();
    const settings = await mia.command('settings', { zone: 'America/New_York' });
    expect(settings.text).toContain('10:00 (America/New_York)'.slice(0, 5));
    expect(settings.text).toContain('America/New_York');
    await tuesday(10);
    expect(toMia()).toEqual([]);
    await tuesday(15);
    expect(toMia()).toHaveLength(1);
  });
});
