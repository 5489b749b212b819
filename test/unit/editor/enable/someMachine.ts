import type { EnableQuestions } from '../../../../src/editor/enable/enableAnswers.ts';
import type { TargetOptions, TargetRegion } from '../../../../src/model/enableOptions.ts';
import type { ReplicationSource } from '../../../../src/model/replicationSource.ts';
import { machine, smallInventory } from '../smallInventory.ts';

const group = '/subscriptions/s1/resourceGroups/rg-App';

/** A machine of West Europe with an OS disk and a data disk, read a moment ago. */
export function someMachine(name: string): ReplicationSource {
  const vm = machine('s1', name, 'westeurope');
  return {
    id: vm.azureId,
    name,
    location: 'westeurope',
    zone: undefined,
    availabilitySetId: undefined,
    disks: ['os', 'data'].map((kind) => ({
      id: `${group}/providers/Microsoft.Compute/disks/${name}-${kind}`,
      isOs: kind === 'os',
      sizeGb: 128,
      sku: 'Premium_LRS',
      encryptionSetId: undefined,
      guestEncryption: undefined,
    })),
    network: {
      id: `${group}/providers/Microsoft.Network/virtualNetworks/vnet-app`,
      subnetName: 'data',
      addressPrefixes: ['10.1.0.0/16'],
      subnets: [{ name: 'data', addressPrefix: '10.1.0.0/24', natGatewayId: undefined, routeTableId: undefined, isPrivate: false }],
    },
    machine: vm,
    networkInterface: smallInventory.networkInterfaces[0]!,
  };
}

function region(id: string, displayName: string, more: Partial<TargetRegion> = {}): TargetRegion {
  return { id, displayName, zones: ['1', '2'], geographyGroup: 'Europe', distanceKm: 700, isPair: false, isAllowed: true, ...more };
}

export const regions: readonly TargetRegion[] = [
  region('uksouth', 'UK South', { distanceKm: 424 }),
  region('northeurope', 'North Europe', { isPair: true, distanceKm: 756 }),
];

const there = (type: string, name: string, location: string) => ({ id: `${group}/providers/${type}/${name}`, name, location });

export const targets: TargetOptions = {
  room: undefined,
  groups: [{ id: '/subscriptions/s1/resourceGroups/rg-dr', name: 'rg-dr', location: 'northeurope' }],
  networks: [
    {
      ...there('Microsoft.Network/virtualNetworks', 'vnet-dr', 'northeurope'),
      addressPrefixes: ['10.2.0.0/16'],
      subnets: [{ name: 'snet-dr', addressPrefix: '10.2.0.0/24' }],
    },
  ],
  availabilitySets: [],
  proximityGroups: [],
  capacityReservationGroups: [],
  diskEncryptionSets: [there('Microsoft.Compute/diskEncryptionSets', 'des-dr', 'northeurope')],
  vaults: [there('Microsoft.RecoveryServices/vaults', 'rsv-own', 'northeurope')],
  cacheAccounts: undefined,
  automationAccounts: [],
};

/** Questions about a machine, with everything read already. */
export function questionsAbout(source: ReplicationSource, more: Partial<EnableQuestions> = {}): EnableQuestions {
  return {
    sources: [source],
    regions,
    forbiddenRegions: 0,
    subscriptions: [{ id: 's1', name: 'Contoso' }],
    targets: () => Promise.resolve(targets),
    knownTargets: () => targets,
    room: () => Promise.resolve(undefined),
    policies: () => Promise.resolve([]),
    remembered: () => undefined,
    ...more,
  };
}
