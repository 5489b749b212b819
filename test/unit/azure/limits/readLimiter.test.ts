import { describe, expect, test } from 'vitest';
import { ReadLimiter, type ReadAnswer } from '../../../../src/azure/limits/readLimiter.ts';

/** A clock that jumps to the end of every sleep, and remembers when what was sent. */
function newLimiter() {
  let now = 0;
  const sent: number[] = [];
  const limiter = new ReadLimiter({
    now: () => now,
    sleep: (ms, signal) => {
      signal?.throwIfAborted();
      now += ms;
      return Promise.resolve();
    },
  });
  const read = (bucket: string, answer: Partial<ReadAnswer> = {}, signal?: AbortSignal): Promise<unknown> =>
    limiter.run(
      bucket,
      () => {
        sent.push(now);
        return Promise.resolve({ remaining: undefined, retryAfterMs: undefined, ...answer });
      },
      (one) => one,
      signal,
    );
  return { read, sent, pass: (ms: number) => (now += ms), time: () => now };
}

describe('reads of a subscription', () => {
  test('240 at once, then 25 a second', async () => {
    const { read, sent } = newLimiter();
    for (let i = 0; i < 290; i++) await read('a');
    expect(sent.slice(0, 240)).toEqual(Array<number>(240).fill(0));
    expect(sent[240]).toBeCloseTo(40);
    expect(sent[289]).toBeCloseTo(2000);
  });

  test('each has a bucket of its own', async () => {
    const { read, time } = newLimiter();
    for (let i = 0; i < 240; i++) await Promise.all([read('a'), read('b')]);
    expect(time()).toBe(0);
  });

  test('what is left of it by the answers counts, since others read too', async () => {
    const { read, sent } = newLimiter();
    await read('a', { remaining: 1 });
    await read('a');
    await read('a');
    expect(sent.map(Math.round)).toEqual([0, 0, 40]);
  });

  test('more than the bucket holds is not believed: 11,999 was the whole hour of an older kind', async () => {
    const { read, time } = newLimiter();
    for (let i = 0; i < 241; i++) await read('a', { remaining: 11_999 });
    expect(time()).toBeCloseTo(40);
  });

  test('a refusal closes it for as long as it says, and no other', async () => {
    const { read, sent, time } = newLimiter();
    await read('a', { retryAfterMs: 7000 });
    await read('b');
    expect(time()).toBe(0);
    await read('a');
    expect(sent).toEqual([0, 0, 7000]);
  });

  test('it fills again', async () => {
    const { read, pass, time } = newLimiter();
    for (let i = 0; i < 240; i++) await read('a');
    pass(10_000);
    const before = time();
    for (let i = 0; i < 240; i++) await read('a');
    expect(time()).toBe(before);
  });

  test('who gives up while waiting sends nothing', async () => {
    const { read, sent } = newLimiter();
    for (let i = 0; i < 240; i++) await read('a');
    await expect(read('a', {}, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(sent).toHaveLength(240);
  });
});
