import type { EstateBuilder } from '../estateBuilder.ts';
import { mobilityService, monitorAgent } from '../machineExtension.ts';
import { idIn } from '../place.ts';
import { recoveryPlan } from '../recoveryPlan.ts';
import { automation } from '../targetObjects.ts';
import { crewOf } from './crew.ts';
import { groupOfSite, recoverySite, type Site } from './foundations.ts';

/** Production in UK South, replicated to UK West: agents that age, a backup that does not leave the region. */
export function unitedKingdom(b: EstateBuilder, site: Site): void {
  const pair = recoverySite(b, site, {
    subscription: site.subscription,
    vault: 'rsv-dr-ukw',
    vaultLocation: 'ukwest',
    to: 'ukwest',
    prefix: '10.102',
    thresholdMinutes: 120,
  });
  const shop = groupOfSite(b, site, 'rg-shop-uks');
  const availabilitySetId = idIn(shop, 'Microsoft.Compute/availabilitySets', 'avs-shop');
  b.add({
    id: availabilitySetId,
    name: 'avs-shop',
    type: 'Microsoft.Compute/availabilitySets',
    location: site.location,
    tags: {},
    sku: { name: 'Aligned' },
    properties: { platformFaultDomainCount: 2, platformUpdateDomainCount: 5 },
  });
  const { make, covered } = crewOf(b, site);
  const first = covered(pair, shop, 'shop-01', { drilledDaysAgo: 60, rpoSeconds: 50 * 60 }, { availabilitySetId });
  const second = covered(pair, shop, 'shop-02', { drilledDaysAgo: 60, agentExpiresInDays: 10 }, { availabilitySetId });
  covered(pair, shop, 'shop-03', { drilledDaysAgo: 60, agentUpdateRequired: true }, { osVersion: '23.10' });
  covered(pair, shop, 'shop-04', { drilledDaysAgo: 60, agentExpiresInDays: 45 });
  covered(
    pair,
    shop,
    'shop-05',
    { drilledDaysAgo: 60 },
    { os: 'Windows', extensions: [monitorAgent('Windows', true), mobilityService('Windows')] },
  );
  // UK West does not have its size.
  covered(pair, shop, 'shop-06', { drilledDaysAgo: 60, rpoSeconds: 90 * 60 }, { size: 'Standard_L8s_v3' });
  make(shop, 'shop-07');
  const account = automation(b, pair.vault.at, 'aa-dr-ukw', { 'warm-up': { last: 'Failed' } });
  recoveryPlan(b, 'plan-shop', [[first, second]], [`${account}/runbooks/warm-up`, `${account}/runbooks/open-shop`]);
}

/** Production in East US, replicated to West US by a vault of a third region, with a sharp policy and without agent updates. */
export function unitedStates(b: EstateBuilder, site: Site): void {
  const pair = recoverySite(b, site, {
    subscription: site.subscription,
    vault: 'rsv-dr-us',
    vaultLocation: 'centralus',
    to: 'westus',
    prefix: '10.103',
    thresholdMinutes: 15,
    autoUpdate: false,
    cacheSku: 'Standard_ZRS',
    cacheOptions: { firewall: 'trusted' },
  });
  const us = groupOfSite(b, site, 'rg-us-eus');
  const { make, covered } = crewOf(b, site);
  covered(pair, us, 'us-web-01', { drilledDaysAgo: 75, rpoSeconds: 10 * 60 });
  covered(pair, us, 'us-web-02', { drilledDaysAgo: 75, rpoSeconds: 25 * 60 });
  covered(pair, us, 'us-sql-01', { drilledDaysAgo: 75 }, { os: 'Windows', size: 'Standard_E8s_v5', zone: '2' });
  make(us, 'us-batch-01', { os: 'Windows' });
}
