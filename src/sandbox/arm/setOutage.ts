import type { World } from '../world.ts';

/** Declares a region down, or up again. */
export function setOutage(world: World, region: string, state: 'down' | 'up'): void {
  if (state === 'down') world.outages.down(region);
  else world.outages.up(region);
}
