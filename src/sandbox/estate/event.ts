import { healthEventBody } from '../recovery/items/healthEventBody.ts';
import type { EstateBuilder } from './estateBuilder.ts';
import type { ProtectedItem } from './protectedItem.ts';

/** A health event of a protected item. */
export function healthEvent(
  b: EstateBuilder,
  item: ProtectedItem,
  severity: 'OK' | 'Warning' | 'Critical',
  description: string,
  hours: number,
): void {
  const { pair, machine } = item;
  b.add(
    healthEventBody({
      vaultId: pair.vault.spelt,
      name: `VmMonitoringEvent;${b.between(10 ** 8, 10 ** 9)}_${b.guid()}`,
      severity,
      description,
      time: b.hoursAgo(hours),
      fabricId: pair.source.id,
      machineName: machine.name,
      machineId: machine.id.toLowerCase(),
      entityId: item.entityId,
      itemName: item.name,
      source: { fabricName: pair.source.friendlyName, location: pair.source.location },
      target: { fabricName: pair.target.friendlyName, location: pair.target.location },
    }),
  );
}
