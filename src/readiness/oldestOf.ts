import type { Dated } from '../model/resource.ts';

/** The time of the oldest of some rows that could not be read again; undefined: all are as new as their inventory. */
export function oldestOf(one: Dated | undefined, other: Dated | undefined, third: Dated | undefined): Date | undefined {
  return older(older(one?.asOf, other?.asOf), third?.asOf);
}

function older(one: Date | undefined, other: Date | undefined): Date | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one < other ? one : other;
}
