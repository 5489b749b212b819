import type { AttachedDisk, VirtualMachine } from '../model/compute.ts';
import { isGeoSku } from '../model/geoSku.ts';
import type { BackupItem } from '../model/vault.ts';
import type { Known } from '../model/resource.ts';
import type { Recovery } from './assessment.ts';
import type { MachineFacts } from './facts.ts';
import { hasGap } from './inventoryIndex.ts';
import type { InventoryIndex } from './inventoryIndex.ts';
import { hasRecoveryPoint, isBeingDisabled, isFailedOver, isRegional } from './itemPhase.ts';
import { all, any } from './known.ts';
import { isGeoVault } from './skus.ts';

/** How the machine would be recovered if its region failed now: the first that is known to apply. */
export function recoveryOf(facts: MachineFacts): Recovery {
  const siteRecovery = bySiteRecovery(facts);
  if (siteRecovery === true) return 'siteRecovery';
  const backup = byBackup(facts);
  if (backup === true) return 'backup';
  const vhd = facts.vm === undefined ? false : byVhd(facts.vm, facts.index);
  if (vhd === true) return 'vhd';
  return siteRecovery === undefined || backup === undefined || vhd === undefined ? 'unknown' : 'wait';
}

function bySiteRecovery({ items, hidden }: MachineFacts): Known<boolean> {
  if (items.length === 0) return hidden === undefined ? false : undefined;
  const known = any(
    items.map(({ item }) =>
      // A machine that is failed over runs in the item's target region already: the item leads to no other region.
      all([negate(isFailedOver(item)), isRegional(item), hasRecoveryPoint(item), !isBeingDisabled(item)]),
    ),
  );
  return known === false && hidden !== undefined ? undefined : known;
}

function byBackup({ vm, backups, index }: MachineFacts): Known<boolean> {
  if (backups.length > 0) return any(backups.map((backup) => isRestorableElsewhere(backup, index)));
  return vm !== undefined && (hasGap(index, 'backupItems') || hasGap(index, 'vaults')) ? undefined : false;
}

function isRestorableElsewhere({ vaultId, lastRecoveryPoint }: BackupItem, index: InventoryIndex): Known<boolean> {
  const vault = index.vaults.get(vaultId);
  if (vault === undefined) return lastRecoveryPoint === null ? false : undefined;
  const { storageRedundancy: redundancy, crossRegionRestore } = vault;
  return all([
    redundancy === undefined ? undefined : isGeoVault(redundancy),
    crossRegionRestore,
    lastRecoveryPoint === undefined ? undefined : lastRecoveryPoint !== null,
  ]);
}

/** All disks are VHDs in geo-redundant accounts: a machine with one disk left behind does not come back. */
function byVhd({ disks, ephemeralOsDisk }: VirtualMachine, index: InventoryIndex): Known<boolean> {
  if (ephemeralOsDisk) return false;
  if (disks === undefined) return undefined;
  // A managed disk is no VHD, and most machines have only such.
  if (disks.length === 0 || disks.some(isManaged)) return false;
  return all(
    disks.map(({ vhdUri }) => {
      if (vhdUri === undefined) return undefined;
      const sku = index.accountsByName.get(accountName(vhdUri))?.sku;
      return sku === undefined ? undefined : isGeoSku(sku);
    }),
  );
}

function isManaged({ id, vhdUri }: AttachedDisk): boolean {
  return id !== undefined && vhdUri === undefined;
}

/** The account of a VHD: `https://{account}.blob.core.windows.net/vhds/os.vhd`. */
export function accountName(vhdUri: string): string {
  return /^[a-z]+:\/\/([^./]+)/i.exec(vhdUri)?.[1]?.toLowerCase() ?? '';
}

function negate(value: Known<boolean>): Known<boolean> {
  return value === undefined ? undefined : !value;
}
