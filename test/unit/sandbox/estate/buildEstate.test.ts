import { describe, expect, it } from 'vitest';
import { buildEstate, type Estate, type EstateOptions } from '../../../../src/sandbox/estate/buildEstate.ts';
import type { ArmResource } from '../../../../src/sandbox/resource.ts';
import { danglingIds, idsIn } from './references.ts';

const now = new Date('2026-09-14T08:20:00Z');
const build = (options: Partial<EstateOptions> = {}): Estate => buildEstate({ seed: 1, now, ...options });
const ofType = (estate: Estate, type: string): ArmResource[] => estate.resources.filter((resource) => resource.type === type);
const machines = 'Microsoft.Compute/virtualMachines';
const items = 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems';

const story = build();
const sizes: readonly Partial<EstateOptions>[] = [
  {},
  { vms: 200, subscriptions: 4 },
  { vms: 1, subscriptions: 1 },
  { vms: 7, subscriptions: 9 },
];

describe('every estate', () => {
  it.each(sizes)('is the same, byte for byte, for the same seed and hour: %o', (size) => {
    const again = build({ ...size, now: new Date('2026-09-14T08:59:59Z') });
    expect(JSON.stringify(again)).toBe(JSON.stringify(build(size)));
    expect(JSON.stringify(build({ ...size, seed: 2 }))).not.toBe(JSON.stringify(again));
    expect(JSON.stringify(build({ ...size, now: new Date('2026-09-14T09:00:00Z') }))).not.toBe(JSON.stringify(again));
  });

  it.each(sizes)('has well-formed ids, each once, in its own subscriptions: %o', (size) => {
    const estate = build(size);
    const own = new Set(estate.subscriptions.map(({ id }) => id));
    for (const { id, name, type } of estate.resources.filter(isInGroup)) {
      expect(id).toMatch(
        /^\/[Ss]ubscriptions\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\/resourceGroups\/[\w.()-]+(\/providers\/[\w./;-]+)?$/,
      );
      expect(own).toContain(id.split('/')[2]);
      expect(id.endsWith(`/${name}`)).toBe(true);
      if (id.includes('/providers/')) expect(typesOf(id)).toBe(type);
    }
    expect(new Set(estate.resources.map(({ id }) => id.toLowerCase())).size).toBe(estate.resources.length);
  });

  it.each(sizes)('has a resource group for everything: %o', (size) => {
    const estate = build(size);
    const groups = new Set(ofType(estate, 'Microsoft.Resources/resourceGroups').map(({ id }) => id.toLowerCase()));
    for (const { id } of estate.resources.filter(isInGroup)) expect(groups).toContain(id.toLowerCase().split('/').slice(0, 5).join('/'));
  });

  it.each(sizes.slice(1))('refers to nothing that is not there: %o', (size) => {
    expect(danglingIds(build(size))).toEqual([]);
  });

  it.each(sizes)('names as replicating items that are there, and have a figure: %o', (size) => {
    const estate = build(size);
    const known = new Map(ofType(estate, items).map((item) => [item.id, item]));
    for (const id of estate.replicating) {
      const details = known.get(id)?.properties?.['providerSpecificDetails'] as { rpoInSeconds: unknown } | undefined;
      expect(details?.rpoInSeconds).toBeTypeOf('number');
    }
    expect(new Set(estate.replicating).size).toBe(estate.replicating.length);
  });
});

describe('the default estate', () => {
  it('has at least 60 machines in 3 subscriptions and 5 regions', () => {
    const sources = ofType(story, machines);
    expect(story.subscriptions.map(({ displayName }) => displayName)).toEqual([
      'Contoso Production',
      'Contoso Dev',
      'Contoso Shared Services',
    ]);
    expect(sources.length).toBeGreaterThanOrEqual(60);
    expect(new Set(sources.map(({ location }) => location)).size).toBeGreaterThanOrEqual(5);
    for (const { id } of story.subscriptions) expect(sources.some((machine) => machine.id.includes(id))).toBe(true);
  });

  it('leaves only the planned references open: what is gone, and a vault that cannot be read', () => {
    const open = danglingIds(story).map((id) => id.replace(/^\/subscriptions\/[^/]+\/resourcegroups\//, ''));
    const machineOf = (id: string): string => /^rg-(dev|erp)-weu\/.*\/(dev-old-01|crm-01)(-nic|_|$)/.exec(id)?.[2] ?? id;
    expect([...new Set(open.map(machineOf))].toSorted()).toEqual([
      'crm-01',
      'dev-old-01',
      expect.stringMatching(/^rg-group-dr\/.*\/vaults\/rsv-group-dr\/.*\/replicationprotecteditems\/legacy-9$/),
      'rg-recovered-dr-neu/providers/microsoft.network/publicipaddresses/app-06-pip',
      'rg-rsv-dr-ukw/providers/microsoft.automation/automationaccounts/aa-dr-ukw/runbooks/open-shop',
    ]);
  });

  it('spells ids as Site Recovery does', () => {
    for (const { id, properties } of ofType(story, items)) {
      const details = properties?.['providerSpecificDetails'] as { fabricObjectId: string; protectedManagedDisks: { diskId: string }[] };
      expect(id).toMatch(/^\/Subscriptions\//);
      expect(details.fabricObjectId).toBe(details.fabricObjectId.toLowerCase());
      for (const { diskId } of details.protectedManagedDisks) expect(diskId).toBe(diskId.toLowerCase());
    }
    expect(idsIn(story.resources).length).toBeGreaterThan(1000);
  });
});

describe('a generated estate', () => {
  it('is the benchmark, and quickly so', { timeout: 20_000 }, () => {
    const start = performance.now();
    const estate = build({ vms: 10_000, subscriptions: 100 });
    expect(performance.now() - start).toBeLessThan(10_000);
    const perSubscription = new Map(estate.subscriptions.map(({ id }) => [id, 0]));
    for (const { id } of ofType(estate, machines)) {
      const subscription = id.split('/')[2] ?? '';
      perSubscription.set(subscription, (perSubscription.get(subscription) ?? 0) + 1);
    }
    const counts = [...perSubscription.values()];
    const expected = [...Array(5).fill(800), ...Array(15).fill(200), ...Array(40).fill(38), ...Array(40).fill(37)];
    expect(counts).toEqual(expected);
    expect(ofType(estate, 'Microsoft.Compute/disks')).toHaveLength(25_000);
    expect(ofType(estate, 'Microsoft.Storage/storageAccounts')).toHaveLength(2_000);
    expect(ofType(estate, 'Microsoft.RecoveryServices/vaults')).toHaveLength(50);
    expect(ofType(estate, items)).toHaveLength(3_000);
    expect(ofType(estate, 'Microsoft.Resources/links')).toHaveLength(3_000);
    expect(ofType(estate, 'Microsoft.Network/networkInterfaces')).toHaveLength(10_000);
  });

  it.each([
    { vms: 200, subscriptions: 4, storageAccounts: 40, accounts: 40 },
    { vms: 200, subscriptions: 4, storageAccounts: undefined, accounts: 40 },
    { vms: 1_000, subscriptions: undefined, storageAccounts: 7, accounts: 7 },
  ])('has the size that was asked for: %o', ({ accounts, ...size }) => {
    const estate = build(size);
    expect(ofType(estate, machines)).toHaveLength(size.vms);
    expect(estate.subscriptions).toHaveLength(size.subscriptions ?? size.vms / 100);
    expect(ofType(estate, 'Microsoft.Storage/storageAccounts')).toHaveLength(accounts);
    expect(ofType(estate, 'Microsoft.Compute/disks')).toHaveLength(size.vms * 2.5);
    expect(ofType(estate, items)).toHaveLength(size.vms * 0.3);
  });
});

/** All but the quotas of a subscription in a region. */
function isInGroup({ type }: ArmResource): boolean {
  return type !== 'Microsoft.Quota/quotas';
}

/** Microsoft.Compute/virtualMachines/extensions of an id: the chain of types after the last `providers`. */
function typesOf(id: string): string {
  const segments = id.slice(id.lastIndexOf('/providers/') + '/providers/'.length).split('/');
  return [segments[0], ...segments.slice(1).filter((_, i) => i % 2 === 0)].join('/');
}
