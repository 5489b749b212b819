import type { World } from './world.ts';

/** `Retry-After` in real seconds: what Azure says, divided by the speed of the clock, at least 1; 1 with a manual clock. */
export function retryAfter(world: Pick<World, 'clock'>, recordedSeconds: number): string {
  return world.clock.mode === 'manual' ? '1' : String(Math.max(1, Math.round(recordedSeconds / world.clock.speed)));
}
