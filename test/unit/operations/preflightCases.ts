import { toArmId } from '../../../src/model/armId.ts';
import type { VirtualMachine } from '../../../src/model/compute.ts';
import { type FactMap, type PreflightFacts } from '../../../src/model/preflightFacts.ts';
import type { ReplicationSource } from '../../../src/model/replicationSource.ts';
import type { EnableChoices } from '../../../src/operations/enable/enableChoices.ts';
import { judgePreflight, type PreflightResult } from '../../../src/operations/preflight/preflight.ts';
import type { PreflightMachine } from '../../../src/operations/preflight/preflightMachine.ts';
import { denied, value } from '../readiness/details.ts';
import { account, diskId, groupId, item, otherSub, sub, vaultId, vm } from '../readiness/facts.ts';
import {
  allWell,
  cacheId,
  link,
  machine,
  machineId,
  networkId,
  place,
  source,
  subnet,
  subscription,
  targetGroup,
} from './preflightCase.ts';

export interface Case {
  /** What is not as it should be. */
  readonly source?: Partial<ReplicationSource>;
  readonly vm?: Partial<VirtualMachine>;
  readonly choices?: Partial<EnableChoices>;
  /** Subscriptions of the machine's tenant. */
  readonly tenant?: readonly string[];
  readonly facts?: (well: PreflightFacts) => Partial<Record<keyof PreflightFacts, FactMap<unknown>>>;
  readonly others?: readonly PreflightMachine[];
}

export type Make = NonNullable<Case['facts']>;

export function judge({ source: change = {}, vm: own, choices, tenant, facts, others = [] }: Case): readonly PreflightResult[] {
  const one = machine({ ...change, ...(own && { machine: vm('web', { size: 'Standard_D2s_v5', ...own }) }) }, choices, tenant);
  const well = allWell(one);
  return judgePreflight([one, ...others], { ...well, ...facts?.(well) } as PreflightFacts).filter(({ machineId: id }) => id === machineId);
}

export const only = <T>(id: string, fact: T): FactMap<T> => new Map([[id.toLowerCase(), value(fact)]]);
export const inSubnet = (change: Partial<typeof subnet>): Partial<ReplicationSource> => ({
  network: { ...source().network, subnets: [{ ...subnet, ...change }] },
});
export const routeTable = `${groupId()}/providers/Microsoft.Network/routeTables/rt`;
const natGateway = `${groupId()}/providers/Microsoft.Network/natGateways/nat`;
export const withInterface = (change: object): Partial<ReplicationSource> => {
  const { networkInterface } = source();
  return { networkInterface: { ...networkInterface, configurations: [{ ...networkInterface.configurations[0]!, ...change }] } };
};
const targetSubnet =
  (change: object, location = 'northeurope'): Make =>
  () => ({
    networks: only(networkId, { location, subnets: [{ ...subnet, addressPrefix: '10.2.1.0/24', used: 10, ...change }] }),
  });
const lock =
  (scope: string, level: string): Make =>
  () => ({
    locks: only(subscription, [{ scope, level, name: 'keep' }]),
  });
export const cache =
  (change: object): Make =>
  () => ({ cacheAccounts: only(cacheId, account('cacheweu', change)) });
const without =
  (name: keyof PreflightFacts): Make =>
  () => ({ [name]: new Map() });
const refusedTo =
  (name: keyof PreflightFacts): Make =>
  (well) => ({
    [name]: new Map([...well[name].keys()].map((key) => [key, denied])),
  });
const itemId = item('web').id;
const linked =
  (isThere: boolean): Make =>
  () => ({ links: only(subscription, [link(itemId)]), linkedItems: only(itemId, isThere) });
const providers =
  (state: string | undefined): Make =>
  (well) => {
    const fact = well.providers.get(subscription);
    const states = new Map(fact && 'value' in fact ? fact.value : []);
    if (state === undefined) states.delete('microsoft.network');
    else states.set('microsoft.network', state);
    return { providers: only(subscription, states) };
  };
const inAnother = { vaultId: vaultId('vault-dr', 'rg-dr', otherSub) };
const rights =
  (actions: readonly string[], notActions: readonly string[] = []): Make =>
  () => ({
    permissions: new Map([
      [subscription, value([])],
      ...[groupId(), groupId('rg-target'), groupId('rg-dr')].map((id) => [id.toLowerCase(), value([{ actions, notActions }])] as const),
    ]),
  });
const policy =
  (denials: readonly object[]): Make =>
  (well) => ({
    policies: new Map([...well.policies.keys()].map((key) => [key, value(denials)])),
  });
export const assignmentId = `${subscription}/providers/Microsoft.Authorization/policyAssignments/regions`;

/** Of each check: found; hardly not found; not to be told. */
export const cases: Readonly<Record<string, readonly [found: Case, near: Case, ...unknown: Case[]]>> = {
  'PF-VM-001': [
    { facts: () => ({ eligibility: only(machineId, [{ code: '150172', message: 'A disk is too small.' }]) }) },
    {},
    { facts: without('eligibility') },
    { facts: refusedTo('eligibility') },
  ],
  'PF-VM-002': [
    { vm: { ephemeralOsDisk: true, diskController: 'NVMe' } },
    { vm: { diskController: 'SCSI', securityType: 'TrustedLaunch' } },
    { vm: { securityType: undefined } },
    { vm: { size: undefined } },
    { vm: { disks: undefined } },
    { vm: { diskController: undefined } },
    { vm: { hostId: undefined } },
  ],
  'PF-VM-003': [
    { vm: { encryptionAtHost: true } },
    { vm: { encryptionAtHost: false } },
    { vm: { encryptionAtHost: undefined } },
    { vm: { disks: undefined } },
  ],
  'PF-VM-004': [
    { vm: { provisioningState: 'Updating' } },
    { vm: { provisioningState: 'succeeded' } },
    { vm: { provisioningState: undefined } },
  ],
  'PF-VM-005': [
    { vm: { powerState: 'deallocated', agentStatus: undefined } },
    { vm: { agentStatus: 'ready' } },
    { vm: { powerState: undefined } },
    { vm: { agentStatus: undefined } },
  ],
  'PF-VM-006': [{ vm: { failedExtensions: ['Backup'] } }, { vm: { failedExtensions: [] } }, { vm: { failedExtensions: undefined } }],
  'PF-VM-007': [
    { source: { disks: [{ ...source().disks[0]!, sizeGb: 4096 }] } },
    {
      source: {
        disks: [
          { ...source().disks[0]!, sizeGb: 4095 },
          { ...source().disks[1]!, sizeGb: 32_768 },
        ],
      },
    },
    { source: { disks: [{ ...source().disks[0]!, sizeGb: undefined }] } },
  ],
  'PF-LNK-001': [
    { facts: linked(true) },
    { facts: linked(false) },
    { facts: without('links') },
    { facts: () => ({ links: only(subscription, [link(itemId)]) }) },
    { facts: () => ({ links: only(subscription, [link(undefined)]) }) },
  ],
  'PF-LNK-002': [
    { facts: linked(false) },
    { facts: linked(true) },
    { facts: without('links') },
    { facts: () => ({ links: only(subscription, [link(itemId)]) }) },
    { facts: () => ({ links: only(subscription, [link(undefined)]) }) },
  ],
  'PF-LCK-001': [
    { facts: lock(vaultId(), 'ReadOnly') },
    { facts: lock(`${targetGroup}/providers/Microsoft.Compute/disks/other`, 'ReadOnly') },
    { facts: without('locks') },
    { facts: refusedTo('locks') },
  ],
  'PF-LCK-002': [{ facts: lock(machineId, 'CanNotDelete') }, { facts: lock(vaultId(), 'CanNotDelete') }, { facts: without('locks') }],
  'PF-TGT-001': [
    { facts: () => ({ replicas: only(targetGroup, null) }) },
    { facts: () => ({ replicas: only(targetGroup, []) }) },
    { facts: without('replicas') },
  ],
  'PF-DSK-001': [
    { facts: () => ({ replicas: only(targetGroup, [diskId('web-os-ASRReplica', 'rg-target')]) }) },
    { facts: () => ({ replicas: only(targetGroup, [diskId('other-os-ASRReplica', 'rg-target')]) }) },
    { facts: without('replicas') },
  ],
  'PF-CCH-001': [{ facts: cache({ location: 'northeurope' }) }, {}, { facts: without('cacheAccounts') }],
  'PF-CCH-002': [
    { facts: cache({ sku: 'Premium_LRS' }) },
    { facts: cache({ kind: 'BlockBlobStorage', sku: 'Premium_LRS' }) },
    { facts: cache({ kind: undefined }) },
    { facts: cache({ sku: undefined }) },
  ],
  'PF-CCH-003': [
    { facts: cache({ allowSharedKeyAccess: false }) },
    { facts: () => ({ cacheAccounts: only(cacheId, null) }) },
    { facts: cache({ allowSharedKeyAccess: undefined }) },
  ],
  'PF-CCH-004': [
    { facts: cache({ networkDefaultAction: 'Deny', networkBypass: 'Logging, Metrics' }) },
    { facts: cache({ networkDefaultAction: 'Deny', networkBypass: 'Logging, AzureServices' }) },
    { facts: cache({ networkDefaultAction: undefined }) },
    { facts: cache({ networkDefaultAction: 'Deny', networkBypass: undefined }) },
    { facts: cache({ publicNetworkAccess: undefined }) },
  ],
  'PF-NET-001': [
    { source: inSubnet({ isPrivate: true }) },
    { source: inSubnet({ isPrivate: true, natGatewayId: natGateway }) },
    { source: inSubnet({ name: 'another' }) },
    { source: inSubnet({ isPrivate: true, routeTableId: routeTable }) },
    { source: withInterface({ backendPoolIds: [toArmId('/pool')] }) },
  ],
  'PF-NET-002': [
    { facts: targetSubnet({ isPrivate: true }) },
    { facts: targetSubnet({ isPrivate: true, natGatewayId: natGateway }) },
    { facts: targetSubnet({ isPrivate: true, routeTableId: routeTable }) },
    { facts: without('networks') },
  ],
  'PF-NET-003': [{ facts: targetSubnet({}, 'westeurope') }, { facts: targetSubnet({ name: 'Default' }) }, { facts: without('networks') }],
  'PF-NET-004': [
    { facts: targetSubnet({ addressPrefix: '10.2.1.0/28', used: 11 }) },
    { facts: targetSubnet({ addressPrefix: '10.2.1.0/28', used: 10 }) },
    { facts: without('networks') },
    { facts: targetSubnet({ addressPrefix: 'fd00::/64' }) },
  ],
  'PF-CAP-001': [
    { vm: { size: 'Standard_M8ms' } },
    { choices: { availability: { kind: 'zone', zone: '1' } } },
    { facts: without('sizes') },
    { vm: { size: undefined } },
  ],
  'PF-CAP-002': [
    { others: [machine({ id: `${machineId}2`, name: 'web2' })] },
    { others: [machine({ id: `${machineId}2`, name: 'web2', machine: vm('web2', { size: 'Standard_M8ms' }) })] },
    { facts: without('quotas') },
    { facts: () => ({ quotas: only(place, [{ name: 'cores', used: 0, limit: 10 }]) }) },
    { vm: { size: undefined } },
  ],
  'PF-REG-001': [
    { choices: { targetRegion: 'brazilsouth', vaultId: undefined } },
    { source: { location: 'brazilsouth' }, choices: { targetRegion: 'eastus2', vaultId: undefined } },
  ],
  'PF-REG-002': [
    { choices: { targetRegion: 'francesouth', vaultId: undefined } },
    { choices: { targetRegion: 'francecentral', vaultId: undefined } },
  ],
  'PF-SUB-001': [
    { facts: providers('NotRegistered') },
    { facts: providers('registered') },
    { facts: providers(undefined) },
    { facts: without('providers') },
  ],
  'PF-SUB-002': [
    { choices: inAnother, tenant: [sub] },
    { choices: inAnother, tenant: [sub, otherSub.toUpperCase()] },
    { choices: inAnother },
  ],
  'PF-PER-001': [
    { facts: rights(['Microsoft.RecoveryServices/*', '*/read'], ['Microsoft.RecoveryServices/vaults/replicationFabrics/write']) },
    {
      facts: rights([
        'Microsoft.RecoveryServices/*',
        '*/read',
        'Microsoft.Compute/*',
        'Microsoft.Network/*',
        'Microsoft.Storage/storageAccounts/listKeys/action',
      ]),
    },
    { facts: without('permissions') },
    { facts: refusedTo('permissions') },
  ],
  'PF-POL-001': [
    { facts: policy([{ assignmentId, field: '' }]) },
    { facts: policy([]) },
    { facts: without('policies') },
    { facts: refusedTo('policies') },
  ],
};

/** Cannot be unknown: no fact is read. */
export const known = new Set(['PF-REG-001', 'PF-REG-002']);
