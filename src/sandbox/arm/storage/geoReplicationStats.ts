import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';
import { isGeoRedundant, skuName, type AccountProperties } from './accountBody.ts';

/** [GAP] Lag of a healthy secondary: Microsoft says "typically less than 15 minutes". */
const LAG_MINUTES = 4;

export interface GeoReplicationStats {
  readonly status: 'Live' | 'Bootstrap' | 'Unavailable';
  readonly lastSyncTime?: string;
  readonly canFailover: boolean;
  readonly canPlannedFailover: boolean;
  readonly postFailoverRedundancy: 'Standard_LRS' | 'Standard_ZRS';
  readonly postPlannedFailoverRedundancy: string;
}

/**
 * Of a geo-redundant account; undefined for others. Seeded figures (`properties.geoReplicationStats`) win. While the primary's region
 * is down, the last sync stands still.
 */
export function geoReplicationStats(world: World, account: ArmResource): GeoReplicationStats | undefined {
  const sku = skuName(account);
  const { secondaryLocation, geoReplicationStats: seeded, primaryLocation } = (account.properties ?? {}) as AccountProperties;
  const primary = primaryLocation ?? account.location ?? '';
  if (!isGeoRedundant(sku) || secondaryLocation === undefined) return undefined;
  const down = world.outages.isDown(secondaryLocation);
  const primaryDown = world.outages.isDown(primary);
  const synced = world.outages.downSince(primary) ?? world.outages.downSince(secondaryLocation);
  const lastSync = new Date((synced ?? world.clock.now()).getTime() - LAG_MINUTES * 60_000);
  return {
    status: down || primaryDown ? 'Unavailable' : 'Live',
    lastSyncTime: `${lastSync.toISOString().slice(0, 19)}Z`,
    canFailover: !down,
    canPlannedFailover: !down && !primaryDown,
    postFailoverRedundancy: /GZRS/.test(sku) ? 'Standard_ZRS' : 'Standard_LRS',
    postPlannedFailoverRedundancy: sku.replace('RAG', 'G'),
    ...seeded,
  };
}

/** The account as it is shown without `$expand=geoReplicationStats`: the figures are in no other answer. */
export function withoutGeoReplicationStats(account: ArmResource): ArmResource {
  if (account.properties?.['geoReplicationStats'] === undefined) return account;
  const { geoReplicationStats: _stats, ...properties } = account.properties;
  return { ...account, properties };
}
