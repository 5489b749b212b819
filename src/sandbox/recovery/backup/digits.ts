import type { World } from '../../world.ts';

const LEAST = 10 ** 13;

/** A number of 14 digits, as Azure Backup names its own things [recorded]; follows from the seed. */
export function digits(world: World): string {
  return String(LEAST + Math.floor(world.random() * 9 * LEAST));
}
