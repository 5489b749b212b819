import type { EstateBuilder } from './estateBuilder.ts';
import type { ProtectedItem } from './protectedItem.ts';

/** A health event of a protected item. Shape: Microsoft's published example and `A2AEventDetails`; never recorded ([GAP]). */
export function healthEvent(
  b: EstateBuilder,
  item: ProtectedItem,
  severity: 'OK' | 'Warning' | 'Critical',
  description: string,
  hours: number,
): void {
  const name = `VmMonitoringEvent;${b.between(10 ** 8, 10 ** 9)}_${b.guid()}`;
  const { pair, machine } = item;
  b.add({
    id: `${pair.vault.spelt}/replicationEvents/${name}`,
    name,
    type: 'Microsoft.RecoveryServices/vaults/replicationEvents',
    properties: {
      eventCode: 'VmMonitoringEvent',
      description,
      eventType: 'VmHealth',
      affectedObjectFriendlyName: machine.name,
      affectedObjectCorrelationId: item.entityId,
      severity,
      timeOfOccurrence: b.hoursAgo(hours),
      fabricId: pair.source.id,
      providerSpecificDetails: {
        instanceType: 'A2A',
        protectedItemName: item.name,
        fabricObjectId: machine.id.toLowerCase(),
        fabricName: pair.source.friendlyName,
        fabricLocation: pair.source.location,
        remoteFabricName: pair.target.friendlyName,
        remoteFabricLocation: pair.target.location,
      },
      eventSpecificDetails: null,
      healthErrors: [],
    },
  });
}
