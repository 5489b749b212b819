import { afterEach, expect, test, vi } from 'vitest';
import { SandboxTime } from '../../../src/editor/sandboxTime.ts';

const hourMs = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
});

function answer(date: string): Parameters<SandboxTime['told']>[0] {
  return { status: 200, headers: { date }, body: '' };
}

test('the sandbox’s time goes on while nothing is asked, and never back', () => {
  vi.useFakeTimers();
  const time = new SandboxTime(() => Promise.resolve());
  time.told(answer('Mon, 14 Sep 2026 08:00:00 GMT'));
  vi.advanceTimersByTime(hourMs + 900);
  expect(time.now().toISOString()).toBe('2026-09-14T09:00:00.900Z');
  time.told(answer('Mon, 14 Sep 2026 09:00:00 GMT'));
  expect(time.now().toISOString()).toBe('2026-09-14T09:00:00.900Z');
  time.told(answer('Mon, 14 Sep 2026 12:00:00 GMT'));
  expect(time.now().toISOString()).toBe('2026-09-14T12:00:00.000Z');
  time.told(answer('no date'));
  expect(time.now().toISOString()).toBe('2026-09-14T12:00:00.000Z');
});
