import { diskEntries } from '../../arm/compute/attachments.ts';
import { keyOf, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { preciseTime } from '../azureTime.ts';
import { ITEM_TYPE } from '../containerPairing.ts';
import { listAt, textAt } from '../field.ts';
import { healthError } from '../healthError.ts';
import { entityOf } from './entityOf.ts';
import { detailsOf, detailText, patchItem } from './itemDetails.ts';
import { healthOf } from './healthOf.ts';

export const NEW_DISK = '153039';

/**
 * Tells the item of a machine of disks that were attached just now: a warning, until they are replicated or it is dismissed (documented). Disks
 * that were left out when replication was enabled are not spoken of [recorded].
 */
export function reportNewDisks(world: World, before: ArmResource, machine: ArmResource): void {
  const item = world.store.list(ITEM_TYPE).find((one) => keyOf(detailText(one, 'fabricObjectId') ?? '') === keyOf(machine.id));
  if (!item || textAt(item, 'properties', 'protectionState') !== 'Protected') return;
  const old = new Set(diskEntries(before).map(({ managedDisk }) => keyOf(managedDisk?.id ?? '')));
  const added = diskEntries(machine).filter(({ managedDisk }) => !old.has(keyOf(managedDisk?.id ?? '')));
  if (added.length === 0) return;
  const others = listAt(item, 'properties', 'healthErrors').filter((error) => textAt(error, 'errorCode') !== NEW_DISK);
  const facts = { name: machine.name, entityId: entityOf(item), time: preciseTime(world.clock.now()) };
  const unprotectedDisks = [
    ...(detailsOf(item).unprotectedDisks ?? []),
    ...added.map(({ lun }) => ({ diskLunId: lun, diskAutoProtectionStatus: 'Disabled' })),
  ];
  patchItem(world, item.id, healthOf([...others, healthError(NEW_DISK, facts)]), { unprotectedDisks });
}
