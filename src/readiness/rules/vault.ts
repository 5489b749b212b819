import { subscriptionOf } from '../../model/armId.ts';
import type { Known } from '../../model/resource.ts';
import { absenceUnproven } from '../absenceUnproven.ts';
import type { ItemFacts, VaultFacts } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import { hasGap, sortedById } from '../inventoryIndex.ts';
import { isFailedOver, isRegional } from '../itemPhase.ts';
import type { ItemRule, VaultRule, Verdict } from '../rule.ts';
import { sameRegion } from '../sameRegion.ts';
import { isGeoVault } from '../skus.ts';
import { fail, missing, notApplicable, pass, unknown } from '../verdicts.ts';
import { sources } from './sources.ts';

export const vaultRegionTitle = 'Vault or target is in the region that it must survive';

export const vaultRules: readonly (VaultRule | ItemRule)[] = [
  {
    id: 'DR-VLT-001',
    on: 'vault',
    title: vaultRegionTitle,
    severity: 'critical',
    depth: 'inventory',
    decides: [
      'location of the vault',
      'location of the vault’s resource group',
      'location of recoveryAzureResourceGroupId',
      'providerSpecificDetails.primaryFabricLocation',
    ],
    sources: [sources.enable],
    corresponds: {},
    explanation:
      'The vault, its resource group, or the resource group that machines are failed over to is in the source region of replication to another region. Vaults that only hold backups are left out.',
    consequence: 'When the region fails, the vault or the group cannot be managed, and the failover cannot be started.',
    fix: 'Create a vault in the target region, or in a third one, with its resource group there too. Disable replication and enable it again in the new vault. Where it is only the resource group that machines are failed over to, set one of the target region in the settings of the replicated items.',
    check: judgeVaultRegions,
  },
  {
    id: 'DR-VLT-002',
    on: 'vault',
    title: 'Backups cannot be restored in another region',
    severity: 'medium',
    depth: 'inventory',
    decides: ['redundancySettings.standardTierStorageRedundancy', 'redundancySettings.crossRegionRestore'],
    sources: [sources.crossRegionRestore],
    corresponds: {
      aprl: ['1549b91f-2ea0-4d4f-ba2a-4596becbe3de'],
      advisor: ['9b1308f1-4c25-4347-a061-7cc5cd6a44ab'],
      psrule: ['Azure.RSV.StorageType'],
    },
    explanation: 'The vault holds backups, but its storage is not geo-redundant or cross-region restore is off.',
    consequence: 'The backups cannot be restored on one’s own while the region is down.',
    fix: 'On a geo-redundant vault, switch cross-region restore on: this cannot be undone, and takes up to 48 hours. The redundancy of a vault that holds items cannot be changed: back up to a new, geo-redundant vault.',
    check: (facts): Verdict => {
      const early = unlessBackups(facts);
      if (early !== undefined) return early;
      const { storageRedundancy: redundancy, crossRegionRestore: restore } = facts.vault;
      if ((redundancy !== undefined && !isGeoVault(redundancy)) || restore === false) {
        return fail([
          {
            property: 'redundancySettings.standardTierStorageRedundancy',
            value: redundancy ?? null,
          },
          {
            property: 'redundancySettings.crossRegionRestore',
            value: restore === undefined ? null : restore ? 'Enabled' : 'Disabled',
          },
        ]);
      }
      return redundancy === undefined || restore === undefined ? missing('redundancySettings of the vault') : pass;
    },
  },
  {
    id: 'DR-VLT-003',
    on: 'vault',
    title: 'Backups can be deleted or expire early',
    severity: 'medium',
    depth: 'inventory',
    decides: [
      'securitySettings.softDeleteSettings.softDeleteState',
      'securitySettings.immutabilitySettings.state',
      'backupPolicies: retentionPolicy',
    ],
    sources: [sources.vaultSecurity],
    corresponds: {
      aprl: ['9e39919b-78af-4a0b-b70f-c548dae97c25'],
      advisor: ['3ebfaf53-4d8c-4e67-a948-017bbbf59de6'],
      psrule: ['Azure.RSV.Immutable'],
    },
    explanation:
      'The vault holds backups, but soft delete or immutability is off, or a policy that backups of machines follow keeps them for less time than asked for (30 days by default).',
    consequence: 'An attacker or a mistake can remove the backups that a recovery needs, or they are gone before the damage is noticed.',
    fix: 'Switch soft delete on, make the vault immutable, and raise the retention of the backup policy.',
    check: (facts, policy): Verdict => {
      const early = unlessBackups(facts);
      if (early !== undefined) return early;
      const { softDelete, immutability } = facts.vault;
      const evidence: Evidence[] = [];
      if (softDelete !== undefined && /^disabled$/i.test(softDelete)) {
        evidence.push({
          property: 'securitySettings.softDeleteSettings.softDeleteState',
          value: softDelete,
        });
      }
      if (immutability === null || (immutability !== undefined && /^disabled$/i.test(immutability))) {
        evidence.push({
          property: 'securitySettings.immutabilitySettings.state',
          value: immutability,
        });
      }
      const retention = judgeRetention(facts, policy.backupRetentionDays);
      if (retention.outcome === 'fail') evidence.push(...retention.evidence);
      if (evidence.length > 0) return fail(evidence);
      return softDelete === undefined || immutability === undefined ? missing('securitySettings of the vault') : retention;
    },
  },
  {
    id: 'DR-VLT-006',
    on: 'item',
    title: 'Protected item has lost its machine',
    severity: 'medium',
    depth: 'inventory',
    decides: ['providerSpecificDetails.fabricObjectId'],
    sources: [sources.troubleshoot],
    corresponds: {},
    explanation: 'The source machine of the protected item is gone, and the item is not failed over.',
    consequence:
      'Nothing new is replicated. The item looks like protection, costs money, and stands in the way of a machine of the same ID.',
    fix: 'Disable replication of the item. If that fails, purge it.',
    check: judgeOrphan,
  },
];

/** Whether the vault or the target group of one item is in the region that the item is to survive. */
export function judgeItemRegions(facts: ItemFacts): Verdict {
  const { item, index, vault, vaultGroup } = facts;
  const regional = isRegional(item);
  if (regional === false) return notApplicable;
  const { sourceLocation: source, targetResourceGroupId: targetId } = item;
  if (regional === undefined || source === undefined) return missing('the regions of the protected item');
  const target = targetId && index.groups.get(targetId)?.location;
  // Nearly all pass, and each is asked twice: nothing is made for them.
  if (isElsewhere(target, source) && isElsewhere(vault?.location, source) && isElsewhere(vaultGroup?.location, source)) return pass;
  return tellRegions(source, {
    'location of the vault': vault?.location,
    'location of the vault’s resource group': vaultGroup?.location,
    'location of recoveryAzureResourceGroupId': target,
  });
}

function tellRegions(source: string, regions: Readonly<Record<string, Known<string>>>): Verdict {
  const told = Object.entries(regions);
  const lost = told.flatMap(([property, value]): Evidence[] =>
    value !== undefined && sameRegion(value, source) ? [{ property, value }] : [],
  );
  if (lost.length > 0) return fail([{ property: 'primaryFabricLocation', value: source }, ...lost]);
  const unread = told.find(([, region]) => region === undefined || region === '');
  return unread === undefined ? pass : missing(`the ${unread[0]}`);
}

function isElsewhere(region: Known<string>, source: string): boolean {
  return region !== undefined && region !== '' && !sameRegion(region, source);
}

function judgeVaultRegions({ id, items, index }: VaultFacts): Verdict {
  let verdict: Verdict = notApplicable;
  for (const facts of items) {
    const one = judgeItemRegions(facts);
    if (one.outcome === 'fail') return one;
    if (one.outcome === 'unknown' || (one.outcome === 'pass' && verdict.outcome === 'notApplicable')) verdict = one;
  }
  return items.length === 0 && hasGap(index, 'protectedItems', id, subscriptionOf(id))
    ? unknown('The protected items of the vault cannot be read. Site Recovery Reader or Reader on the vault is needed.')
    : verdict;
}

/** Rules on backups do not concern a vault that holds none. */
function unlessBackups({ id, backupPolicyIds, index }: VaultFacts): Verdict | undefined {
  if (backupPolicyIds.size > 0) return undefined;
  return hasGap(index, 'backupItems', id, subscriptionOf(id)) ? unknown('The backup items of the vault cannot be read.') : notApplicable;
}

/** `wanted`: days; 0: not judged. */
function judgeRetention({ backupPolicyIds, index }: VaultFacts, wanted: number): Verdict {
  if (wanted === 0) return pass;
  // What is kept of backups that are stopped does not expire.
  const rows = [...backupPolicyIds].filter((id) => id !== null).map((id) => id && index.backupPolicies.get(id));
  const short = sortedById(rows.flatMap((row) => (row?.retentionDays !== undefined && row.retentionDays < wanted ? [row] : [])));
  if (short.length > 0) {
    const evidence = short.flatMap(({ name, retentionDays }): Evidence[] => [
      { property: 'backup policy', value: name },
      { property: 'retention of the backup policy, days', value: retentionDays ?? null },
    ]);
    return fail([...evidence, { property: 'retention asked for, days', value: wanted }]);
  }
  return rows.every((row) => row?.retentionDays !== undefined)
    ? pass
    : unknown('A backup policy that the vault’s backups follow cannot be read.');
}

function judgeOrphan(facts: ItemFacts): Verdict {
  const { item, index, vm, phase } = facts;
  const { sourceId } = item;
  if (sourceId === undefined) return missing('fabricObjectId of the protected item');
  if (vm !== undefined) return pass;
  const failedOver = isFailedOver(item);
  if (failedOver === true || phase === 'failedOver') return notApplicable;
  const subscription = subscriptionOf(sourceId);
  if (!index.picked.has(subscription)) {
    return index.picked.has(subscriptionOf(item.vaultId)) ? unknown('The subscription of the source machine was not read.') : notApplicable;
  }
  const unproven = absenceUnproven(sourceId, facts);
  if (unproven !== undefined) return unproven;
  if (failedOver === undefined) return missing('the state of the protected item');
  return fail([
    { property: 'fabricObjectId', value: sourceId },
    { property: 'Microsoft.Compute/virtualMachines', value: null },
  ]);
}
