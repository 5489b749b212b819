/** Segments of `/subscriptions/…/resourceGroups/…/providers/Microsoft.RecoveryServices/vaults/…`, the empty one before it included. */
const vaultSegments = 9;

/** The id of the vault that an id inside it belongs to, as Azure spelt it. */
export function vaultPathOf(azureId: string): string {
  return azureId.split('/').slice(0, vaultSegments).join('/');
}
