import { keyOf, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { textAt } from '../field.ts';
import { failureFor } from '../jobs/jobPlan.ts';
import type { TargetChoice } from './newItem.ts';

/** What replication between the zones of a region asks for beside the rest (support matrix, 2026-01). [GAP] Codes were never read. */
export function checkZonal(world: World, machine: ArmResource, choice: TargetChoice): void {
  if (!Array.isArray(machine['zones'])) throw failureFor(`The virtual machine '${machine.name}' is in no zone.`);
  if (!choice.recoveryAvailabilityZone) throw failureFor('No zone is chosen.');
  if (machine['zones'].includes(choice.recoveryAvailabilityZone))
    throw failureFor(`The virtual machine is in the zone '${choice.recoveryAvailabilityZone}' already.`);
  if (keyOf(machine.id).startsWith(`${keyOf(choice.recoveryResourceGroupId)}/`))
    throw failureFor('The target resource group is that of the virtual machine.');
  const redundant = choice.vmManagedDisks.find(({ diskId }) => textAt(world.store.get(diskId), 'sku', 'name')?.endsWith('_ZRS'));
  if (redundant) throw failureFor(`The disk '${redundant.diskId}' is zone-redundant.`);
}
