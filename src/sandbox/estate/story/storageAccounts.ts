import type { EstateBuilder } from '../estateBuilder.ts';
import { storageAccount } from '../storageAccount.ts';
import { groupOfSite, type Site } from './foundations.ts';

/** One account of every redundancy, those that VHDs and boot diagnostics lie in, and those that have been failed over. */
export function productionAccounts(b: EstateBuilder, site: Site): void {
  const at = groupOfSite(b, site, 'rg-storage-weu');
  storageAccount(b, at, 'stprodappweu', 'Standard_RAGZRS');
  storageAccount(b, at, 'stprodordersweu', 'Standard_GZRS');
  storageAccount(b, at, 'stprodarchiveweu', 'Standard_GRS', { behindHours: 3 });
  storageAccount(b, at, 'stproddataweu', 'Standard_ZRS');
  storageAccount(b, at, 'stprodlogsweu', 'Standard_LRS', { withoutKeys: true, shares: ['logs'] });
  storageAccount(b, at, 'stprodfastweu', 'Premium_LRS', { kind: 'BlockBlobStorage' });
  storageAccount(b, at, 'stprodsharesweu', 'Premium_ZRS', { kind: 'FileStorage' });
  storageAccount(b, at, 'stdiagprodweu', 'Standard_LRS');
  storageAccount(b, at, 'stvhdgrsweu', 'Standard_RAGRS');
  storageAccount(b, at, 'stvhdlrsweu', 'Standard_LRS');
  // Failed over: the old secondary is the primary now, and the copy is gone until someone makes a new one.
  storageAccount(b, at, 'stprodmovedweu', 'Standard_LRS', { failedOverTo: 'northeurope', failedOverDaysAgo: 12 });
  // Failed over and back: where it was, but still without a copy.
  storageAccount(b, at, 'stprodbackweu', 'Standard_LRS', { failedOverDaysAgo: 100 });
  // Failed over, and made geo-redundant again: the new copy is under way.
  storageAccount(b, at, 'stprodhealedweu', 'Standard_RAGRS', { failedOverTo: 'northeurope', failedOverDaysAgo: 300, copying: true });
}

export function otherAccounts(b: EstateBuilder, dev: Site, shared: Site): void {
  const devPlace = groupOfSite(b, dev, 'rg-devstorage-weu');
  storageAccount(b, devPlace, 'stdevbuildweu', 'Standard_LRS');
  storageAccount(b, devPlace, 'cs4100320013a7b8c9d', 'Standard_LRS', { tags: { 'ms-resource-usage': 'azure-cloud-shell' } });
  const sharedPlace = groupOfSite(b, shared, 'rg-sharedstorage-neu');
  storageAccount(b, sharedPlace, 'stsharedimagesneu', 'Standard_RAGZRS');
  storageAccount(b, sharedPlace, 'stsharedauditneu', 'Standard_ZRS');
}
