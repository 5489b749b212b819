import type { EstateBuilder, EstateSubscription } from '../estateBuilder.ts';
import { unitedKingdom, unitedStates } from './britainAndAmerica.ts';
import { devGermany, devWestEurope } from './devSubscription.ts';
import { site } from './foundations.ts';
import { sharedArchive, sharedNorthEurope, sharedSweden, sharedUnitedKingdom, sharedVault } from './sharedSubscription.ts';
import { otherAccounts, productionAccounts } from './storageAccounts.ts';
import { watchedSubscriptions } from './watchedSubscriptions.ts';
import { westEuropeExposed } from './westEuropeExposed.ts';
import { westEuropeReplicated } from './westEuropeReplicated.ts';

/** The default estate: Contoso's three subscriptions. `docs/estate.md` lists who is in what state, and why. */
export function storyEstate(b: EstateBuilder): EstateSubscription[] {
  const production = b.guid();
  const dev = b.guid();
  const shared = b.guid();
  /** A subscription of the tenant that the reader has no role in. */
  const elsewhere = b.guid();

  const crossRegion = { crossRegionRestore: 'Enabled', immutability: 'Unlocked' } as const;
  const westEurope = site(b, production, 'westeurope', 'weu', '10.1', crossRegion);
  westEuropeReplicated(b, westEurope);
  westEuropeExposed(b, westEurope, elsewhere);
  unitedKingdom(b, site(b, production, 'uksouth', 'uks', '10.2', { immutability: 'Unlocked', classicAlerts: 'Enabled' }));
  unitedStates(b, site(b, production, 'eastus', 'eus', '10.3', { redundancy: 'LocallyRedundant', immutability: 'Locked' }));
  productionAccounts(b, westEurope);

  const devWest = site(b, dev, 'westeurope', 'devweu', '10.4');
  devWestEurope(b, devWest, sharedVault(b, shared, devWest));
  devGermany(b, site(b, dev, 'germanywestcentral', 'gwc', '10.5', { redundancy: 'ZoneRedundant', softDelete: 'Disabled' }));

  const sharedNorth = site(b, shared, 'northeurope', 'neu', '10.6', { crossRegionRestore: 'Enabled', immutability: 'Disabled' });
  sharedNorthEurope(b, sharedNorth);
  const sweden = site(b, shared, 'swedencentral', 'sec', '10.7', { ...crossRegion, immutability: 'Locked' });
  sharedSweden(b, sweden);
  sharedArchive(b, sweden);
  sharedUnitedKingdom(b, site(b, shared, 'uksouth', 'shareduks', '10.8', crossRegion));
  otherAccounts(b, devWest, sharedNorth);

  watchedSubscriptions(b, westEurope, devWest, sharedNorth);

  return [
    { id: production, displayName: 'Contoso Production' },
    { id: dev, displayName: 'Contoso Dev' },
    { id: shared, displayName: 'Contoso Shared Services' },
  ];
}
