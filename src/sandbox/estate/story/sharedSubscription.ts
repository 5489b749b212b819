import type { EstateBuilder } from '../estateBuilder.ts';
import type { ReplicationPair } from '../replicationPair.ts';
import { crewOf } from './crew.ts';
import { groupOfSite, recoverySite, type Site } from './foundations.ts';
import { hostileTags } from './hostileTags.ts';

/** The vault of the shared subscription that replicates machines of development. */
export function sharedVault(b: EstateBuilder, subscription: string, from: Site): ReplicationPair {
  return recoverySite(b, from, {
    subscription,
    vault: 'rsv-dr-shared',
    vaultLocation: 'northeurope',
    to: 'northeurope',
    prefix: '10.105',
    thresholdMinutes: 60,
    retentionHours: 4,
  });
}

/** Shared services in North Europe, replicated to West Europe. */
export function sharedNorthEurope(b: EstateBuilder, site: Site): void {
  const pair = recoverySite(b, site, {
    subscription: site.subscription,
    vault: 'rsv-dr-weu',
    vaultLocation: 'westeurope',
    to: 'westeurope',
    prefix: '10.106',
    // One in the region that would be lost, one beside the recovered machines.
    dnsServers: ['10.6.1.4', '10.106.1.10'],
    thresholdMinutes: 60,
  });
  const identity = groupOfSite(b, site, 'rg-identity-neu');
  const ops = groupOfSite(b, site, 'rg-ops-neu');
  const { make, covered } = crewOf(b, site);
  covered(pair, identity, 'dc-01', { drilledDaysAgo: 45 }, { os: 'Windows', zone: '1', size: 'Standard_D2s_v5' });
  covered(pair, identity, 'dc-02', { drilledDaysAgo: 45 }, { os: 'Windows', zone: '2', size: 'Standard_D2s_v5' });
  covered(pair, identity, 'dns-01', { drilledDaysAgo: 45, failoverTrouble: true, recovery: { subnet: 'snet-dns' } });
  covered(pair, ops, 'jump-01', { drilledDaysAgo: 45 }, { os: 'Windows', tags: hostileTags });
  make(ops, 'mon-01', { tags: hostileTags });
  make(ops, 'mon-02', { noBackup: true, securityType: 'ConfidentialVM', size: 'Standard_DC2as_v5' });
}

/** Shared services in Sweden: the vault is far away, its resource group is not. */
export function sharedSweden(b: EstateBuilder, site: Site): void {
  const pair = recoverySite(b, site, {
    subscription: site.subscription,
    vault: 'rsv-dr-sec',
    vaultLocation: 'northeurope',
    vaultGroupLocation: site.location,
    to: 'northeurope',
    prefix: '10.107',
    dnsServers: ['10.7.1.4'],
    thresholdMinutes: 60,
    cacheOptions: { firewall: 'closed' },
  });
  const sweden = groupOfSite(b, site, 'rg-files-sec');
  const { covered } = crewOf(b, site);
  covered(pair, sweden, 'se-files-01', { drilledDaysAgo: 80 }, { os: 'Windows' });
}

/** The archive in Sweden: few machines with very many disks, all through one old cache account. */
export function sharedArchive(b: EstateBuilder, site: Site): void {
  const pair = recoverySite(b, site, {
    subscription: site.subscription,
    vault: 'rsv-dr-arch',
    vaultLocation: 'northeurope',
    to: 'northeurope',
    prefix: '10.109',
    thresholdMinutes: 60,
    cacheOptions: { kind: 'Storage', softDelete: true },
  });
  const archive = groupOfSite(b, site, 'rg-archive-sec');
  const { covered } = crewOf(b, site);
  const disks = Array.from({ length: archiveDisks }, () => 'Premium_LRS');
  for (const name of ['arch-01', 'arch-02', 'arch-03', 'arch-04', 'arch-05']) {
    covered(pair, archive, name, { drilledDaysAgo: 30 }, { size: 'Standard_E16s_v5', zone: '1', disks });
  }
}

/** As many as the size takes. */
const archiveDisks = 32;

/** Shared services in UK South: recovered machines would go into a group of UK South. */
export function sharedUnitedKingdom(b: EstateBuilder, site: Site): void {
  const pair = recoverySite(b, site, {
    subscription: site.subscription,
    vault: 'rsv-dr-print',
    vaultLocation: 'ukwest',
    to: 'ukwest',
    targetGroupLocation: site.location,
    prefix: '10.108',
    thresholdMinutes: 60,
    vaultOptions: { alerts: 'Disabled' },
    cacheOptions: { withoutKeys: true },
  });
  const print = groupOfSite(b, site, 'rg-print-uks');
  const { covered } = crewOf(b, site);
  covered(pair, print, 'print-01', { drilledDaysAgo: 15 }, { os: 'Windows', size: 'Standard_D2s_v5' });
}
