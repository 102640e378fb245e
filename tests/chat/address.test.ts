/** Addresses: made once, bound to a handler, refused at start when they lead nowhere. */
import { expect, test } from 'vitest';
import { address, deadAddresses, on, onForm } from '../../src/chat/address.ts';
import { createApp } from '../../src/chat/app.ts';
import { expectWhole } from '../../src/chat/feature.ts';
import { card, text } from '../../src/chat/card.ts';
import { encodePress } from '../../src/chat/press.ts';
import { arg } from '../../src/chat/press.ts';
import { show } from '../../src/chat/reply.ts';

const plainly = () => show(card(text('Here.')));
const here = address('road.here', { n: arg.count, on: arg.flag, word: arg.text.optional() });
const there = address('road.there', {});

test('an address makes its press, with its arguments as text', () => {
  expect(encodePress(here({ n: 3, on: true }))).toBe('road.here?n=3&on=1');
  expect(here({ n: 3, on: false, word: 'x' })).toEqual({ id: 'road.here', args: { n: '3', on: '0', word: 'x' } });
  expect(there()).toEqual({ id: 'road.there', args: {} });
});

test('an address without a handler is refused at start; a handler for each is fine', () => {
  const one = on(here, plainly);
  expect(() => createApp({ features: [{ actions: [one] }] })).toThrow('nothing answers the address "road.there"');
  const app = createApp({ features: [{ actions: [one], forms: [onForm(there, plainly)] }] });
  expect(app.catalog.actions.get('road.here')?.id).toBe('road.here');
  expect(app.catalog.forms.has('road.there')).toBe(true);
});

test('where nothing but the product is loaded, so is one of a shelf that nobody answers', () => {
  address('lonely.house', {});
  const { catalog } = createApp({ features: [{ actions: [on(here, plainly), on(there, plainly)] }] });
  expect(() => expectWhole(catalog)).toThrow('"lonely.house"');
  expect(deadAddresses(new Set(['lonely.house']), true)).not.toContain('lonely.house');
});

test('two addresses of one id are a mistake', () => {
  expect(() => address('road.here', {})).toThrow('two addresses "road.here"');
});
