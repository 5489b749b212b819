import type { ArmResource } from '../../../../src/sandbox/resource.ts';

/**
 * Everything that replicating one machine from East US to East US 2 needs outside the vault: groups, networks, cache accounts, the machine
 * with two disks and an interface. Nothing here is protected.
 */
export interface MachineToProtect {
  readonly sourceGroup: string;
  readonly targetGroup: string;
  readonly machine: string;
  readonly osDisk: string;
  readonly dataDisk: string;
  readonly nic: string;
  readonly sourceNetwork: string;
  readonly targetNetwork: string;
  readonly testNetwork: string;
  /** In East US. */
  readonly cache: string;
  /** In East US 2. */
  readonly cacheBack: string;
  readonly resources: readonly ArmResource[];
}

const SOURCE = 'eastus';
const TARGET = 'eastus2';

export function machineToProtect(subscription: string, name = 'vm-1'): MachineToProtect {
  const sourceGroup = `/subscriptions/${subscription}/resourceGroups/rg-app`;
  const targetGroup = `/subscriptions/${subscription}/resourceGroups/rg-app-dr`;
  const inSource = (type: string, own: string): string => `${sourceGroup}/providers/${type}/${own}`;
  const inTarget = (type: string, own: string): string => `${targetGroup}/providers/${type}/${own}`;
  const ids = {
    sourceGroup,
    targetGroup,
    machine: inSource('Microsoft.Compute/virtualMachines', name),
    osDisk: inSource('Microsoft.Compute/disks', `${name}_OsDisk`),
    dataDisk: inSource('Microsoft.Compute/disks', `${name}_Data`),
    nic: inSource('Microsoft.Network/networkInterfaces', `${name}-nic`),
    sourceNetwork: inSource('Microsoft.Network/virtualNetworks', 'vnet'),
    targetNetwork: inTarget('Microsoft.Network/virtualNetworks', 'vnet-dr'),
    testNetwork: inTarget('Microsoft.Network/virtualNetworks', 'vnet-test'),
    cache: inSource('Microsoft.Storage/storageAccounts', 'cacheeast'),
    cacheBack: inTarget('Microsoft.Storage/storageAccounts', 'cacheeast2'),
  };
  const one = (id: string, location: string, rest: Omit<Partial<ArmResource>, 'id'>): ArmResource => ({
    id,
    name: id.split('/').at(-1) ?? '',
    type: 'Microsoft.Resources/resourceGroups',
    location,
    ...rest,
  });
  const network = (id: string, location: string, prefix: string): ArmResource =>
    one(id, location, {
      type: 'Microsoft.Network/virtualNetworks',
      properties: {
        provisioningState: 'Succeeded',
        addressSpace: { addressPrefixes: [`${prefix}.0.0/16`] },
        subnets: [{ id: `${id}/subnets/default`, name: 'default', properties: { addressPrefix: `${prefix}.1.0/24` } }],
      },
    });
  const disk = (id: string, properties: Record<string, unknown>): ArmResource =>
    one(id, SOURCE, {
      type: 'Microsoft.Compute/disks',
      managedBy: ids.machine,
      sku: { name: 'Premium_LRS', tier: 'Premium' },
      properties: { diskSizeGB: 64, diskSizeBytes: 64 * 1024 ** 3, diskState: 'Attached', provisioningState: 'Succeeded', ...properties },
    });
  const account = (id: string, location: string): ArmResource =>
    one(id, location, {
      type: 'Microsoft.Storage/storageAccounts',
      kind: 'StorageV2',
      sku: { name: 'Standard_LRS', tier: 'Standard' },
      properties: { provisioningState: 'Succeeded', primaryLocation: location },
    });
  const managed = (id: string, more: Record<string, unknown>): unknown => ({
    name: id.split('/').at(-1),
    createOption: 'FromImage',
    caching: 'ReadWrite',
    managedDisk: { id, storageAccountType: 'Premium_LRS' },
    diskSizeGB: 64,
    ...more,
  });
  const machine = one(ids.machine, SOURCE, {
    type: 'Microsoft.Compute/virtualMachines',
    tags: { app: 'shop' },
    properties: {
      vmId: '11111111-2222-4333-8444-555555555555',
      hardwareProfile: { vmSize: 'Standard_D2s_v5' },
      storageProfile: { osDisk: managed(ids.osDisk, { osType: 'Linux' }), dataDisks: [managed(ids.dataDisk, { lun: 3 })] },
      networkProfile: { networkInterfaces: [{ id: ids.nic, properties: { primary: true } }] },
      provisioningState: 'Succeeded',
    },
  });
  const nic = one(ids.nic, SOURCE, {
    type: 'Microsoft.Network/networkInterfaces',
    properties: {
      provisioningState: 'Succeeded',
      virtualMachine: { id: ids.machine },
      ipConfigurations: [
        {
          name: 'ipconfig1',
          properties: {
            primary: true,
            privateIPAddress: '10.1.1.4',
            privateIPAllocationMethod: 'Dynamic',
            subnet: { id: `${ids.sourceNetwork}/subnets/default` },
          },
        },
      ],
    },
  });
  const resources = [
    one(sourceGroup, SOURCE, { properties: {} }),
    one(targetGroup, TARGET, { properties: {} }),
    network(ids.sourceNetwork, SOURCE, '10.1'),
    network(ids.targetNetwork, TARGET, '10.2'),
    network(ids.testNetwork, TARGET, '10.3'),
    account(ids.cache, SOURCE),
    account(ids.cacheBack, TARGET),
    disk(ids.osDisk, { osType: 'Linux', hyperVGeneration: 'V2' }),
    disk(ids.dataDisk, {}),
    nic,
    machine,
  ];
  return { ...ids, resources };
}
