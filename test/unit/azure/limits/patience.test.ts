import { expect, test } from 'vitest';
import { Patience } from '../../../../src/azure/limits/patience.ts';

test('three reads without an answer within a minute cost the others most of their time, for a minute', () => {
  let now = 0;
  const patience = new Patience(() => now);
  patience.lose();
  patience.lose();
  now = 50_000;
  expect(patience.readWithinMs(30_000)).toBe(30_000);
  patience.lose();
  expect(patience.readWithinMs(30_000)).toBe(5000);
  now = 61_000;
  expect(patience.readWithinMs(30_000)).toBe(30_000);
  patience.lose();
  patience.lose();
  expect(patience.readWithinMs(30_000)).toBe(5000);
});

test('nobody is given more time than there was at first', () => {
  const patience = new Patience(() => 0);
  for (let at = 0; at < 5; at++) patience.lose();
  expect(patience.readWithinMs(100)).toBe(100);
});
