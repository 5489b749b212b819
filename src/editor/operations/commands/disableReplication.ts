import { planFromItem } from '../../../operations/item/planFromItem.ts';
import type { App } from '../../app.ts';
import { machinesFor } from './machinesFor.ts';

/** Stops the replication of the selected machines, after its consequences were agreed to. */
export async function disableReplication(app: App, row?: unknown, selected?: unknown): Promise<void> {
  const ready = await machinesFor(app, 'disable', row, selected);
  if (!ready) return;
  const service = await app.operations.get();
  await service.confirmAndStart(ready.map(({ item }) => planFromItem('disable', item, {})));
}
