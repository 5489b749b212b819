import { sandboxConnection, type Connection } from '../../src/azure/wire/connection.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import type { ArmResource } from '../../src/sandbox/resource.ts';
import type { WireRequest } from '../../src/sandbox/wire.ts';
import type { SandboxOptions } from '../../src/sandbox/world.ts';

export const here = '11111111-0000-0000-0000-000000000001';
export const elsewhere = '22222222-0000-0000-0000-000000000002';
export const group = `/subscriptions/${here}/resourceGroups/Web`;
export const vault = `/subscriptions/${elsewhere}/resourceGroups/Recovery/providers/Microsoft.RecoveryServices/vaults/Vault`;
export const container = `${vault}/replicationFabrics/fabric/replicationProtectionContainers/container`;

/** The adapters over the wire of a sandbox in process, with nothing in it but what the test puts there. */
export function openAzure(
  resources: readonly ArmResource[],
  options: Partial<SandboxOptions> = {},
  /** Before each request: for what happens to the estate while it is read. */
  before: (request: WireRequest, sandbox: Sandbox) => void = () => {},
): { readonly sandbox: Sandbox; readonly connection: Connection } {
  const sandbox = createSandbox({ empty: true, clock: 'manual', ...options });
  sandbox.control.putResources(resources);
  const client = sandboxHttpClient((request) => {
    before(request, sandbox);
    return sandbox.handle(request);
  });
  return { sandbox, connection: sandboxConnection(client, { kind: 'sandbox', label: 'Sandbox' }) };
}

export const isGraph = ({ path }: { readonly path: string }): boolean => /resourcegraph/i.test(path);

export function machine(name: string, more: { readonly in?: string; readonly [key: string]: unknown } = {}): ArmResource {
  const { in: inGroup = group, properties, ...rest } = more;
  const type = 'Microsoft.Compute/virtualMachines';
  return {
    id: `${inGroup}/providers/${type}/${name}`,
    name,
    type,
    location: 'westeurope',
    ...rest,
    properties: {
      hardwareProfile: { vmSize: 'Standard_D2s_v5' },
      provisioningState: 'Succeeded',
      storageProfile: {
        osDisk: {
          name: `${name}-os`,
          osType: 'Linux',
          managedDisk: { id: `${inGroup}/providers/Microsoft.Compute/disks/${name}-os`, storageAccountType: 'Premium_LRS' },
        },
        dataDisks: [],
      },
      ...(properties as object | undefined),
    },
  };
}

export function account(name: string): ArmResource {
  const type = 'Microsoft.Storage/storageAccounts';
  return {
    id: `${group}/providers/${type}/${name}`,
    name,
    type,
    location: 'westeurope',
    kind: 'StorageV2',
    sku: { name: 'Standard_LRS', tier: 'Standard' },
    properties: { primaryLocation: 'westeurope' },
  };
}

export function item(name: string, machineId: string, details: Readonly<Record<string, unknown>> = {}): ArmResource {
  return {
    id: `${container}/replicationProtectedItems/${name}`.replace('/subscriptions/', '/Subscriptions/'),
    name,
    type: 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems',
    properties: {
      friendlyName: name,
      protectionState: 'Protected',
      replicationHealth: 'Normal',
      activeLocation: 'Primary',
      policyId: `${vault}/replicationPolicies/policy`,
      providerSpecificDetails: {
        instanceType: 'A2A',
        recoveryAzureResourceGroupId: group,
        fabricObjectId: machineId.toLowerCase(),
        primaryFabricLocation: 'westeurope',
        recoveryFabricLocation: 'northeurope',
        rpoInSeconds: 120,
        protectedManagedDisks: [],
        ...details,
      },
    },
  };
}

export function link(machineId: string, itemId: string): ArmResource {
  const id = `${machineId}/providers/Microsoft.Resources/links/ASR-Protect-${itemId.split('/').at(-1) ?? ''}`;
  return { id, name: id.split('/').at(-1) ?? '', type: 'Microsoft.Resources/links', properties: { sourceId: machineId, targetId: itemId } };
}
