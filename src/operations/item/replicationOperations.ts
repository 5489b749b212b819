import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { Operation } from '../operation.ts';
import { itemOperation, itemStep } from './itemOperation.ts';

/** Stops replicating a machine: its replica disks and recovery points go, the machine stays as it is. */
export function disableReplication(item: RecoveryItem): Operation {
  const title = `Disable the replication of ${item.friendlyName}`;
  const step = itemStep(item, 'disable', title, { path: `${item.azureId}/remove`, body: { properties: {} } });
  return itemOperation('disable', item, [{ ...step, removesItem: true }]);
}

/** Has Azure mend the replication of a machine, where Azure offers to. */
export function repairReplication(item: RecoveryItem): Operation {
  const title = `Repair the replication of ${item.friendlyName}`;
  return itemOperation('repair', item, [itemStep(item, 'repair', title, { path: `${item.azureId}/repairReplication`, body: undefined })]);
}
