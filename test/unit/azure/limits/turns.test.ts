import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Turns } from '../../../../src/azure/limits/turns.ts';

test('so many go on in a turn, the others in the next ones, in the order of their coming', async () => {
  const turns = new Turns(3);
  const gone: { readonly who: number; readonly turn: number }[] = [];
  let turn = 0;
  const count = (): void => {
    turn += 1;
    if (gone.length < 8) setImmediate(count);
  };
  setImmediate(count);
  await Promise.all(
    Array.from({ length: 8 }, async (_, who) => {
      await turns.take();
      gone.push({ who, turn });
    }),
  );
  expect(gone.map(({ who }) => who)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect([...Map.groupBy(gone, (one) => one.turn).values()].map((all) => all.length)).toEqual([3, 3, 2]);
});

test('who comes one at a time, a turn apart, never waits', async () => {
  const turns = new Turns(1);
  for (let i = 0; i < 3; i += 1) {
    let isGone = false;
    void turns.take().then(() => (isGone = true));
    await Promise.resolve();
    expect(isGone).toBe(true);
    await nextTurn();
    await nextTurn();
  }
});
