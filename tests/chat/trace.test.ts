/** What a request did is measured where it happens, belongs to that request alone, and holds no values. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countStatement, createTraces, nameTrace, span, type Trace, traced, traceId } from '../../src/chat/trace.ts';

const ANA = { route: '/what', platform: 'bare', learner: 'ana', place: 'here' };
/** Runs one request; what it did. */
async function request(work: () => Promise<unknown>, known = ANA): Promise<Trace> {
  let got: Trace | undefined;
  await traced(async () => {
    nameTrace(known, (trace) => (got = trace));
    await work();
  }).catch(() => undefined);
  if (got === undefined) throw new Error('nobody was told');
  return got;
}

describe('a request', () => {
  test('has its parts in the order in which they began, with times and rows', async () => {
    const trace = await request(async () => {
      await span('handler', 'outer', async () => {
        await span(
          'data',
          'inner',
          async () => [1, 2, 3],
          (rows) => rows.length,
        );
      });
      span('card', 'at once', () => 7);
    });
    expect(trace).toMatchObject(ANA);
    expect(trace.spans.map(({ kind, what, rows }) => [kind, what, rows])).toEqual([
      ['handler', 'outer', undefined],
      ['data', 'inner', 3],
      ['card', 'at once', undefined],
    ]);
    for (const { at, ms } of trace.spans) expect(at + ms).toBeLessThanOrEqual(trace.ms + 0.01);
  });

  test('is part of the one that is under way', async () => {
    const seen: (string | undefined)[] = [];
    const trace = await request(async () => {
      seen.push(traceId());
      await traced(async () => {
        seen.push(traceId());
        await span('sent', 'inside', async () => undefined);
      });
    });
    expect(new Set(seen)).toEqual(new Set([trace.id]));
    expect(trace.spans.map(({ what }) => what)).toEqual(['inside']);
  });

  test('counts the statements of each part, also of parts that run at once', async () => {
    const trace = await request(async () => {
      const part = async (what: string, statements: number) =>
        span('data', what, async () => {
          for (let n = 0; n < statements; n += 1) {
            await Promise.resolve();
            countStatement();
          }
        });
      await Promise.all([part('one', 1), part('three', 3), part('none', 0)]);
      countStatement();
    });
    expect(Object.fromEntries(trace.spans.map(({ what, statements }) => [what, statements]))).toEqual({
      one: 1,
      three: 3,
      none: undefined,
    });
  });

  test('that fails says where, and the failure is what it was', async () => {
    const trace = await request(async () =>
      span('data', 'breaks', async () => Promise.reject(new Error('secret words'))),
    );
    expect(trace.spans).toMatchObject([{ what: 'breaks', failed: true }]);
    expect(JSON.stringify(trace)).not.toContain('secret');
    await expect(traced(async () => span('data', 'x', async () => Promise.reject(new Error('it'))))).rejects.toThrow(
      'it',
    );
  });

  test('has an end to what is kept of it', async () => {
    const trace = await request(async () => {
      for (let n = 0; n < 1_000; n += 1) span('card', 'again', () => n);
    });
    expect(trace.spans.length).toBeLessThanOrEqual(200);
  });

  test('nobody’s values are in it, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 6 }), async (secret) => {
        const trace = await request(async () =>
          span(
            'data',
            'find',
            async () => [{ secret }],
            (rows) => rows.length,
          ),
        );
        const { id: _id, ...rest } = trace;
        expect(JSON.stringify(rest)).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
      { numRuns: 50 },
    );
  });
});

test('outside of a request nothing is measured, and all works', async () => {
  expect(traceId()).toBeUndefined();
  expect(span('data', 'x', () => 5)).toBe(5);
  expect(await span('data', 'x', async () => 6)).toBe(6);
  countStatement();
});

describe('what is kept', () => {
  const trace = (id: string, more: Partial<Trace> = {}): Trace => ({ id, began: 0, ...ANA, ms: 1, spans: [], ...more });

  test('is gone after ten minutes', () => {
    let now = 0;
    const traces = createTraces(() => now);
    traces.keep(trace('a'));
    now = 10 * 60_000 - 1;
    expect(traces.find('a')?.id).toBe('a');
    now += 1;
    expect(traces.find('a')).toBeUndefined();
    expect(traces.latest('ana', 'here', new Set())).toBeUndefined();
  });

  test('ten of one person, and three thousand of all', () => {
    const traces = createTraces(() => 0);
    for (let n = 0; n < 12; n += 1) traces.keep(trace(`a${n}`));
    expect(traces.find('a1')).toBeUndefined();
    expect(traces.find('a2')?.id).toBe('a2');
    for (let n = 0; n < 3_000; n += 1) traces.keep(trace(`b${n}`, { learner: `l${n}` }));
    expect(traces.find('a11')).toBeUndefined();
    expect(traces.find('b0')?.id).toBe('b0');
    traces.keep(trace('last', { learner: 'zoe' }));
    expect(traces.find('b0')).toBeUndefined();
    expect(traces.latest('l1', 'here', new Set())?.id).toBe('b1');
  });

  test('the latest is that of a person in a place', () => {
    const traces = createTraces(() => 0);
    traces.keep(trace('a'));
    traces.keep(trace('b', { place: 'there' }));
    traces.keep(trace('c', { route: '/scenes' }));
    traces.keep(trace('d', { learner: 'ben' }));
    expect(traces.latest('ana', 'here', new Set(['/scenes']))?.id).toBe('a');
    expect(traces.latest('ana', 'nowhere', new Set())).toBeUndefined();
  });
});
