import { keyOf, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { textAt } from '../field.ts';
import { JobFailure } from '../jobPlan.ts';
import type { TargetChoice } from './newItem.ts';

/** What replication between the zones of a region asks for beside the rest (support matrix, 2026-01). [GAP] Codes were never read. */
export function checkZonal(world: World, machine: ArmResource, choice: TargetChoice): void {
  const refuse = (causes: string): JobFailure => new JobFailure('28020', { causes });
  if (!Array.isArray(machine['zones'])) throw refuse(`The virtual machine '${machine.name}' is in no zone.`);
  if (!choice.recoveryAvailabilityZone) throw refuse('No zone is chosen.');
  if (machine['zones'].includes(choice.recoveryAvailabilityZone))
    throw refuse(`The virtual machine is in the zone '${choice.recoveryAvailabilityZone}' already.`);
  if (keyOf(machine.id).startsWith(`${keyOf(choice.recoveryResourceGroupId)}/`))
    throw refuse('The target resource group is that of the virtual machine.');
  const redundant = choice.vmManagedDisks.find(({ diskId }) => textAt(world.store.get(diskId), 'sku', 'name')?.endsWith('_ZRS'));
  if (redundant) throw refuse(`The disk '${redundant.diskId}' is zone-redundant.`);
}
