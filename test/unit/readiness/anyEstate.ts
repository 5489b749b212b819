import * as fc from 'fast-check';
import { toArmId } from '../../../src/model/armId.ts';
import type { ArmId } from '../../../src/model/armId.ts';
import type { Quota, SizeOffer } from '../../../src/model/capacity.ts';
import type { VirtualMachine } from '../../../src/model/compute.ts';
import { placeId, type Detail, type Details } from '../../../src/model/details.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import type { ProtectedItem } from '../../../src/model/protectedItem.ts';
import type { RecoverySettings } from '../../../src/model/recoverySettings.ts';
import { denied, details, offer, recoveryInterface, settings, somethingId, value as read } from './details.ts';
import {
  account,
  ago,
  backup,
  disk,
  diskId,
  failedOver,
  gap,
  group,
  inventory,
  item,
  link,
  mapping,
  openTest,
  otherSub,
  policyRow,
  replicatedDisk,
  sub,
  unmanagedDisk,
  vault,
  vaultId,
  vm,
} from './facts.ts';

/** Estates of up to five machines in which everything that the judgement looks at may be well, bad or missing. */

export const names = ['a', 'b', 'c', 'd', 'e'] as const;
const vaultIds = [vaultId(), vaultId('vault-2', 'rg-app'), vaultId('hidden', 'rg-x', otherSub)];

/** A change of facts; `null` stands for no change. */
const changed: fc.Arbitrary<Partial<VirtualMachine>> = fc.record(
  {
    size: fc.constant(undefined),
    disks: fc.constantFrom(undefined, [], [unmanagedDisk('https://acc.blob.core.windows.net/vhds/os.vhd')]),
    encryptionAtHost: fc.constantFrom(true, undefined),
    powerState: fc.constantFrom('deallocated' as const, undefined),
    agentStatus: fc.constantFrom('Not Ready', undefined),
    priority: fc.constant('Spot' as const),
  },
  { requiredKeys: [] },
);
/** Most rows are complete: of others little can be said. */
const machineChange = fc.oneof({ weight: 4, arbitrary: fc.constant<Partial<VirtualMachine>>({}) }, { weight: 1, arbitrary: changed });

const oneItemChange: fc.Arbitrary<Partial<ProtectedItem>> = fc.oneof(
  fc.constant({}),
  fc.constant(openTest),
  fc.constant(failedOver),
  fc.constant({ ...failedOver, recoveryMachineId: vm('e').id }),
  fc.constant({ protectionState: 'InitialReplicationInProgress', rpoSeconds: null, lastSuccessfulTestFailover: null }),
  fc.constant({ protectionState: 'InitialReplicationFailed', rpoSeconds: null }),
  fc.constantFrom<Partial<ProtectedItem>>({ replicationHealth: 'Critical' }, { replicationHealth: 'Warning' }),
  fc.record({ rpoSeconds: fc.constantFrom(60, 1300, 9000, null), rpoCalculatedAt: fc.constantFrom(ago(1, 'min'), ago(90, 'min'), null) }),
  fc.record({ lastSuccessfulTestFailover: fc.constantFrom(null, ago(1, 'd'), ago(400, 'd')) }),
  fc.record({ targetLocation: fc.constantFrom('westeurope', 'northeurope', 'swedencentral') }),
  fc.record({ agentExpiry: fc.constantFrom(null, ago(-3, 'd'), ago(-90, 'd')), agentUpdateRequired: fc.boolean() }),
  fc.record({
    disks: fc.constantFrom([], [replicatedDisk('a-os')]),
    unprotectedDiskIds: fc.constantFrom<ArmId[]>([], [toArmId(diskId('b-os'))]),
  }),
  fc.record({
    currentScenario: fc.constantFrom('TestFailover', 'DisableDr').map((name) => ({ name, jobId: 'j', startTime: ago(2, 'h') })),
  }),
);

export const itemFactNames = [
  'sourceId',
  'policyId',
  'protectionState',
  'activeLocation',
  'replicationHealth',
  'testFailoverState',
  'currentScenario',
  'lastSuccessfulTestFailover',
  'lastSuccessfulFailover',
  'sourceLocation',
  'targetLocation',
  'rpoSeconds',
  'rpoCalculatedAt',
  'disks',
  'unprotectedDiskIds',
  'targetResourceGroupId',
  'recoveryMachineId',
  'testMachineId',
  'agentExpiry',
  'agentCertificateExpiry',
  'agentUpdateRequired',
  'certificateUpdateRequired',
] as const;
export const machineFactNames = [
  'size',
  'disks',
  'securityType',
  'encryptionAtHost',
  'provisioningState',
  'powerState',
  'agentStatus',
  'failedExtensions',
] as const;

const itemChange: fc.Arbitrary<Partial<ProtectedItem>> = fc
  .tuple(fc.array(oneItemChange, { maxLength: 3 }), fc.option(fc.constantFrom(...itemFactNames), { freq: 4, nil: undefined }))
  .map(
    ([changes, missing]) => Object.assign({}, ...changes, missing === undefined ? {} : { [missing]: undefined }) as Partial<ProtectedItem>,
  );

const machine = fc.record({
  change: machineChange,
  items: fc.array(fc.record({ vault: fc.integer({ min: 0, max: 2 }), change: itemChange }), { maxLength: 2 }),
  link: fc.option(fc.constantFrom(...vaultIds, undefined), { freq: 5 }),
  backup: fc.option(fc.integer({ min: 0, max: 2 }), { freq: 2 }),
  gone: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});

const gaps = fc.array(
  fc.constantFrom(gap('links'), gap('links', sub), gap('protectedItems'), gap('vaults'), gap('backupItems'), gap('machines', sub)),
  {
    maxLength: 2,
  },
);

/** Of full depth: not asked for, or of each thing well, bad, denied or not read yet. */
const gone = somethingId('Microsoft.Network/publicIPAddresses', 'gone');
const wide = [
  { name: 'cores', used: 0, limit: 1000 },
  { name: 'standardDSv5Family', used: 0, limit: 1000 },
];
const narrow = wide.map(({ name, used }) => ({ name, used, limit: 3 }));
const depth = fc.option(
  fc.record({
    settings: fc.array(
      fc.constantFrom<(Detail<RecoverySettings> | undefined)[]>(
        read(settings()),
        read(settings({ interfaces: [{ ...recoveryInterface, networkId: null }] })),
        read(settings({ references: [{ property: 'recoveryPublicIPAddressId', id: gone }] })),
        denied,
        undefined,
      ),
      { minLength: 10, maxLength: 10 },
    ),
    quotas: fc.constantFrom<(Detail<readonly Quota[]> | undefined)[]>(read(wide), read(narrow), denied, undefined),
    sizes: fc.constantFrom<(Detail<ReadonlyMap<string, SizeOffer>> | undefined)[]>(
      read(new Map([['standard_d2s_v5', offer]])),
      read(new Map()),
      denied,
      undefined,
    ),
    targets: fc.constantFrom<(Detail<null> | undefined)[]>(read(null), denied, undefined),
  }),
  { freq: 2 },
);

function detailsOf(items: readonly ProtectedItem[], one: NonNullable<typeof depth extends fc.Arbitrary<infer T> ? T : never>): Details {
  const places = ['westeurope', 'northeurope', 'swedencentral'].map((region) => placeId(sub, region));
  const map = <T>(ids: readonly ArmId[], detail: (at: number) => Detail<T> | undefined): Map<ArmId, Detail<T>> =>
    new Map(ids.map((id, at) => [id, detail(at)] as const).filter((entry): entry is [ArmId, Detail<T>] => entry[1] !== undefined));
  return details({
    recoverySettings: map(
      items.map(({ id }) => id),
      (at) => one.settings[at],
    ),
    quotas: map(places, () => one.quotas),
    sizes: map(places, () => one.sizes),
    targets: map([gone], () => one.targets),
  });
}

export const estate: fc.Arbitrary<Inventory> = fc
  .record({
    depth,
    machines: fc.tuple(...names.map(() => machine)),
    vaultLocation: fc.constantFrom('northeurope', 'westeurope'),
    targetGroup: fc.constantFrom('northeurope', 'westeurope'),
    threshold: fc.constantFrom(0, 15, undefined),
    automatic: fc.constantFrom(true, false, undefined),
    gaps: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: gaps }),
  })
  .map(({ machines, depth: deep, vaultLocation, targetGroup, threshold, automatic, gaps: unread }) => {
    const facts = inventory({
      machines: machines.flatMap((one, i) => (one.gone ? [] : [vm(names[i]!, one.change)])),
      protectedItems: machines.flatMap((one, i) =>
        one.items.map((each, n) => item(names[i]!, each.change, vaultIds[each.vault], `${names[i]!}-${n}`)),
      ),
      backupItems: machines.flatMap((one, i) => (one.backup === null ? [] : [backup(names[i]!, {}, vaultIds[one.backup])])),
      links: machines.flatMap((one, i) => (one.link === null ? [] : [link(names[i]!, one.link)])),
      vaults: [vault({ location: vaultLocation }), vault({}, vaultIds[1])],
      resourceGroups: [group('rg-app', 'westeurope'), group('rg-dr', 'northeurope'), group('rg-target', targetGroup)],
      replicationPolicies: [policyRow(threshold), policyRow(0, vaultIds[1])],
      containerMappings: [mapping(automatic), mapping(true, vaultIds[1])],
      storageAccounts: [account('acc'), account('cacheweu', { sku: 'Standard_LRS' })],
      disks: [disk('a-os-ASRReplica', {}, 'rg-target'), disk('a-os')],
      gaps: unread,
    });
    return deep === null ? facts : Object.assign(facts, { details: detailsOf(facts.protectedItems, deep) });
  });
