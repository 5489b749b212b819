import type { Region } from '../../model/region.ts';
import { oncePer } from '../oncePer.ts';
import type { DiskRule, MachineRule, Verdict } from '../rule.ts';
import { sameRegion } from '../sameRegion.ts';
import { fail, missing, notApplicable, pass, unknown } from '../verdicts.ts';
import { sources } from './sources.ts';

/** Where the machine, its group and its disks are, inside their region. None of these changes a state. */
export const placementRules: readonly (MachineRule | DiskRule)[] = [
  {
    id: 'DR-VM-009',
    on: 'machine',
    title: 'Resource group is in another region than its machine',
    severity: 'medium',
    depth: 'inventory',
    affectsState: false,
    lowWhenRebuilt: false,
    needsItem: false,
    decides: ['location of the machine', 'location of its resource group'],
    sources: [sources.groupRegion, sources.troubleshoot],
    corresponds: { aprl: ['98bd7098-49d6-491b-86f1-b143d6b1a0ff'], advisor: ['00e4ac6c-afa3-4578-a021-5f15e18850a2'] },
    explanation:
      'What Azure Resource Manager knows of a resource is kept in the region of its resource group. The group of this machine is in another region than the machine.',
    consequence:
      'An outage of the region of the group stops changes to the machine though it runs on: it cannot be resized, restarted through Azure or failed over cleanly. Replication is harder to enable from the vault.',
    fix: 'Move the machine and its disks to a resource group of their own region. Replication has to be disabled before and enabled after the move.',
    check: ({ vm, group }): Verdict => {
      if (vm === undefined) return notApplicable;
      if (group === undefined || group.location === '') return unknown('The resource group of the machine cannot be read.');
      if (vm.location === '') return missing('location of the machine');
      if (sameRegion(group.location, vm.location)) return pass;
      return fail([
        { property: 'location of the machine', value: vm.location },
        { property: 'location of its resource group', value: group.location },
      ]);
    },
  },
  {
    id: 'DR-VM-012',
    on: 'machine',
    title: 'Machine is in no availability zone',
    severity: 'medium',
    depth: 'inventory',
    affectsState: false,
    lowWhenRebuilt: false,
    needsItem: false,
    decides: ['zones', 'extendedLocation', 'locations: availabilityZoneMappings'],
    sources: [sources.zones, sources.regionList, sources.edgeZones],
    corresponds: {
      aprl: ['2bd0be95-a825-6f47-a8c6-3db1fb5eb387'],
      advisor: ['066a047a-9ace-45f4-ac50-6325840a6b00'],
    },
    explanation:
      'The region has availability zones, but the machine is pinned to none and is not replicated between zones. Machines in an edge zone are left out: that is a site away from its region. Which regions have zones is asked of Azure, not taken from a list.',
    consequence:
      'Azure may run the machine in any datacenter of the region, beside those that it is meant to stand in for. One zone that fails can take all of them, without a region outage to fail over for.',
    fix: 'Move the machine to a zone, and spread machines of one application over several. Site Recovery can move it, or it is made anew from its disks.',
    check: ({ vm, items, index }): Verdict => {
      if (vm === undefined) return notApplicable;
      if (vm.zones === undefined) return missing('zones of the machine');
      if (vm.zones.length > 0) return pass;
      if (vm.edgeZone !== undefined) return notApplicable;
      if (vm.location === '') return missing('location of the machine');
      const region = index.regions.get(vm.location);
      if (region === undefined) return unknown(`Whether ${vm.location} has availability zones could not be read.`);
      if (region.zones.length === 0) return notApplicable;
      return items.some(({ item }) => item.targetZone != null && item.targetLocation === vm.location) ? pass : zonesUnused(region);
    },
  },
  {
    id: 'DR-STO-010',
    on: 'disk',
    title: 'Managed disk is in one datacenter of a region with zones',
    severity: 'low',
    depth: 'inventory',
    decides: ['sku.name', 'zones', 'locations: availabilityZoneMappings'],
    sources: [sources.diskRedundancy, sources.regionList],
    corresponds: { aprl: ['fa0cf4f5-0b21-47b7-89a9-ee936f193ce1'], advisor: ['d4102c0f-ebe3-4b22-8fe0-e488866a87af'] },
    explanation:
      'The disk is attached to a machine, locally redundant, and in no zone, in a region that has zones. Disks that Site Recovery made, and those of machines in an edge zone, are left out; so are Ultra and Premium SSD v2 disks, which have no zone-redundant kind.',
    consequence: 'The disk cannot be reached while its datacenter is down, and no machine of another zone can take it over.',
    fix: 'Change the SKU to a zone-redundant one (ZRS) while the machine is deallocated, or make the disk anew in the zone of its machine. Zone-to-zone replication does not take ZRS disks.',
    check: ({ disk, index }): Verdict => {
      if (disk === undefined) return unknown('Not all of its disks could be read.');
      if (disk.zones !== undefined && disk.zones.length > 0) return pass;
      if (disk.sku === undefined) return missing('sku.name of the disk');
      const verdict = regionalDisks.get(disk.sku);
      if (verdict === undefined) return pass;
      if (disk.zones === undefined) return missing('zones of the disk');
      if (disk.location === '') return missing('location of the disk');
      const region = index.regions.get(disk.location);
      if (region === undefined) return unknown(`Whether ${disk.location} has availability zones could not be read.`);
      return region.zones.length > 0 ? verdict : notApplicable;
    },
  },
];

/** One verdict for all machines of a region: most machines of an estate may have it. */
const zonesUnused = oncePer(({ id, zones }: Region): Verdict =>
  fail([
    { property: 'zones', value: null },
    { property: `availabilityZoneMappings of ${id}`, value: zones.join(', ') },
  ]),
);

/** What there is a zone-redundant kind for, and its verdict where the region has zones. */
const regionalDisks: ReadonlyMap<string, Verdict> = new Map(
  ['Standard_LRS', 'StandardSSD_LRS', 'Premium_LRS'].map((sku) => [
    sku,
    fail([
      { property: 'sku.name', value: sku },
      { property: 'zones', value: null },
    ]),
  ]),
);
