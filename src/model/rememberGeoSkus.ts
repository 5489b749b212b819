import type { ArmId } from './armId.ts';
import { isGeoSku } from './geoSku.ts';
import type { Inventory } from './inventory.ts';

/** `fresh` with what an earlier reading knew of its storage accounts: which had a geo-redundant SKU, and have none now. */
export function rememberGeoSkus(fresh: Inventory, old: Inventory): Inventory {
  const before = new Map<ArmId, string>();
  for (const { id, sku, geoSkuBefore } of old.storageAccounts) {
    const known = sku !== undefined && isGeoSku(sku) ? sku : geoSkuBefore;
    if (known !== undefined) before.set(id, known);
  }
  const storageAccounts = fresh.storageAccounts.map((account) => {
    const geoSkuBefore = before.get(account.id);
    const isGeoNow = account.sku !== undefined && isGeoSku(account.sku);
    return geoSkuBefore === undefined || isGeoNow ? account : Object.assign({}, account, { geoSkuBefore });
  });
  return { ...fresh, storageAccounts };
}
