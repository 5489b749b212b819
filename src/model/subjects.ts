import type { ArmId } from './armId.ts';
import { noDetails } from './details.ts';
import { isGeoSku } from './geoSku.ts';
import type { Inventory } from './inventory.ts';
import type { StorageAccount } from './storage.ts';

/** Parts of an estate to read at full depth. */
export interface Subjects {
  readonly machines: readonly ArmId[];
  readonly accounts: readonly ArmId[];
  readonly plans: readonly ArmId[];
}

type DetailedRows = Pick<Inventory, 'machines' | 'protectedItems' | 'storageAccounts' | 'recoveryPlans' | 'details'>;

/** Kinds of account that may hold standard file shares where their SKU is a standard one; `FileStorage` with `StandardV2_LRS`. */
const shareKinds: ReadonlySet<string> = new Set(['StorageV2', 'Storage', 'FileStorage']);

/** What full depth asks of an account: a secondary region has a lag, and locally redundant accounts may hold file shares. */
export function questionsOf({ sku, kind }: StorageAccount): { readonly geoReplication: boolean; readonly fileShares: boolean } {
  return {
    geoReplication: sku !== undefined && isGeoSku(sku),
    fileShares: sku !== undefined && /^standard(v2)?_lrs$/i.test(sku) && kind !== undefined && shareKinds.has(kind),
  };
}

/** Accounts that items are replicated through, as far as these tell. Most disks share one: it is looked up once. */
export function cacheAccounts(items: Inventory['protectedItems']): ReadonlySet<ArmId> {
  const caches = new Set<ArmId>();
  let last: ArmId | undefined;
  for (const { disks } of items) {
    for (const { cacheAccountId } of disks ?? []) {
      if (cacheAccountId === undefined || cacheAccountId === last) continue;
      last = cacheAccountId;
      caches.add(cacheAccountId);
    }
  }
  return caches;
}

/** What was not read at full depth yet. A machine counts as read with its protected items or, without one, with its eligibility. */
export function unreadSubjects({ machines, protectedItems, storageAccounts, recoveryPlans, details = noDetails }: DetailedRows): Subjects {
  const unreadSources = new Set<ArmId>();
  const sources = new Set<ArmId>();
  for (const { id, sourceId } of protectedItems) {
    if (sourceId === undefined) continue;
    sources.add(sourceId);
    if (!details.recoverySettings.has(id)) unreadSources.add(sourceId);
  }
  const caches = cacheAccounts(protectedItems);
  return {
    machines: machines.map(({ id }) => id).filter((id) => (sources.has(id) ? unreadSources.has(id) : !details.eligibility.has(id))),
    accounts: storageAccounts
      .filter((account) => {
        const { geoReplication, fileShares } = questionsOf(account);
        return (
          (geoReplication && !details.geoReplication.has(account.id)) ||
          (fileShares && !details.fileShares.has(account.id)) ||
          (caches.has(account.id) && !details.blobSoftDelete.has(account.id))
        );
      })
      .map(({ id }) => id),
    plans: recoveryPlans.map(({ id }) => id).filter((id) => !details.planActions.has(id)),
  };
}

/** Whether there is nothing to read. */
export function isNothing({ machines, accounts, plans }: Subjects): boolean {
  return machines.length + accounts.length + plans.length === 0;
}

/** Those of the subjects that an inventory holds; of a machine its protected item is enough. */
export function subjectsIn(inventory: Inventory, { machines, accounts, plans }: Subjects): Subjects {
  const held = (rows: readonly { readonly id: ArmId }[], ids: readonly ArmId[]): ArmId[] => {
    const wanted = new Set(ids);
    return rows.map(({ id }) => id).filter((id) => wanted.has(id));
  };
  const known = new Set<ArmId | undefined>([
    ...inventory.machines.map(({ id }) => id),
    ...inventory.protectedItems.map(({ sourceId }) => sourceId),
  ]);
  return {
    machines: machines.filter((id) => known.has(id)),
    accounts: held(inventory.storageAccounts, accounts),
    plans: held(inventory.recoveryPlans, plans),
  };
}
