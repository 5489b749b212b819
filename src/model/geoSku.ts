/** `Standard_GRS`, `Standard_RAGRS`, `Standard_GZRS`, `Standard_RAGZRS`, `StandardV2_GRS`, `StandardV2_GZRS`. No premium SKU is geo-redundant. */
export function isGeoSku(sku: string): boolean {
  return /^standard(v2)?_(ra)?gz?rs$/i.test(sku);
}
