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
