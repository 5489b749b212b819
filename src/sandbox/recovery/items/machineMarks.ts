import { lockScope } from '../../arm/locks.ts';
import { keyOf, typeOfKey, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { LINKS } from './linkBody.ts';

/** Links of Site Recovery on a machine. */
export function linksOf(world: World, machineId: string): readonly ArmResource[] {
  const here = keyOf(machineId);
  const isHere = ({ id }: ArmResource): boolean => {
    const key = keyOf(id);
    return key.startsWith(`${here}/providers/${LINKS.toLowerCase()}/asr-protect-`) && typeOfKey(key) === LINKS.toLowerCase();
  };
  return world.store.list(LINKS, here).filter(isHere);
}

/** Takes the links to an item off a machine; false when a lock keeps one there. */
export function removeLinks(world: World, machineId: string, itemId: string): boolean {
  const links = linksOf(world, machineId).filter((link) => keyOf(String(link.properties?.['targetId'])) === keyOf(itemId));
  const free = links.filter(({ id }) => lockScope(world, id, true) === undefined);
  for (const { id } of free) world.store.delete(id);
  return free.length === links.length;
}

/** What Site Recovery installs on a machine [recorded as `SiteRecovery-Windows`]. It stays when replication is disabled. */
export function putAgent(world: World, machine: ArmResource, osType: string, provisioningState: 'Succeeded' | 'Failed'): void {
  const name = `SiteRecovery-${osType}`;
  world.store.put({
    id: `${machine.id}/extensions/${name}`,
    name,
    type: 'Microsoft.Compute/virtualMachines/extensions',
    ...(machine.location !== undefined && { location: machine.location }),
    properties: {
      autoUpgradeMinorVersion: false,
      provisioningState,
      publisher: 'Microsoft.Azure.RecoveryServices.SiteRecovery',
      type: osType,
      typeHandlerVersion: '1.0',
      settings: { publicObject: null, module: 'a2a', timeStamp: world.clock.now().toISOString(), commandToExecute: 'InstallAndConfigure' },
    },
  });
}
