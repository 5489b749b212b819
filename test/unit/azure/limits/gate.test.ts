import { expect, test } from 'vitest';
import { Gate } from '../../../../src/azure/limits/gate.ts';

test('so many at a time, in the order of their coming, whatever becomes of them', async () => {
  const gate = new Gate(2);
  const begun: number[] = [];
  const { signal } = new AbortController();
  const ends = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
  const runs = ends.map(({ promise }, index) =>
    gate.run(() => {
      begun.push(index);
      return promise;
    }, signal),
  );
  await Promise.resolve();
  expect(begun).toEqual([0, 1]);
  ends[1]!.reject(new Error('x'));
  await expect(runs[1]).rejects.toThrow('x');
  expect(begun).toEqual([0, 1, 2]);
  for (const { resolve } of ends) resolve();
  await Promise.allSettled(runs);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});

test('who gives up while waiting is never run, and leaves no place empty', async () => {
  const gate = new Gate(1);
  const first = Promise.withResolvers<void>();
  const busy = gate.run(() => first.promise, new AbortController().signal);
  const impatient = new AbortController();
  let ran = false;
  const waiting = gate.run(() => Promise.resolve((ran = true)), impatient.signal);
  impatient.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  first.resolve();
  await busy;
  expect(ran).toBe(false);
  await expect(gate.run(() => Promise.resolve('in'), new AbortController().signal)).resolves.toBe('in');
});

test('whom others wait for goes before all that came earlier, and may give up too', async () => {
  const gate = new Gate(1);
  const busy = Promise.withResolvers<void>();
  const { signal } = new AbortController();
  const impatient = new AbortController();
  const begun: string[] = [];
  const run = async (name: string, of: AbortSignal, first: boolean): Promise<number> =>
    gate.run(() => Promise.resolve(begun.push(name)), of, { first });
  const runs = [
    gate.run(() => busy.promise, signal),
    run('second', signal, false),
    run('third', signal, false),
    run('first', signal, true),
  ];
  const left = expect(run('left', impatient.signal, true)).rejects.toMatchObject({ name: 'AbortError' });
  impatient.abort();
  await left;
  busy.resolve();
  await Promise.all(runs);
  expect(begun).toEqual(['first', 'second', 'third']);
});
