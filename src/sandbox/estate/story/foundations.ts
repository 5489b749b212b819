import { backupPolicy } from '../backupItem.ts';
import type { EstateBuilder } from '../estateBuilder.ts';
import { virtualNetwork, type Network } from '../network.ts';
import { resourceGroup, type Place } from '../place.ts';
import { automationAccount, replicationPair, replicationPolicy, type ReplicationPair } from '../replicationPair.ts';
import { storageAccount, type AccountOptions } from '../storageAccount.ts';
import { vault, type Vault, type VaultOptions } from '../vault.ts';

/** What one side of a story needs to place its machines. */
export interface Site {
  readonly subscription: string;
  readonly location: string;
  readonly network: Network;
  readonly backup: Vault | undefined;
}

const subnets = ['snet-app'];

/** A resource group of a site. */
export function groupOfSite(b: EstateBuilder, { subscription, location }: Pick<Site, 'subscription' | 'location'>, group: string): Place {
  return resourceGroup(b, { subscription, group, location });
}

export function site(b: EstateBuilder, subscription: string, location: string, short: string, prefix: string, backup?: VaultOptions): Site {
  const network = virtualNetwork(b, groupOfSite(b, { subscription, location }, `rg-network-${short}`), `vnet-${short}`, prefix, subnets);
  return { subscription, location, network, backup: backup && backupVault(b, { subscription, location }, short, backup) };
}

function backupVault(b: EstateBuilder, at: Pick<Site, 'subscription' | 'location'>, short: string, options: VaultOptions): Vault {
  const made = vault(b, groupOfSite(b, at, `rg-backup-${short}`), `rsv-backup-${short}`, options);
  // One region's backups are kept for a week only.
  backupPolicy(b, made, short === 'uks' ? 7 : undefined);
  return made;
}

export interface RecoverySite {
  readonly subscription: string;
  /** Name of the vault; its group, network and cache account are named after it. */
  readonly vault: string;
  readonly vaultLocation: string;
  /** Where the vault's group is, if not with the vault. */
  readonly vaultGroupLocation?: string;
  readonly vaultOptions?: VaultOptions;
  readonly to: string;
  /** Where the group of the recovered machines is, if not in the target region. */
  readonly targetGroupLocation?: string;
  readonly prefix: string;
  /** Of the failover network; undefined: Azure's. */
  readonly dnsServers?: readonly string[];
  readonly thresholdMinutes: number;
  /** How long recovery points are kept, if not for 24 hours. */
  readonly retentionHours?: number;
  readonly autoUpdate?: boolean;
  readonly cacheSku?: 'Standard_LRS' | 'Standard_ZRS';
  readonly cacheOptions?: AccountOptions;
}

/** A vault with everything that replication from a site to another region needs. */
export function recoverySite(b: EstateBuilder, from: Site, options: RecoverySite): ReplicationPair {
  const { subscription, to } = options;
  const short = options.vault.replace(/^rsv-/, '');
  const vaultPlace = groupOfSite(b, { subscription, location: options.vaultGroupLocation ?? options.vaultLocation }, `rg-${options.vault}`);
  const made = vault(b, { ...vaultPlace, location: options.vaultLocation }, options.vault, options.vaultOptions);
  const autoUpdate = options.autoUpdate ?? true;
  if (autoUpdate) automationAccount(b, made);
  const targetGroup = groupOfSite(b, { subscription, location: options.targetGroupLocation ?? to }, `rg-recovered-${short}`);
  const cachePlace = { ...vaultPlace, location: from.location };
  return replicationPair(b, made, {
    from: from.location,
    to,
    policy: replicationPolicy(b, made, options.thresholdMinutes, options.retentionHours),
    autoUpdate,
    cacheAccountId: storageAccount(
      b,
      cachePlace,
      `${options.vault.replaceAll('-', '')}asrcache`,
      options.cacheSku ?? 'Standard_LRS',
      options.cacheOptions,
    ),
    targetGroup,
    sourceNetwork: from.network,
    targetNetwork:
      to === from.location
        ? from.network
        : virtualNetwork(b, { ...targetGroup, location: to }, `vnet-${short}`, options.prefix, subnets, options.dnsServers),
  });
}
