/** `Standard_GRS`, `Standard_RAGRS`, `Standard_GZRS`, `Standard_RAGZRS`, `StandardV2_GRS`, `StandardV2_GZRS`. No premium SKU is geo-redundant. */
export function isGeoSku(sku: string): boolean {
  return /^standard(v2)?_(ra)?gz?rs$/i.test(sku);
}

/** Zone-redundant in the primary region: `…_ZRS`, `…_GZRS`, `…_RAGZRS`. */
export function isZoneSku(sku: string): boolean {
  return /_((ra)?g)?zrs$/i.test(sku);
}

export function isPremiumSku(sku: string): boolean {
  return /^premium/i.test(sku);
}

/** Vault storage with a copy in the paired region. */
export function isGeoVault(redundancy: string): boolean {
  return /^(readaccess)?geo(zone)?redundant$/i.test(redundancy);
}
