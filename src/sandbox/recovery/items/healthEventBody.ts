import type { ArmResource } from '../../resource.ts';
import { VAULT_TYPE } from '../vaultScope.ts';

export interface HealthEventFacts {
  /** As Site Recovery spells it. */
  readonly vaultId: string;
  readonly name: string;
  readonly severity: 'OK' | 'Warning' | 'Critical';
  readonly description: string;
  /** As Azure writes times. */
  readonly time: string;
  readonly fabricId: string;
  readonly machineName: string;
  readonly machineId: string | null;
  readonly entityId: string;
  readonly itemName: string;
  readonly source: { readonly fabricName: string | null; readonly location: string | null };
  readonly target: { readonly fabricName: string | null; readonly location: string | null };
}

/** An event about the health of an item. Shape: Microsoft's published example and `A2AEventDetails`; [GAP] none was recorded. */
export function healthEventBody(event: HealthEventFacts): ArmResource {
  return {
    id: `${event.vaultId}/replicationEvents/${event.name}`,
    name: event.name,
    type: `${VAULT_TYPE}/replicationEvents`,
    properties: {
      eventCode: 'VmMonitoringEvent',
      description: event.description,
      eventType: 'VmHealth',
      affectedObjectFriendlyName: event.machineName,
      affectedObjectCorrelationId: event.entityId,
      severity: event.severity,
      timeOfOccurrence: event.time,
      fabricId: event.fabricId,
      providerSpecificDetails: {
        instanceType: 'A2A',
        protectedItemName: event.itemName,
        fabricObjectId: event.machineId,
        fabricName: event.source.fabricName,
        fabricLocation: event.source.location,
        remoteFabricName: event.target.fabricName,
        remoteFabricLocation: event.target.location,
      },
      eventSpecificDetails: null,
      healthErrors: [],
    },
  };
}
