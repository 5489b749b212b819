import { toArmId } from '../../../src/model/armId.ts';
import { placeId } from '../../../src/model/details.ts';
import { policyKey, type PreflightFacts } from '../../../src/model/preflightFacts.ts';
import type { ReplicationSource, SourceSubnet } from '../../../src/model/replicationSource.ts';
import { enableReplication } from '../../../src/operations/enable/enableReplication.ts';
import type { EnableChoices } from '../../../src/operations/enable/enableChoices.ts';
import type { PreflightMachine } from '../../../src/operations/preflight/preflightMachine.ts';
import { subjectOf } from '../../../src/operations/preflight/subjectOf.ts';
import { value } from '../readiness/details.ts';
import { account, accountId, diskId, groupId, sub, vaultId, vm, vmId } from '../readiness/facts.ts';

/** For tests: machine `web` of West Europe that is to be replicated to North Europe, with everything well. */

export const subscription = `/subscriptions/${sub}`;
export const targetGroup = groupId('rg-target');
export const networkId = `${targetGroup}/providers/Microsoft.Network/virtualNetworks/vnet-dr`;
export const cacheId = accountId('cacheweu');
export const place = placeId(sub, 'northeurope');
export const machineId = vmId('web');

export const subnet: SourceSubnet = {
  name: 'default',
  addressPrefix: '10.1.1.0/24',
  natGatewayId: undefined,
  routeTableId: undefined,
  isPrivate: false,
};

const choices: EnableChoices = {
  targetRegion: 'northeurope',
  targetGroupId: targetGroup,
  networkId,
  vaultId: vaultId(),
  cacheAccountId: cacheId,
};

export function source(change: Partial<ReplicationSource> = {}): ReplicationSource {
  return {
    id: machineId,
    name: 'web',
    location: 'westeurope',
    zone: undefined,
    availabilitySetId: undefined,
    disks: [
      { id: diskId('web-os'), isOs: true, sizeGb: 64, sku: 'Premium_LRS', encryptionSetId: undefined, guestEncryption: undefined },
      { id: diskId('web-data'), isOs: false, sizeGb: 64, sku: 'Premium_LRS', encryptionSetId: undefined, guestEncryption: undefined },
    ],
    network: {
      id: `${groupId()}/providers/Microsoft.Network/virtualNetworks/vnet`,
      subnetName: 'default',
      addressPrefixes: ['10.1.0.0/16'],
      subnets: [subnet],
    },
    machine: vm('web', { size: 'Standard_D2s_v5' }),
    networkInterface: {
      ...vm('web'),
      privateAddresses: ['10.1.1.4'],
      subnetId: undefined,
      securityGroupId: null,
      configurations: [{ name: 'ipconfig1', publicAddressId: null, backendPoolIds: [] }],
    },
    ...change,
  };
}

export function machine(
  change: Partial<ReplicationSource> = {},
  more: Partial<EnableChoices> = {},
  tenantSubscriptions?: readonly string[],
): PreflightMachine {
  const own = source(change);
  const chosen = { ...choices, ...more };
  const setup = { location: 'northeurope', groupLocation: undefined, fabrics: [], containers: [], mappings: [], networkMappings: [] };
  return {
    source: own,
    choices: chosen,
    tenantSubscriptions,
    operation: enableReplication(own, chosen, chosen.vaultId === undefined ? undefined : setup),
  };
}

/** Everything was read, and is well. */
export function allWell(of: PreflightMachine = machine()): PreflightFacts {
  const subject = subjectOf(of);
  const key = (id: string): string => id.toLowerCase();
  return {
    eligibility: new Map([[key(subject.machineId), value([])]]),
    links: new Map([[key(subscription), value([])]]),
    linkedItems: new Map(),
    locks: new Map([[key(subscription), value([])]]),
    replicas: new Map([[key(subject.targetGroupId), value([])]]),
    cacheAccounts: new Map([[key(subject.cacheAccountId), value(account('cacheweu'))]]),
    networks: new Map([
      [key(networkId), value({ location: 'northeurope', subnets: [{ ...subnet, addressPrefix: '10.2.1.0/24', used: 10 }] })],
    ]),
    defaultRoutes: new Map(),
    quotas: new Map([
      [
        place,
        value([
          { name: 'cores', used: 10, limit: 100 },
          { name: 'virtualMachines', used: 10, limit: 100 },
          { name: 'standardDSv5Family', used: 10, limit: 12 },
        ]),
      ],
    ]),
    sizes: new Map([
      [
        place,
        value(
          new Map([
            [
              'standard_d2s_v5',
              {
                name: 'Standard_D2s_v5',
                family: 'standardDSv5Family',
                cores: 2,
                zones: ['1', '2'],
                restriction: undefined,
                restrictedZones: ['2'],
              },
            ],
          ]),
        ),
      ],
    ]),
    providers: new Map([
      [
        key(subscription),
        value(new Map(['recoveryservices', 'compute', 'network', 'storage'].map((name) => [`microsoft.${name}`, 'Registered']))),
      ],
    ]),
    permissions: new Map([[key(subscription), value([{ actions: ['*'], notActions: [] }])]]),
    policies: new Map(
      [subject.madeMachine, ...(subject.madeCacheAccount ? [subject.madeCacheAccount] : [])].map((question) => [
        policyKey(question),
        value([]),
      ]),
    ),
  };
}

export const link = (targetId: string | undefined) => ({
  id: toArmId(`${machineId}/providers/Microsoft.Resources/links/ASR-Protect-web`),
  azureId: `${machineId}/providers/Microsoft.Resources/links/ASR-Protect-web`,
  machineId: toArmId(machineId),
  targetId: targetId === undefined ? undefined : toArmId(targetId),
});
