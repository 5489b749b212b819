import { isOffered } from '../../arm/compute/capacity.ts';
import { regionNamed } from '../../arm/compute/machineSizes.ts';
import type { ArmResource } from '../../resource.ts';
import { shapeFault, type Shape } from '../../shape.ts';
import type { Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { changedEach, fieldAt, listAt, textAt } from '../field.ts';
import { detailsOf, disksOf, patchItem, type ProtectedIpConfiguration, type ProtectedNic } from '../items/itemDetails.ts';
import { checkGroup } from '../items/machineChecks.ts';
import { checkNetwork } from '../items/recoveryNics.ts';
import { updateMachine } from '../jobs/itemScenarios.ts';
import { JobFailure } from '../jobs/jobPlan.ts';
import { invalidInput, notIn } from '../siteRecoveryError.ts';
import { requireA2A } from './replicationInput.ts';
import { acceptItemOperation, ITEM_ROUTE, type ItemOperation } from './itemOperation.ts';

type Fields = Readonly<Record<string, unknown>>;

const SHAPE: Shape = {
  recoveryAzureVMName: 'text',
  recoveryAzureVMSize: 'text',
  selectedRecoveryAzureNetworkId: 'text',
  selectedTfoAzureNetworkId: 'text',
  recoveryAvailabilitySetId: 'text',
  vmNics: [{ nicId: 'text', ipConfigs: [{ ipConfigName: 'text', recoverySubnetName: 'text', recoveryStaticIPAddress: 'text' }] }],
  providerSpecificDetails: { recoveryResourceGroupId: 'text', tfoAzureVMName: 'text', managedDiskUpdateDetails: [{ diskId: 'text' }] },
};

/** Input of the OpenAPI that reads back under another name. */
const RENAMED: Readonly<Record<string, string>> = {
  recoveryAvailabilitySetId: 'recoveryAvailabilitySet',
  recoveryResourceGroupId: 'recoveryAzureResourceGroupId',
  tfoNicName: 'tfoRecoveryNicName',
  tfoNicResourceGroupName: 'tfoRecoveryNicResourceGroupName',
  ipConfigName: 'name',
};

const ITEM_FIELDS = [
  'recoveryAzureVMName',
  'recoveryAzureVMSize',
  'selectedRecoveryAzureNetworkId',
  'selectedTfoAzureNetworkId',
  'recoveryAvailabilitySetId',
];
const A2A_FIELDS = [
  'recoveryResourceGroupId',
  'recoveryBootDiagStorageAccountId',
  'tfoAzureVMName',
  'recoveryProximityPlacementGroupId',
  'recoveryVirtualMachineScaleSetId',
  'recoveryCapacityReservationGroupId',
];
const DISK_FIELDS = ['recoveryTargetDiskAccountType', 'recoveryReplicaDiskAccountType', 'failoverDiskName', 'tfoDiskName'];
const NIC_FIELDS = [
  'selectionType',
  'recoveryNetworkSecurityGroupId',
  'enableAcceleratedNetworkingOnRecovery',
  'tfoNetworkSecurityGroupId',
  'enableAcceleratedNetworkingOnTfo',
  'recoveryNicName',
  'recoveryNicResourceGroupName',
  'reuseExistingNic',
  'tfoNicName',
  'tfoNicResourceGroupName',
  'tfoReuseExistingNic',
  'targetNicName',
];

/** What an interface and its addresses show once they were changed, where nothing was chosen [recorded]. */
const NOTHING_CHOSEN = {
  nic: { recoveryNetworkSecurityGroupId: '', tfoNetworkSecurityGroupId: '', enableAcceleratedNetworkingOnTfo: false },
  address: {
    recoveryPublicIPAddressId: '',
    recoveryLBBackendAddressPoolIds: [],
    tfoSubnetName: '',
    tfoStaticIPAddress: '',
    tfoPublicIPAddressId: '',
    tfoLBBackendAddressPoolIds: [],
  },
} as const;

/**
 * Changes what a failover will make: name, size, networks, interfaces, disks. Recorded of an interface; other fields are those of the OpenAPI.
 * [GAP] Whether what was chosen before and is not sent is forgotten; here it stays.
 */
export function registerUpdateItem(world: World): void {
  world.router.add('PATCH', ITEM_ROUTE, (call) => acceptItemOperation(world, call, (item) => operation(world, call, item)));
}

function operation(world: World, call: Call, item: ArmResource): ItemOperation {
  const sent = (fieldAt(call.body, 'properties') ?? {}) as Fields;
  const fault = shapeFault(sent, SHAPE);
  if (fault) throw invalidInput(world, call, `The properties are not valid: ${fault}.`);
  const input = sent['providerSpecificDetails'] === undefined ? {} : (requireA2A(world, call) as Fields);
  // [GAP] Which states allow it was never read: one in which the failover is still to come.
  if (textAt(item, 'properties', 'activeLocation') === 'Recovery') throw notIn(world, call, item, 'Update');
  const region = detailsOf(item).recoveryFabricLocation ?? '';
  return {
    scenario: updateMachine,
    complete: () => {
      check(world, sent, input, region);
      const network = textAt(sent, 'selectedRecoveryAzureNetworkId');
      const details = {
        ...chosen(sent, ITEM_FIELDS),
        ...chosen(input, A2A_FIELDS),
        vmNics: (detailsOf(world.store.get(item.id) ?? item).vmNics ?? []).map((nic) => changedNic(nic, sent, network)),
        protectedManagedDisks: changedEach(disksOf(world.store.get(item.id) ?? item), ({ diskId }) => {
          const change = listAt(input, 'managedDiskUpdateDetails').find(
            (one) => textAt(one, 'diskId')?.toLowerCase() === diskId?.toLowerCase(),
          );
          return chosen(change as Fields | undefined, DISK_FIELDS);
        }),
      };
      patchItem(world, item.id, {}, details);
    },
  };
}

/** What the change names in other services must be there. Throws a `JobFailure`. */
function check(world: World, sent: Fields, input: Fields, region: string): void {
  for (const key of ['selectedRecoveryAzureNetworkId', 'selectedTfoAzureNetworkId']) {
    const id = textAt(sent, key);
    if (id) checkNetwork(world, id, region);
  }
  const group = textAt(input, 'recoveryResourceGroupId');
  if (group) checkGroup(world, group);
  const size = textAt(sent, 'recoveryAzureVMSize');
  const place = regionNamed(region);
  if (size && place && !isOffered(place, size)) {
    throw new JobFailure('150097', { causes: `The size '${size}' is not offered in '${region}'.` });
  }
}

/** The fields that were sent, under the names under which they read back. */
function chosen(sent: Fields | undefined, keys: readonly string[]): Fields {
  const found = keys.filter((key) => sent?.[key] !== undefined);
  return Object.fromEntries(found.map((key) => [RENAMED[key] ?? key, sent?.[key]]));
}

function changedNic(nic: ProtectedNic, sent: Fields, networkId: string | undefined): ProtectedNic {
  const change = listAt(sent, 'vmNics').find((one) => textAt(one, 'nicId')?.toLowerCase() === nic.nicId?.toLowerCase());
  const changes = listAt(change, 'ipConfigs');
  const ipConfigs = (nic.ipConfigs ?? []).map((configuration, i) => {
    const own = changes.find(
      (one, n) => (textAt(one, 'ipConfigName') ?? (n === i ? configuration.name : undefined)) === configuration.name,
    );
    return own === undefined ? configuration : changedConfiguration(configuration, own as Fields);
  });
  const changed = {
    ...nic,
    ...(networkId && { recoveryVMNetworkId: networkId }),
    ...chosen(change as Fields | undefined, NIC_FIELDS),
    ipConfigs,
  };
  return change === undefined ? changed : withoutNulls(changed, NOTHING_CHOSEN.nic);
}

/** With words for nothing in place of null. */
function withoutNulls<T extends Fields>(resource: T, defaults: Fields): T {
  const missing = Object.entries(defaults).filter(([key]) => (resource[key] ?? null) === null);
  return { ...resource, ...Object.fromEntries(missing) };
}

function changedConfiguration(configuration: ProtectedIpConfiguration, sent: Fields): ProtectedIpConfiguration {
  const fields = chosen(sent, Object.keys(sent));
  const address = textAt(sent, 'recoveryStaticIPAddress');
  const changed = {
    ...configuration,
    ...fields,
    ...(address !== undefined && { recoveryIPAddressType: address === '' ? 'Dynamic' : 'Static' }),
    // The primary one goes along even where the request, as Azure PowerShell's, says that it does not [recorded].
    ...(configuration.isPrimary === true && { isSeletedForFailover: true }),
  };
  return withoutNulls(changed, NOTHING_CHOSEN.address);
}
