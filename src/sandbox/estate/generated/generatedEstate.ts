import { actionGroup, alertProcessingRule, serviceHealthAlert } from '../alerts.ts';
import { backupItem, backupPolicy } from '../backupItem.ts';
import type { EstateBuilder, EstateSubscription } from '../estateBuilder.ts';
import { mobilityService, monitorAgent } from '../machineExtension.ts';
import { machine } from '../machine.ts';
import { seatsPerSubnet, takeSeat, virtualNetwork, type Network } from '../network.ts';
import { resourceGroup, type Place } from '../place.ts';
import { automationAccount, mapNetworks, replicationPair, replicationPolicy, type ReplicationPair } from '../replicationPair.ts';
import { storageAccount } from '../storageAccount.ts';
import { quota } from '../targetObjects.ts';
import { vault, type Vault } from '../vault.ts';
import { machinesPerSubscription, spread } from './shares.ts';
import { managedAmong, plainMachine, replicatedDisks, situationOf } from './situations.ts';

export interface GeneratedSize {
  readonly vms: number;
  readonly subscriptions: number | undefined;
  readonly storageAccounts: number | undefined;
}

/** Shares of the benchmark: 10,000 machines with 25,000 disks, 2,000 accounts, 50 vaults and 3,000 protected items. */
const machinesPerDefaultSubscription = 100;
const disksPerMachine = 2.5;
const accountsPerMachine = 0.2;
const vaultsPerMachine = 0.005;
const itemsPerMachine = 0.3;

/** One to replicate into, one for backups. */
const fewestVaults = 2;

const machinesPerGroup = 50;

/** Where a subscription's machines are, and where they go. */
const homes: readonly (readonly [from: string, to: string])[] = [
  ['westeurope', 'northeurope'],
  ['eastus', 'westus'],
  ['uksouth', 'ukwest'],
  ['germanywestcentral', 'francecentral'],
  ['southeastasia', 'eastasia'],
];

const roles = ['web', 'app', 'sql', 'erp', 'job', 'api', 'fs'];
const accountSkus = [
  'Standard_LRS',
  'Standard_RAGRS',
  'Standard_ZRS',
  'Standard_GZRS',
  'Standard_GRS',
  'Standard_LRS',
  'Standard_RAGZRS',
  'Premium_LRS',
];

/** An estate of a given size, with machines of every state in sensible shares. */
export function generatedEstate(b: EstateBuilder, size: GeneratedSize): EstateSubscription[] {
  const count = Math.max(1, size.subscriptions ?? Math.round(size.vms / machinesPerDefaultSubscription));
  const subscriptions = Array.from({ length: count }, (_, i) => ({
    id: b.guid(),
    displayName: `Contoso Unit ${unit(i)}`,
  }));
  const generator = new Generator(b, size, subscriptions);
  machinesPerSubscription(size.vms, count).forEach((machines, i) => generator.fill(i, machines));
  return subscriptions;
}

/** Counts through the whole estate, so that totals come out exactly whatever the subscriptions' sizes are. */
class Generator {
  readonly #b: EstateBuilder;
  readonly #size: GeneratedSize;
  readonly #subscriptions: readonly EstateSubscription[];
  readonly #items: number;
  readonly #managed: number;
  readonly #plainDisks: number;
  readonly #recoveryVaults: readonly Vault[];
  readonly #backupVaults: readonly Vault[];
  /** By number of the vault. */
  readonly #pairs = new Map<number, ReplicationPair>();
  readonly #accounts: number;
  #machinesDone = 0;
  #itemsDone = 0;
  #plainDone = 0;
  #managedDone = 0;
  #accountsDone = 0;

  constructor(b: EstateBuilder, size: GeneratedSize, subscriptions: readonly EstateSubscription[]) {
    this.#b = b;
    this.#size = size;
    this.#subscriptions = subscriptions;
    this.#items = Math.floor(size.vms * itemsPerMachine);
    const situations = Array.from({ length: this.#items }, (_, i) => situationOf(i));
    const plain = size.vms - this.#items - situations.filter(({ makesMachine }) => makesMachine).length;
    this.#managed = managedAmong(plain);
    const disks = Math.round(size.vms * disksPerMachine);
    this.#plainDisks = Math.max(this.#managed, disks - situations.reduce((sum, situation) => sum + situation.disks, 0));
    const vaults = Math.max(fewestVaults, Math.round(size.vms * vaultsPerMachine));
    this.#recoveryVaults = this.#makeVaults('rsv-dr', Math.ceil(vaults / 2), 1);
    this.#backupVaults = this.#makeVaults('rsv-backup', Math.floor(vaults / 2), 0);
    for (const made of this.#backupVaults) backupPolicy(b, made);
    const caches = Math.min(this.#recoveryVaults.length, subscriptions.length);
    this.#accounts = Math.max(0, (size.storageAccounts ?? Math.round(size.vms * accountsPerMachine)) - caches);
  }

  fill(at: number, machines: number): void {
    const b = this.#b;
    const number = at % this.#recoveryVaults.length;
    const [location] = homeOf(number);
    const subscription = this.#subscriptions[at]?.id ?? '';
    const network = virtualNetwork(
      b,
      resourceGroup(b, { subscription, group: 'rg-network', location }),
      `vnet-${unit(at)}`,
      `10.${at % 250}`,
      subnetsFor(machines),
    );
    const pair = this.#pairOf(number, at, subscription, network, machines);
    if (at % 2 === 0) this.#watch(subscription, location);
    const account = this.#fillAccounts(subscription, location, machines) ?? pair.cacheAccountId.replace(/^.*\//, '');

    const items = spreadBetween(this.#items, this.#size.vms, this.#machinesDone, machines);
    raiseQuota(b, subscription, homeOf(number)[1], items);
    const made = Array.from({ length: items }, (_, i) => situationOf(this.#itemsDone + i)).filter(
      ({ makesMachine }) => makesMachine,
    ).length;
    const sources = machines - made;
    this.#machinesDone += machines;
    let group: Place | undefined;
    for (let i = 0; i < sources; i++) {
      if (i % machinesPerGroup === 0 || !group) {
        group = resourceGroup(b, { subscription, group: `rg-app-${unit(i / machinesPerGroup)}`, location });
      }
      const name = `${roles[i % roles.length]}-${unit(at)}-${String(i + 1).padStart(4, '0')}`;
      this.#makeMachine({
        name,
        group,
        network,
        account,
        pair,
        replicate: spread(items, sources, i) > 0,
        vault: i % 2 === 0 ? this.#backupVaults[number] : undefined,
      });
    }
  }

  #makeMachine(plan: {
    name: string;
    group: Place;
    network: Network;
    account: string;
    pair: ReplicationPair;
    replicate: boolean;
    vault: Vault | undefined;
  }): void {
    const b = this.#b;
    const common = { name: plan.name, at: plan.group, seat: takeSeat(plan.network) };
    if (plan.replicate) {
      const os = this.#itemsDone % 3 === 0 ? 'Windows' : 'Linux';
      const source = machine(b, { ...common, os, disks: replicatedDisks, extensions: [mobilityService(os)] });
      situationOf(this.#itemsDone++).apply(b, plan.pair, source);
      if (plan.vault) backupItem(b, plan.vault, source);
      return;
    }
    const { unmanaged, ...spec } = plainMachine(this.#plainDone++);
    const disks = unmanaged ? [] : diskSkus(spread(this.#plainDisks, this.#managed, this.#managedDone++));
    const os = spec.os ?? 'Linux';
    const source = machine(b, {
      ...common,
      disks,
      ...(unmanaged ? { vhdAccounts: [plan.account] } : {}),
      extensions: spec.power === 'deallocated' ? [] : [monitorAgent(os)],
      ...spec,
    });
    if (plan.vault) backupItem(b, plan.vault, source);
  }

  /** Vaults of the side of their home: 0 where the machines are, 1 where they go. */
  #makeVaults(prefix: string, count: number, side: 0 | 1): Vault[] {
    return Array.from({ length: count }, (_, i) => {
      const name = `${prefix}-${unit(i)}`;
      const subscription = this.#subscriptions[i % this.#subscriptions.length]?.id ?? '';
      const place = resourceGroup(this.#b, { subscription, group: `rg-${name}`, location: homeOf(i)[side] });
      return vault(this.#b, place, name, side === 0 && i % 2 === 0 ? { crossRegionRestore: 'Enabled', immutability: 'Unlocked' } : {});
    });
  }

  /** The vault's pair of regions, with a group and a network of the subscription itself to recover into. */
  #pairOf(number: number, at: number, subscription: string, sourceNetwork: Network, machines: number): ReplicationPair {
    const b = this.#b;
    const [from, to] = homeOf(number);
    const targetGroup = resourceGroup(b, { subscription, group: 'rg-recovered', location: to });
    const targetNetwork = virtualNetwork(b, targetGroup, `vnet-recovery-${unit(at)}`, `172.${16 + (at % 16)}`, subnetsFor(machines));
    const known = this.#pairs.get(number);
    if (known) {
      const pair = { ...known, targetGroup, targetNetwork };
      mapNetworks(b, pair, sourceNetwork);
      return pair;
    }
    const made = this.#recoveryVaults[number];
    if (!made) throw new Error(`There is no vault ${number}.`);
    automationAccount(b, made);
    const pair = replicationPair(b, made, {
      from,
      to,
      policy: replicationPolicy(b, made, 0),
      autoUpdate: number % 5 !== 4,
      cacheAccountId: storageAccount(b, { ...made.at, location: from }, `${made.name.replaceAll('-', '')}asrcache`, 'Standard_LRS'),
      targetGroup,
      sourceNetwork,
      targetNetwork,
    });
    this.#pairs.set(number, pair);
    return pair;
  }

  /** Every second subscription tells its operators. */
  #watch(subscription: string, location: string): void {
    const b = this.#b;
    const place = resourceGroup(b, { subscription, group: 'rg-operations', location });
    const operators = actionGroup(b, place, 'ag-operators');
    serviceHealthAlert(b, place, 'service-health', operators);
    alertProcessingRule(b, place, 'tell-operators', operators);
  }

  /** Answers the name of the first one. */
  #fillAccounts(subscription: string, location: string, machines: number): string | undefined {
    const count = spreadBetween(this.#accounts, this.#size.vms, this.#machinesDone, machines);
    if (count === 0) return undefined;
    const place = resourceGroup(this.#b, { subscription, group: 'rg-storage', location });
    const names = Array.from({ length: count }, (_, i) => `stcontoso${String(this.#accountsDone + i + 1).padStart(6, '0')}`);
    for (const name of names) {
      const sku = accountSkus[this.#accountsDone++ % accountSkus.length] ?? 'Standard_LRS';
      storageAccount(this.#b, place, name, sku, sku.startsWith('Premium') ? { kind: 'BlockBlobStorage' } : {});
    }
    return names[0];
  }
}

/** Vcpus of the size that all machines have, and the usual limit of its family. */
const coresPerMachine = 4;
const usualLimit = 100;

/** Who replicates many machines has had the quota of the target region raised. */
function raiseQuota(b: EstateBuilder, subscription: string, location: string, items: number): void {
  const cores = Math.ceil(items * coresPerMachine * 1.5);
  if (cores <= usualLimit) return;
  for (const name of ['standardDSv5Family', 'cores']) quota(b, { subscription, location }, name, cores + usualLimit);
}

/** `001` of the first. */
function unit(at: number): string {
  return String(at + 1).padStart(3, '0');
}

function subnetsFor(machines: number): string[] {
  return Array.from({ length: Math.ceil(machines / seatsPerSubnet) + 1 }, (_, i) => `snet-${i + 1}`);
}

function homeOf(number: number): readonly [from: string, to: string] {
  return homes[number % homes.length] ?? ['westeurope', 'northeurope'];
}

/** How many of `count` things, spread evenly over `places`, fall on the `width` places from `start` on. */
function spreadBetween(count: number, places: number, start: number, width: number): number {
  return Math.floor(((start + width) * count) / places) - Math.floor((start * count) / places);
}

function diskSkus(count: number): string[] {
  return Array.from({ length: count }, (_, i) => (i === 0 ? 'Premium_LRS' : 'StandardSSD_LRS'));
}
