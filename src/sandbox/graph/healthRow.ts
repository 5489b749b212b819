import { availabilityStatus } from '../arm/resourceHealth.ts';
import type { ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import type { Row } from './kql/values.ts';
import { resourceRow } from './resourceRow.ts';

export const AVAILABILITY_TYPE = 'microsoft.resourcehealth/availabilitystatuses';

/**
 * A row of `healthresources`: what Resource Health says of a machine, under the names of Resource Graph (Microsoft: "Monitor virtual machine
 * availability"). [GAP] Which state came before is not kept, so `previousAvailabilityState` is left out.
 */
export function healthRow(world: World, machine: ArmResource): Row {
  const status = availabilityStatus(world, machine);
  const { availabilityState, reasonType, occuredTime } = status.properties ?? {};
  const properties = {
    targetResourceType: machine.type,
    targetResourceId: machine.id,
    occurredTime: occuredTime,
    availabilityState,
    ...(reasonType !== undefined && { reasonType }),
  };
  return resourceRow({ ...status, properties }, AVAILABILITY_TYPE, world.tenantId, world.clock.now());
}
