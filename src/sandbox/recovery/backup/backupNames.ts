import { keyOf } from '../../resource.ts';

const MACHINE = /^\/subscriptions\/[^/]+\/resourcegroups\/([^/]+)\/providers\/microsoft\.compute\/virtualmachines\/([^/]+)$/;
const NAMES = /^iaasvmcontainer;(iaasvmcontainerv2;[^;]+;[^;]+)\nvm;(iaasvmcontainerv2;[^;]+;[^;]+)$/;

/** What Azure Backup calls a machine: `iaasvmcontainerv2;rg;vm`, lower-case [recorded]; undefined for what is not a machine's id. */
export function machineKey(machineId: string): string | undefined {
  const [, group, name] = MACHINE.exec(keyOf(machineId)) ?? [];
  return group === undefined || name === undefined ? undefined : `iaasvmcontainerv2;${group};${name}`;
}

/** The machine's key that the names of a container and of an item in it agree upon; undefined when they are not those of a machine. */
export function namedKey(container: string, item: string): string | undefined {
  const [, ofContainer, ofItem] = NAMES.exec(`${container}\n${item}`.toLowerCase()) ?? [];
  return ofContainer === ofItem ? ofContainer : undefined;
}

/** Where a machine's backup is, in the casing in which Azure answers it, however it was asked for [recorded]. */
export function backupItemId(vaultId: string, key: string): string {
  return `${vaultId}/backupFabrics/Azure/protectionContainers/IaasVMContainer;${key}/protectedItems/VM;${key}`;
}
