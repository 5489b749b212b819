import type { ItemFacts } from '../facts.ts';
import type { Evidence } from '../finding.ts';
import { vaultsRead } from '../hiddenProtection.ts';
import { hasGap } from '../inventoryIndex.ts';
import { isRegional } from '../itemPhase.ts';
import type { InventoryIndex } from '../inventoryIndex.ts';
import { oncePer } from '../oncePer.ts';
import type { MachineRule, Verdict } from '../rule.ts';
import { fail, missing, notApplicable, pass, unknown } from '../verdicts.ts';
import { sources } from './sources.ts';

/** Is the machine replicated, and to another region. */
export const protectionRules: readonly MachineRule[] = [
  {
    id: 'DR-VM-001',
    on: 'machine',
    title: 'Machine is not replicated by Site Recovery',
    severity: 'high',
    depth: 'inventory',
    affectsState: false,
    lowWhenRebuilt: true,
    needsItem: false,
    decides: ['replicationProtectedItems: providerSpecificDetails.fabricObjectId', 'Microsoft.Resources/links: ASR-Protect-*'],
    sources: [sources.enable, sources.supportMatrix],
    corresponds: {
      aprl: ['cfe22a65-b1db-fd41-9e8e-d573922709ae'],
      advisor: ['ed651749-cd37-4fd5-9897-01b416926745'],
      policy: ['0015ea4d-51ff-4ce3-8d8c-f3f8f0179a56'],
    },
    explanation:
      'No protected item of Site Recovery has this machine as its source. Machines of every security type are looked at, Trusted Launch and Confidential VM included.',
    consequence:
      'Nothing of the machine is replicated to another region. It is down until the region is back, or until it is restored by other means.',
    fix: 'Enable replication to another region. Where Site Recovery does not support the machine, back it up to a geo-redundant vault with cross-region restore, or be ready to rebuild it.',
    check: ({ vm, items, hidden, index, subscriptionId }): Verdict => {
      if (vm === undefined) return notApplicable;
      if (items.length > 0) return pass;
      if (hidden !== undefined) return unknown(hidden.reason);
      const more: Evidence[] = [];
      if (hasGap(index, 'links', subscriptionId)) more.push({ property: 'links ASR-Protect-*', value: 'not readable' });
      const eligibility = index.details.eligibility.get(vm.id);
      for (const { code, message } of eligibility !== undefined && 'value' in eligibility ? eligibility.value : [])
        more.push({
          property: 'replicationEligibilityResults',
          value: message === '' ? code : `${code}: ${message}`,
        });
      return more.length === 0 ? notReplicated(index) : fail([...noItem(index), ...more]);
    },
  },
  {
    id: 'DR-VM-006',
    on: 'machine',
    title: 'Replication stays in the same region',
    severity: 'high',
    depth: 'inventory',
    affectsState: true,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: ['providerSpecificDetails.primaryFabricLocation', 'providerSpecificDetails.recoveryFabricLocation'],
    sources: [sources.zoneToZone],
    corresponds: {},
    explanation:
      'The machine is replicated from one availability zone to another of the same region. That covers the loss of a zone, not of the region.',
    consequence: 'Both copies are in the region that failed. The machine waits until the region is back.',
    fix: 'Disable the zone-to-zone replication and enable replication to another region, or back the machine up to a geo-redundant vault with cross-region restore.',
    check: ({ items }): Verdict => {
      if (items.length === 0) return notApplicable;
      if (items.some(({ item }) => isRegional(item) === true)) return pass;
      const isTold = items.every(({ item }) => isRegional(item) === false);
      return isTold ? fail(items.flatMap(zoneEvidence)) : missing('the regions of the protected item');
    },
  },
  {
    id: 'DR-VM-007',
    on: 'machine',
    title: 'Attached disk is not replicated',
    severity: 'high',
    depth: 'inventory',
    affectsState: true,
    lowWhenRebuilt: false,
    needsItem: true,
    decides: [
      'storageProfile.osDisk',
      'storageProfile.dataDisks',
      'providerSpecificDetails.protectedManagedDisks',
      'providerSpecificDetails.unprotectedDisks',
    ],
    sources: [sources.supportMatrix, sources.troubleshoot],
    corresponds: {},
    explanation:
      'A disk is attached to the machine but not part of its replication. Disks added after replication was enabled are not replicated by themselves.',
    consequence: 'After a failover the machine starts without this disk, and its data is lost with the region.',
    fix: 'Add the disk to the replication. If it was left out on purpose, make sure that the machine starts and works without it.',
    check: ({ vm, item: facts }): Verdict => {
      if (vm === undefined || facts === undefined || facts.phase === 'failedOver') return notApplicable;
      const { item } = facts;
      const evidence: Evidence[] = [];
      for (const { id, name } of vm.disks ?? []) {
        if (id !== undefined && item.unprotectedDiskIds?.includes(id) === true)
          evidence.push({ property: 'unprotectedDisks', value: name });
        else if (item.disks?.every((disk) => disk.id !== id) === true)
          evidence.push({ property: 'missing in protectedManagedDisks', value: name });
      }
      if (evidence.length > 0) return vm.asOf?.getTime() === item.asOf?.getTime() ? fail(evidence) : notTogether;
      if (vm.disks === undefined) return missing('the disks of the machine');
      if (item.disks === undefined) return missing('protectedManagedDisks of the protected item');
      return item.unprotectedDiskIds === undefined ? missing('unprotectedDisks of the protected item') : pass;
    },
  },
];

/** A disk may have been attached and added, or detached and removed, in between. */
const notTogether = unknown('The machine and its protected item were read at different times, and their disks differ.');

const noItem = (index: InventoryIndex): readonly Evidence[] => [
  { property: 'replicationProtectedItems', value: null },
  { property: 'readable vaults', value: vaultsRead(index) },
];
const notReplicated = oncePer((index: InventoryIndex): Verdict => fail(noItem(index)));

function zoneEvidence({ item }: ItemFacts): Evidence[] {
  return [
    { property: 'primaryFabricLocation', value: item.sourceLocation ?? null },
    { property: 'recoveryFabricLocation', value: item.targetLocation ?? null },
    ...(item.sourceZone == null ? [] : [{ property: 'primaryAvailabilityZone', value: item.sourceZone }]),
    ...(item.targetZone == null ? [] : [{ property: 'recoveryAvailabilityZone', value: item.targetZone }]),
  ];
}
