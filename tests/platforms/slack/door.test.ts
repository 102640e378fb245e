/** Ids, doors and controls survive the way through Slack, and nothing else gets in by them. */
import { describe, expect, test } from 'vitest';
import { menuActionId, readControl, suggestActionId } from '../../../src/platforms/slack/controls.ts';
import { type Door, keepDoor, openResponseUrl, reopenDoor } from '../../../src/platforms/slack/door.ts';
import { messageRef, readMessageRef, readPlace, teamOf } from '../../../src/platforms/slack/ids.ts';

describe('ids', () => {
  test('are read back, and only in their own form', () => {
    const id = { team: 'T1A', channel: 'C2B', ts: '1700000000.000100' };
    expect(readMessageRef(messageRef(id))).toEqual(id);
    expect(readPlace('slack:channel/T1A.C2B')).toEqual({ kind: 'channel', team: 'T1A', channel: 'C2B' });
    expect(readPlace('slack:user/T1A.U2B')).toEqual({ kind: 'user', team: 'T1A', user: 'U2B' });
    for (const bad of [
      'slack:channel/T1',
      'slack:channel/T1.C2.3',
      'discord:channel/T1.C2',
      'slack:message/T1.C2',
      'slack:channel/T1.c2',
    ]) {
      expect(readPlace(bad)).toBeUndefined();
      expect(readMessageRef(bad)).toBeUndefined();
    }
  });

  test('say whose they are', () => {
    expect(teamOf('slack:message/T1.C1.1.2')).toBe('T1');
    expect(teamOf('slack:team/T1')).toBe('T1');
    expect(teamOf('slack:teams/T1')).toBeUndefined();
    expect(teamOf('quiz-1')).toBeUndefined();
  });
});

describe('doors', () => {
  const now = { team: 'T1', user: 'U2', trigger: 'later' };
  test.each<[string, Omit<Door, 'team' | 'user' | 'trigger'>]>([
    [
      'a public message in a thread',
      {
        channel: 'C1',
        thread: '1.2',
        pressed: { team: 'T1', channel: 'C1', ts: '3.4' },
        responseUrl: { url: 'https://hooks.example/1', since: 5 },
      },
    ],
    [
      'an ephemeral message',
      { channel: 'C1', pressed: 'ephemeral', responseUrl: { url: 'https://hooks.example/1', since: 5 } },
    ],
    ['a modal', { modal: 'V1' }],
    ['the App Home', { home: true }],
    ['Explain this', { channel: 'C1' }],
    ['the global shortcut', {}],
  ])('%s', (_, kept) => {
    const text = keepDoor({ team: 'T1', user: 'U1', trigger: 'then', ...kept });
    expect(text.length).toBeLessThan(3_000);
    expect(reopenDoor(text, now)).toEqual({ ...now, ...kept });
  });

  test('what was kept by something else opens nothing', () => {
    for (const text of ['', 'not JSON', 'null', '[]', '{"c":1}', '{"u":"https://hooks.example/1"}']) {
      expect(reopenDoor(text, now)).toEqual(now);
    }
  });

  test('a response URL is used for 29 minutes', () => {
    const door: Door = { team: 'T1', user: 'U1', responseUrl: { url: 'https://hooks.example/1', since: 1_000 } };
    expect(openResponseUrl(door, 1_000 + 28 * 60_000)).toBe('https://hooks.example/1');
    expect(openResponseUrl(door, 1_000 + 29 * 60_000)).toBeUndefined();
  });
});

test('controls mean what they were made for', () => {
  expect(readControl('quiz.go?n=1')).toEqual({ kind: 'press', press: { id: 'quiz.go', args: { n: '1' } } });
  expect(readControl('done!2!quiz.go')).toEqual({
    kind: 'done',
    press: { id: 'quiz.go', args: {} },
    list: 'list!quiz.go',
    min: 2,
  });
  expect(readControl(menuActionId('what'))).toEqual({ kind: 'menu', command: 'what' });
  expect(readControl(suggestActionId('what', 'is'))).toEqual({ kind: 'suggest', command: 'what', option: 'is' });
  for (const silent of ['link!0', 'list!quiz.go']) expect(readControl(silent)).toEqual({ kind: 'silent' });
  for (const strange of ['', 'Not Ours', 'done!x!quiz.go', 'done!2!', 'suggest!what', 'other!x', 'x'.repeat(200)]) {
    expect(readControl(strange)).toBeUndefined();
  }
});
