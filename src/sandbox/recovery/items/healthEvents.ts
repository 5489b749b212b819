import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { preciseTime } from '../azureTime.ts';
import { textAt } from '../field.ts';
import { eventName } from '../jobEvents.ts';
import { siteRecoveryId, VAULT_TYPE } from '../vaultScope.ts';
import { entityOf } from './entityOf.ts';
import { detailsOf } from './itemDetails.ts';

/** Writes an event about the health of an item. The form is that of the published example and of `A2AEventDetails`; [GAP] none was recorded. */
export function recordHealthEvent(world: World, item: ArmResource, severity: 'OK' | 'Critical', description: string): void {
  const now = world.clock.now();
  const name = eventName('VmMonitoringEvent', now, world.newGuid());
  const details = detailsOf(item);
  const segments = item.id.split('/');
  world.store.put({
    id: siteRecoveryId(`${segments.slice(0, 9).join('/')}/replicationEvents/${name}`),
    name,
    type: `${VAULT_TYPE}/replicationEvents`,
    properties: {
      eventCode: 'VmMonitoringEvent',
      description,
      eventType: 'VmHealth',
      affectedObjectFriendlyName: textAt(item, 'properties', 'friendlyName') ?? item.name,
      affectedObjectCorrelationId: entityOf(item),
      severity,
      timeOfOccurrence: preciseTime(now),
      fabricId: siteRecoveryId(segments.slice(0, 11).join('/')),
      providerSpecificDetails: {
        instanceType: 'A2A',
        protectedItemName: item.name,
        fabricObjectId: details.fabricObjectId ?? null,
        fabricName: textAt(item, 'properties', 'primaryFabricFriendlyName') ?? null,
        fabricLocation: details.primaryFabricLocation ?? null,
        remoteFabricName: textAt(item, 'properties', 'recoveryFabricFriendlyName') ?? null,
        remoteFabricLocation: details.recoveryFabricLocation ?? null,
      },
      eventSpecificDetails: null,
      healthErrors: [],
    },
  });
}
