/** Secrets at rest: opened with the same key only, and noticed when changed. */
import { expect, test } from 'vitest';
import { createSecretBox } from '../src/secret.ts';

const box = createSecretBox('ab'.repeat(32));

test('what was sealed opens again, and never looks the same twice', () => {
  const sealed = box.seal('xoxb-1 ✓');
  expect(box.open(sealed)).toBe('xoxb-1 ✓');
  expect(box.seal('xoxb-1 ✓')).not.toBe(sealed);
  expect(sealed).not.toContain('xoxb');
});

test('another key, a changed value or nonsense is told, with what to do', () => {
  const sealed = box.seal('xoxb-1');
  expect(() => createSecretBox('cd'.repeat(32)).open(sealed)).toThrow('SLACK_TOKEN_KEY has changed');
  const [version, nonce, tag, body] = sealed.split('.');
  const flipped = Buffer.from(body ?? '', 'base64url').map((byte, index) => (index === 0 ? byte ^ 1 : byte));
  expect(() => box.open([version, nonce, tag, Buffer.from(flipped).toString('base64url')].join('.'))).toThrow(
    'cannot be opened',
  );
  for (const nonsense of ['', 'v1', 'v2.a.b.c', 'v1.a.b.c']) expect(() => box.open(nonsense)).toThrow('not in a form');
});
