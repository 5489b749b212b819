/*
 * Parts of ids as Azure spelt them, for requests and names; ids are compared by `toArmId`, or by `sameText`.
 */

/** Segments of `/subscriptions/…/resourceGroups/…`, the empty one before it included. */
const groupSegments = 5;
/** Of `…/providers/Microsoft.RecoveryServices/vaults/…` behind it as well. */
const vaultSegments = 9;

/** The resource group that a resource is in. */
export function groupPathOf(id: string): string {
  return id.split('/').slice(0, groupSegments).join('/');
}

/** The vault that a resource is in. */
export function vaultPathOf(id: string): string {
  return id.split('/').slice(0, vaultSegments).join('/');
}

/** The subscription's own id, as it is spelt in the id; '' for an id outside a subscription. */
export function subscriptionIn(id: string): string {
  return id.split('/')[2] ?? '';
}

/** The name at the end. */
export function lastOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
