/** What is remembered of installations between two looks into the database. */
import { expect, test } from 'vitest';
import { createInstallations } from '../../../src/platforms/slack/installations.ts';

test('installations are read once a minute, and at once after a change', async () => {
  let at = 0;
  let reads = 0;
  const values = new Map<string, string>();
  const store = createInstallations(
    {
      save: async (id, value) => void values.set(id, value),
      find: async (id) => ((reads += 1), values.get(id)),
      remove: async (id) => void values.delete(id),
    },
    () => at,
  );
  expect(await store.tokenOf('T1')).toBeUndefined();
  const installation = (token: string) => ({
    team: { id: 'T1' },
    enterprise: undefined,
    user: { token: undefined, scopes: undefined, id: 'U1' },
    bot: { token, scopes: [], id: 'B1', userId: 'U2' },
  });
  await store.storeInstallation(installation('one'));
  expect(await store.tokenOf('T1')).toBe('one');
  reads = 0;
  await Promise.all([store.tokenOf('T1'), store.tokenOf('T1')]);
  expect(reads).toBe(0);
  await store.storeInstallation(installation('two'));
  expect(await store.tokenOf('T1')).toBe('two');
  at += 61_000;
  await store.tokenOf('T1');
  expect(reads).toBe(2);
});
