import type { AssessedMachine } from './assessment.ts';

/** Why the replication of a machine cannot be enabled, in a sentence; undefined: it can be tried. */
export function enableRefusal({ vm, item, vault, name, unknownCause, isThere, reason }: AssessedMachine): string | undefined {
  if (item)
    return `${name} is replicated already, into the vault ${vault?.name ?? item.vaultId}. Disable its replication first, to replicate it anew or elsewhere.`;
  if (!vm)
    return isThere === false ? `${name} is not there any more: only its protected item is left.` : `${name} could not be read: refresh.`;
  if (unknownCause === 'readFailed' || unknownCause === 'old') return `Whether ${name} is replicated is not known. ${reason}`;
  if (unknownCause === 'itemUnreadable' || unknownCause === 'vaultUnreadable') {
    return `${name} is replicated by a vault that you may not read. Ask for the role Reader on the vault.`;
  }
  return undefined;
}
