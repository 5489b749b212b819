import { expect, test } from 'vitest';
import type { Known } from '../../../src/model/resource.ts';
import { rememberGeoSkus } from '../../../src/model/rememberGeoSkus.ts';
import { account, evidence, inventory, judge, verdict } from '../readiness/facts.ts';

const estate = (sku: Known<string>) => inventory({ storageAccounts: [account('acc', { sku })] });

test('an account that was geo-redundant when it was read before, and is no more, is a finding as long as it stays so', () => {
  const first = rememberGeoSkus(estate('Standard_LRS'), estate('Standard_RAGRS'));
  expect(verdict(judge(first), 'DR-STO-005')).toBe('critical');
  expect(evidence(judge(first), 'DR-STO-005')).toMatchObject({ 'sku.name': 'Standard_LRS', 'sku.name, read before': 'Standard_RAGRS' });
  // Kept over readings, also over one that does not tell.
  const second = rememberGeoSkus(estate('Standard_ZRS'), rememberGeoSkus(estate(undefined), first));
  expect(verdict(judge(second), 'DR-STO-005')).toBe('critical');
  expect(verdict(judge(rememberGeoSkus(estate('Standard_GZRS'), second)), 'DR-STO-005')).toBe('pass');
});

test('near misses: never geo-redundant, another account, geo-redundant in another way', () => {
  expect(verdict(judge(rememberGeoSkus(estate('Standard_LRS'), estate('Standard_ZRS'))), 'DR-STO-005')).toBe('pass');
  expect(verdict(judge(rememberGeoSkus(estate('Standard_GRS'), estate('Standard_RAGZRS'))), 'DR-STO-005')).toBe('pass');
  const other = inventory({ storageAccounts: [account('other', { sku: 'Standard_GRS' })] });
  expect(verdict(judge(rememberGeoSkus(estate('Standard_LRS'), other)), 'DR-STO-005')).toBe('pass');
});
