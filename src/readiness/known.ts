import type { Known } from '../model/resource.ts';

/** Whether one of them is so; undefined where a missing fact decides. */
export function any(values: readonly Known<boolean>[]): Known<boolean> {
  if (values.some((value) => value === true)) return true;
  return values.every((value) => value === false) ? false : undefined;
}

/** Whether all of them are so; undefined where a missing fact decides. */
export function all(values: readonly Known<boolean>[]): Known<boolean> {
  if (values.some((value) => value === false)) return false;
  return values.every((value) => value === true) ? true : undefined;
}

/** A health that Azure has looked at. `None`, beside Normal, Warning and Critical, is its word where it has not. */
export function toldHealth(health: Known<string>): Known<string> {
  return health !== undefined && /^none$/i.test(health) ? undefined : health;
}
