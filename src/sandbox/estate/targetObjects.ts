import type { EstateBuilder } from './estateBuilder.ts';
import { idIn, type Place } from './place.ts';

/** Things that stand ready in a target region for a failover to refer to. Each answers its id. */

/** `ipAddress`: of the ranges for documentation (RFC 5737). */
export function publicAddress(b: EstateBuilder, at: Place, name: string, ipAddress: string): string {
  return added(b, at, 'Microsoft.Network/publicIPAddresses', name, {
    sku: { name: 'Standard', tier: 'Regional' },
    etag: `W/"${b.guid()}"`,
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: b.guid(),
      publicIPAddressVersion: 'IPv4',
      publicIPAllocationMethod: 'Static',
      ipAddress,
      idleTimeoutInMinutes: 4,
      ipTags: [],
    },
  });
}

export function encryptionSet(b: EstateBuilder, at: Place, name: string): string {
  const keyVault = idIn(at, 'Microsoft.KeyVault/vaults', `kv-${name}`);
  added(b, at, 'Microsoft.KeyVault/vaults', `kv-${name}`, {
    properties: {
      sku: { family: 'A', name: 'premium' },
      enableSoftDelete: true,
      enablePurgeProtection: true,
      enableRbacAuthorization: true,
      vaultUri: `https://kv-${name}.vault.azure.net/`,
      provisioningState: 'Succeeded',
    },
  });
  return added(b, at, 'Microsoft.Compute/diskEncryptionSets', name, {
    identity: { type: 'SystemAssigned', principalId: b.guid() },
    properties: {
      activeKey: { sourceVault: { id: keyVault }, keyUrl: `https://kv-${name}.vault.azure.net/keys/disks/0123456789abcdef` },
      encryptionType: 'EncryptionAtRestWithCustomerKey',
      rotationToLatestKeyVersionEnabled: false,
      provisioningState: 'Succeeded',
    },
  });
}

/** An Automation account with runbooks; `last`: how the latest job of one ended. */
export function automation(
  b: EstateBuilder,
  at: Place,
  name: string,
  runbooks: Readonly<Record<string, { readonly state?: 'Published' | 'New'; readonly last?: 'Completed' | 'Failed' }>>,
): string {
  const id = added(b, at, 'Microsoft.Automation/automationAccounts', name, {
    properties: { publicNetworkAccess: true, disableLocalAuth: false },
  });
  for (const [runbook, { state = 'Published', last }] of Object.entries(runbooks)) {
    b.add({
      id: `${id}/runbooks/${runbook}`,
      name: runbook,
      type: 'Microsoft.Automation/automationAccounts/runbooks',
      location: at.location,
      tags: {},
      properties: { runbookType: 'PowerShell72', state, logVerbose: false, logProgress: false, creationTime: b.daysAgo(300) },
    });
    if (last === undefined) continue;
    const job = b.guid();
    b.add({
      id: `${id}/jobs/${job}`,
      name: job,
      type: 'Microsoft.Automation/automationAccounts/jobs',
      properties: {
        jobId: b.guid(),
        runbook: { name: runbook },
        status: last,
        creationTime: b.daysAgo(12),
        startTime: b.daysAgo(12),
        endTime: b.daysAgo(12),
      },
    });
  }
  return id;
}

/** Sets the limit of a quota (`standardDSv5Family`, `cores`) of a subscription in a region, as Azure's quota service keeps it. */
export function quota(
  b: EstateBuilder,
  { subscription, location }: Pick<Place, 'subscription' | 'location'>,
  name: string,
  limit: number,
): void {
  b.add({
    id: `/subscriptions/${subscription}/providers/Microsoft.Compute/locations/${location}/providers/Microsoft.Quota/quotas/${name}`,
    name,
    type: 'Microsoft.Quota/quotas',
    properties: {
      limit: { limitObjectType: 'LimitValue', limitType: 'Independent', value: limit },
      unit: 'Count',
      name: { value: name, localizedValue: name },
      isQuotaApplicable: true,
    },
  });
}

/** What Site Recovery says against replicating a machine. */
export function ineligible(b: EstateBuilder, machineId: string, code: string, message: string): void {
  b.add({
    id: `${machineId}/providers/Microsoft.RecoveryServices/replicationEligibilityResults/default`,
    name: 'default',
    type: 'Microsoft.RecoveryServices/replicationEligibilityResults',
    properties: { errors: [{ code, message, possibleCauses: '', recommendedAction: '', status: 'Failed' }] },
  });
}

function added(b: EstateBuilder, at: Place, type: string, name: string, rest: Readonly<Record<string, unknown>>): string {
  return b.add({ id: idIn(at, type, name), name, type, location: at.location, tags: {}, ...rest }).id;
}
