import { createHash } from 'node:crypto';
import { lastOf } from '../../model/armPath.ts';
import type { PolicyChoice } from './enableChoices.ts';

/*
 * Names of what enabling makes where the person chooses nothing. They follow from the inputs alone, so that whoever runs again finds what an
 * earlier run has made. Fabrics, containers, policy, mappings, groups and networks are called as the portal calls them.
 */

export const fabricName = (region: string): string => `asr-a2a-default-${region}`;
export const containerName = (region: string): string => `asr-a2a-default-${region}-container`;
export const mappingName = (from: string, to: string, policy: string): string => `${from}-${to}-${policy}`;
export const vaultName = (region: string): string => `rsv-dr-${region}`;
export const vaultGroupName = (region: string): string => `rg-dr-${region}`;

/** What stands in the target region for a group, a network or an availability set. Networks have the shortest names: 64 characters at most. */
export function besideName(name: string): string {
  return name.length <= 60 ? `${name}-asr` : `${name.slice(0, 51)}-${digest(name, 8)}-asr`;
}

export function policyName({ retentionHours, appConsistentMinutes }: PolicyChoice): string {
  return `${retentionHours}-hour-retention-${appConsistentMinutes === 0 ? '' : `${appConsistentMinutes}-min-app-consistent-`}policy`;
}

/** Names of storage accounts are unique in all of Azure, of 3 to 24 small letters and digits. */
export function cacheAccountName(vaultId: string, region: string, highChurn: boolean): string {
  return `${highChurn ? 'asrchurn' : 'asrcache'}${digest(`${vaultId} ${region}`, 14)}`;
}

/** Two networks of one name, in two groups, may be mapped in one vault. */
export function networkMappingName(networkId: string, to: string): string {
  return `${lastOf(networkId)}-${to}-${digest(networkId, 8)}`;
}

/** Two machines of one name may be replicated into one vault. */
export function itemName(machineId: string, name: string): string {
  return `${name}-${digest(machineId, 8)}`;
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text.toLowerCase()).digest('hex').slice(0, length);
}
