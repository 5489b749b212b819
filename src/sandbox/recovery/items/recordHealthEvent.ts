import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { preciseTime } from '../azureTime.ts';
import { textAt } from '../field.ts';
import { eventName } from '../jobs/jobEvents.ts';
import { siteRecoveryId } from '../vaultScope.ts';
import { entityOf } from './entityOf.ts';
import { healthEventBody } from './healthEventBody.ts';
import { detailsOf } from './itemDetails.ts';

/** Writes an event about the health of an item into its vault. */
export function recordHealthEvent(world: World, item: ArmResource, severity: 'OK' | 'Critical', description: string): void {
  const now = world.clock.now();
  const details = detailsOf(item);
  const segments = siteRecoveryId(item.id).split('/');
  const text = (key: string): string | null => textAt(item, 'properties', key) ?? null;
  world.store.put(
    healthEventBody({
      vaultId: segments.slice(0, 9).join('/'),
      name: eventName('VmMonitoringEvent', now, world.newGuid()),
      severity,
      description,
      time: preciseTime(now),
      fabricId: segments.slice(0, 11).join('/'),
      machineName: text('friendlyName') ?? item.name,
      machineId: details.fabricObjectId ?? null,
      entityId: entityOf(item),
      itemName: item.name,
      source: { fabricName: text('primaryFabricFriendlyName'), location: details.primaryFabricLocation ?? null },
      target: { fabricName: text('recoveryFabricFriendlyName'), location: details.recoveryFabricLocation ?? null },
    }),
  );
}
