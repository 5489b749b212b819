import { resourceNotFound } from '../../arm/errors.ts';
import { keyOf, type ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { fieldAt, textAt } from '../field.ts';
import { nameGuid } from '../nameGuid.ts';
import { patchProperties } from '../patchProperties.ts';
import { digits } from './digits.ts';

const DAY_MS = 24 * 3600 * 1000;
/** The default policy keeps a point a day for 30 days. */
const DAYS_KEPT = 30;

/**
 * Recovery points of a backup item: those that are stored, else one a day back from its last one. An item without a last one has none.
 * [GAP] Of the latter nothing was recorded but the body of one point.
 */
export function backupPoints(world: World, item: ArmResource): ArmResource[] {
  const stored = world.store.list(`${item.type}/recoveryPoints`, item.id);
  if (stored.length > 0) return stored;
  const last = Date.parse(textAt(item, 'properties', 'lastRecoveryPoint') ?? '');
  if (Number.isNaN(last)) return [];
  return Array.from({ length: DAYS_KEPT }, (_, day) => {
    const recoveryPointTime = new Date(last - day * DAY_MS).toISOString();
    return pointBody(item, nameGuid(`${keyOf(item.id)} ${recoveryPointTime}`), {
      recoveryPointTime,
      sourceVMStorageType: 'NormalStorage',
      virtualMachineSize: null,
    });
  });
}

/** The point of that name. [GAP] What Azure Backup says where there is none was never read; ARM's own 404 stands in. */
export function requirePoint(world: World, item: ArmResource, name: string): ArmResource {
  const point = backupPoints(world, item).find((other) => other.name === name);
  if (!point) throw resourceNotFound(`${item.id}/recoveryPoints/${name}`);
  return point;
}

/** Adds a point that is a snapshot only as yet; answers its id. */
export function addPoint(world: World, item: ArmResource, machine: ArmResource, recoveryPointTime: string, expiry: Date): string {
  // What the item is said to have had before stays beside it.
  for (const point of backupPoints(world, item)) world.store.put(point);
  const osDisk = fieldAt(machine, 'properties', 'storageProfile', 'osDisk');
  const isPremium = textAt(osDisk, 'managedDisk', 'storageAccountType')?.startsWith('Premium') ?? false;
  const osType = textAt(osDisk, 'osType') ?? 'Windows';
  const point = pointBody(item, digits(world), {
    // Documented: Linux without scripts of one's own comes to consistent file systems only.
    recoveryPointType: osType === 'Linux' ? 'FileSystemConsistent' : 'AppConsistent',
    recoveryPointTime,
    sourceVMStorageType: isPremium ? 'PremiumVMOnPartialPremiumStorage' : 'NormalStorage',
    recoveryPointTierDetails: [{ type: 'InstantRP', status: 'Valid' }],
    virtualMachineSize: textAt(machine, 'properties', 'hardwareProfile', 'vmSize') ?? null,
    osType,
    recoveryPointProperties: { expiryTime: expiry.toISOString(), isSoftDeleted: false },
  });
  world.store.put(point);
  return point.id;
}

/** Now the vault has the point, too [recorded]. */
export function hardenPoint(world: World, id: string): void {
  const tiers = ['InstantRP', 'HardenedRP'].map((type) => ({ type, status: 'Valid' }));
  patchProperties(world, id, () => ({ recoveryPointTierDetails: tiers }));
}

/** Recorded. */
function pointBody(item: ArmResource, name: string, details: object): ArmResource {
  return {
    id: `${item.id}/recoveryPoints/${name}`,
    name,
    type: `${item.type}/recoveryPoints`,
    properties: {
      objectType: 'IaasVMRecoveryPoint',
      recoveryPointType: 'AppConsistent',
      recoveryPointAdditionalInfo: '',
      isSourceVMEncrypted: false,
      isInstantIlrSessionActive: false,
      isManagedVirtualMachine: true,
      originalStorageAccountOption: false,
      ...details,
    },
  };
}
