import type { Inventory } from '../model/inventory.ts';
import { minuteMs } from './dates.ts';

const toleratedSkewMs = 5 * minuteMs;

/** How far the clock here is ahead of Azure's, milliseconds, where that is worth a word: else 0. The sandbox has a clock of its own. */
export function notedSkew({ clockSkewMs, source }: Pick<Inventory, 'clockSkewMs' | 'source'>): number {
  return source.kind === 'azure' && Math.abs(clockSkewMs) > toleratedSkewMs ? clockSkewMs : 0;
}
