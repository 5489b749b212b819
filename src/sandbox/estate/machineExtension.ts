import type { EstateBuilder } from './estateBuilder.ts';

/** An extension of a machine. */
export interface MachineExtension {
  readonly name: string;
  readonly publisher: string;
  readonly type: string;
  readonly version: string;
  readonly failed: boolean;
}

export function monitorAgent(osType: 'Windows' | 'Linux', failed = false): MachineExtension {
  return {
    name: `AzureMonitor${osType}Agent`,
    publisher: 'Microsoft.Azure.Monitor',
    type: `AzureMonitor${osType}Agent`,
    version: '1.0',
    failed,
  };
}

/** What enabling replication puts on the source machine: the mobility service. */
export function mobilityService(osType: 'Windows' | 'Linux', failed = false): MachineExtension {
  return {
    name: `SiteRecovery-${osType}`,
    publisher: 'Microsoft.Azure.RecoveryServices.SiteRecovery',
    type: osType,
    version: '1.0',
    failed,
  };
}

/** Makes the child resource; ARM shows it under `resources` of its machine too. */
export function addExtension(b: EstateBuilder, machineId: string, location: string, extension: MachineExtension): void {
  b.add({
    id: `${machineId}/extensions/${extension.name}`,
    name: extension.name,
    type: 'Microsoft.Compute/virtualMachines/extensions',
    location,
    properties: {
      autoUpgradeMinorVersion: true,
      provisioningState: extension.failed ? 'Failed' : 'Succeeded',
      publisher: extension.publisher,
      type: extension.type,
      typeHandlerVersion: extension.version,
      settings: {},
    },
  });
}
