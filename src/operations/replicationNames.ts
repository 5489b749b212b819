import { createHash } from 'node:crypto';

/*
 * Names of what enabling makes where the person chooses nothing. They follow from the inputs alone, so that whoever runs again finds what an
 * earlier run has made. Fabrics, containers, policy, mappings, groups and networks are called as the portal calls them.
 */

export const fabricName = (region: string): string => `asr-a2a-default-${region}`;
export const containerName = (region: string): string => `asr-a2a-default-${region}-container`;
export const policyName = '24-hour-retention-policy';
export const mappingName = (from: string, to: string): string => `${from}-${to}-${policyName}`;
export const besideName = (name: string): string => `${name}-asr`;
export const vaultName = (region: string): string => `rsv-dr-${region}`;
export const vaultGroupName = (region: string): string => `rg-dr-${region}`;

/** Names of storage accounts are unique in all of Azure, of 3 to 24 small letters and digits. */
export function cacheAccountName(vaultId: string, region: string): string {
  return `asrcache${digest(`${vaultId} ${region}`, 14)}`;
}

/** Two machines of one name may be replicated into one vault. */
export function itemName(machineId: string, name: string): string {
  return `${name}-${digest(machineId, 8)}`;
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text.toLowerCase()).digest('hex').slice(0, length);
}
