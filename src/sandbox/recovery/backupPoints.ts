import { keyOf, type ArmResource } from '../resource.ts';
import type { World } from '../world.ts';
import { textAt } from './field.ts';
import { nameGuid } from './nameGuid.ts';

const DAY_MS = 24 * 3600 * 1000;
/** The default policy keeps a point a day for 30 days. */
const DAYS_KEPT = 30;

/**
 * Recovery points of a backup item: those that were put, else one a day back from its last one. An item without a last one has none.
 * [GAP] Never recorded; the body is that of the OpenAPI's `IaasVMRecoveryPoint`.
 */
export function backupPoints(world: World, item: ArmResource): ArmResource[] {
  const put = world.store.list(`${item.type}/recoveryPoints`, item.id);
  if (put.length > 0) return put;
  const last = Date.parse(textAt(item, 'properties', 'lastRecoveryPoint') ?? '');
  if (Number.isNaN(last)) return [];
  return Array.from({ length: DAYS_KEPT }, (_, day) => {
    const recoveryPointTime = new Date(last - day * DAY_MS).toISOString();
    const name = nameGuid(`${keyOf(item.id)} ${recoveryPointTime}`);
    return {
      id: `${item.id}/recoveryPoints/${name}`,
      name,
      type: `${item.type}/recoveryPoints`,
      properties: {
        objectType: 'IaasVMRecoveryPoint',
        recoveryPointType: 'AppConsistent',
        recoveryPointTime,
        recoveryPointAdditionalInfo: '',
        sourceVMStorageType: 'NormalStorage',
        isSourceVMEncrypted: false,
        isInstantIlrSessionActive: false,
        isManagedVirtualMachine: true,
        virtualMachineSize: null,
        originalStorageAccountOption: false,
      },
    };
  });
}
