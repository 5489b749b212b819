import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Clock } from '../../../src/sandbox/clock.ts';

const start = new Date('2026-01-01T00:00:00Z');

describe('the clock', () => {
  it('runs what is due in order of time, then of asking, each at its own time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100 })), fc.array(fc.integer({ min: 0, max: 40 })), (delays, steps) => {
        const clock = new Clock({ mode: 'manual', speed: 1, start, realNow: () => 0 });
        const ran: { at: number; index: number }[] = [];
        for (const [index, delay] of delays.entries()) {
          const at = start.getTime() + delay * 1000;
          clock.schedule(at, () => {
            expect(clock.now().getTime()).toBe(at);
            ran.push({ at, index });
          });
        }
        for (const step of steps) clock.advance(step);
        const limit = start.getTime() + steps.reduce((sum, step) => sum + step, 0) * 1000;
        const expected = delays
          .map((delay, index) => ({ at: start.getTime() + delay * 1000, index }))
          .filter(({ at }) => steps.length > 0 && at <= limit)
          .toSorted((a, b) => a.at - b.at || a.index - b.index);
        expect(ran).toEqual(expected);
      }),
    );
  });

  it('runs what is scheduled meanwhile, when it falls into the same move', () => {
    const clock = new Clock({ mode: 'manual', speed: 1, start, realNow: () => 0 });
    const ran: string[] = [];
    clock.schedule(start.getTime() + 1000, () => {
      ran.push('first');
      clock.schedule(clock.now().getTime() + 1000, () => ran.push('second'));
    });
    clock.schedule(start.getTime() + 3000, () => ran.push('third'));
    const callOff = clock.schedule(start.getTime() + 2500, () => ran.push('never'));
    callOff();
    clock.advance(10);
    expect(ran).toEqual(['first', 'second', 'third']);
  });

  it('runs by itself so many times faster, and jumps when set', () => {
    let real = 5000;
    const clock = new Clock({ mode: 'real', speed: 60, start, realNow: () => real });
    real += 1000;
    expect(clock.now().getTime() - start.getTime()).toBe(60_000);
    clock.set(new Date('2020-01-01T00:00:00Z'));
    real += 500;
    expect(clock.now()).toEqual(new Date('2020-01-01T00:00:30Z'));
  });
});
