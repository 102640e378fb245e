/** The moment after a press in which only the same button is heard. */
import { describe, expect, test } from 'vitest';
import { createCalm } from '../../src/chat/calm.ts';
import { card, text } from '../../src/chat/card.ts';
import { nothing, redraw, type Reply } from '../../src/chat/reply.ts';
import type { Request } from '../../src/chat/request.ts';

const common = (person: string) =>
  ({
    event: 'e',
    at: 0,
    caller: {
      person: `test:user/${person}`,
      name: person,
      place: 'p',
      community: 'c',
      locale: 'en',
      admin: false,
      direct: false,
    },
  }) as unknown as Request;
const press = (id: string, person = 'ana', args = {}): Request => ({
  ...common(person),
  kind: 'press',
  press: { id, args },
});
const drawn: Reply = redraw(card(text('New.')));

function setting() {
  let now = 0;
  const calm = createCalm({ ms: 500, now: () => now });
  return { calm, later: (ms: number) => void (now += ms) };
}

describe('after a press that drew something', () => {
  test('another button is not heard for a moment; the same one, and everybody else, are', () => {
    const { calm, later } = setting();
    calm.answered(press('a'), drawn);
    expect(calm.tooSoon(press('b'))).toBe(true);
    expect(calm.tooSoon(press('a'))).toBe(false);
    expect(calm.tooSoon(press('b', 'bob'))).toBe(false);
    later(500);
    expect(calm.tooSoon(press('b'))).toBe(false);
  });

  test('whoever types in between clicks anew', () => {
    for (const kind of ['command', 'said', 'form']) {
      const { calm } = setting();
      calm.answered(press('a'), drawn);
      calm.answered({ ...common('ana'), kind } as Request, drawn);
      expect(calm.tooSoon(press('b')), kind).toBe(false);
    }
  });

  test('a page of their own that is drawn by itself ends nothing', () => {
    const { calm } = setting();
    calm.answered(press('a'), drawn);
    calm.answered({ ...common('ana'), kind: 'home' } as Request, drawn);
    expect(calm.tooSoon(press('b'))).toBe(true);
  });

  test('a press with more in it than can travel is only another press', () => {
    const { calm } = setting();
    calm.answered(press('a'), drawn);
    expect(calm.tooSoon(press('b', 'ana', { x: 'ü'.repeat(90) }))).toBe(true);
  });
});

test('a press that drew nothing moves nothing', () => {
  const { calm } = setting();
  calm.answered(press('a'), nothing);
  expect(calm.tooSoon(press('b'))).toBe(false);
});
