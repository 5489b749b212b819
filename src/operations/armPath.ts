import { sameText } from '../model/sameText.ts';

/*
 * Parts of ids as Azure spelt them, for requests and names; comparisons go by `toArmId`.
 */

/** Segments of `/subscriptions/…/resourceGroups/…`, the empty one before it included. */
const groupSegments = 5;

/** The resource group that a resource is in. */
export function groupPathOf(id: string): string {
  return id.split('/').slice(0, groupSegments).join('/');
}

export function subscriptionIn(id: string): string {
  return id.split('/')[2] ?? '';
}

/** The name at the end. */
export function lastOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** Of ids; of names and states: `sameText`. */
export function sameId(a: string | undefined, b: string | undefined): boolean {
  return sameText(a, b);
}
