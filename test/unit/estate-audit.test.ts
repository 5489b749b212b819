import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { assess } from '../../src/readiness/assess.ts';
import type { Assessment } from '../../src/readiness/assessment.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import { allRules } from '../../src/readiness/rules/allRules.ts';
import { createSandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import { readEstatePage } from './sandbox/estate/estatePage.ts';

const page = readEstatePage(readFileSync(new URL('../../docs/estate.md', import.meta.url), 'utf8'));

let assessment: Assessment;

/** The page holds all through an hour: here at its beginning, and with another seed at its end. */
describe.each([
  { start: new Date('2026-09-14T08:00:00Z'), seed: 1 },
  { start: new Date('2027-02-28T23:59:59Z'), seed: 99 },
])('docs/estate.md and the audit of the default estate: %o', ({ start, seed }) => {
  beforeAll(async () => {
    const sandbox = createSandbox({ clock: 'manual', start, seed });
    const client = sandboxHttpClient((request) => sandbox.handle(request));
    const inventory = await readInventory(sandboxConnection(client, { kind: 'sandbox', label: 'Sandbox' }));
    assessment = assess(inventory, defaultPolicy, inventory.takenAt);
  }, 60_000);

  it('reads the estate whole', () => {
    expect(assessment.inventory.gaps).toEqual([]);
    expect(assessment.partial).toBe(false);
  });

  it('agrees on every machine: its region, its state, its recovery', () => {
    const audited = assessment.machines.map(({ azureId, location, state, recovery }) => ({
      name: pathOf(azureId),
      location,
      state,
      recovery,
    }));
    expect(byName(audited)).toEqual(byName(page.machines));
  });

  it('names every rule once', () => {
    expect(page.rules.map(({ id }) => id).toSorted()).toEqual(allRules.map(({ id }) => id).toSorted());
  });

  it.each(page.rules)('$id: the hits, and no others', ({ id, hits }) => {
    expect(hits.length).toBeGreaterThan(0);
    expect(foundBy(id).toSorted()).toEqual([...hits].toSorted());
  });

  it.each(page.rules)('$id: near misses are things of the estate, and clean', ({ id, nearMisses }) => {
    expect(nearMisses.length).toBeGreaterThan(0);
    const known = namesOfAll();
    expect(nearMisses.filter((name) => !known.has(name))).toEqual([]);
    const found = new Set(foundBy(id));
    expect(nearMisses.filter((name) => found.has(name))).toEqual([]);
  });

  it('leaves nothing undecided but what the hidden vault hides', () => {
    expect(assessment.unknown.map(({ rule, resourceId }) => [rule, resourceId && pathOf(resourceId)])).toEqual([
      ['DR-VM-001', 'rg-legacy-weu/legacy-9'],
    ]);
  });

  it('shows what Site Recovery made as companions, never as machines', () => {
    const made = assessment.companions.filter(({ role }) => role === 'testMachine' || role === 'recoveryMachine');
    expect(made.map(({ azureId, role }) => `${role} ${nameOf(azureId)}`).toSorted()).toEqual([
      'recoveryMachine crm-01',
      'recoveryMachine erp-01',
      'recoveryMachine erp-02',
      'recoveryMachine erp-03',
      'recoveryMachine erp-04',
      'testMachine app-07-test',
      'testMachine app-08-test',
    ]);
    expect(assessment.companions.filter(({ role }) => role === 'testDisk')).toHaveLength(4);
    expect(assessment.companions.filter(({ byName: hint }) => hint)).toEqual([]);
  });
});

/** As the page names them, each once: machines as `group/name`, disks by their machine, all else by its name. */
function foundBy(rule: string): string[] {
  const { machines: all, subscriptions } = assessment.inventory;
  const machines = new Map(assessment.machines.map(({ id, azureId }) => [id, azureId]));
  const machineOf = new Map(all.flatMap(({ id, disks = [] }) => disks.map((disk) => [disk.id, id])));
  const displayNames = new Map<string, string>(subscriptions.map(({ id, name }) => [`/subscriptions/${id}`, name]));
  const found = assessment.findings.filter((finding) => finding.rule === rule);
  const nameOfSubject = ({ subject, resourceId }: (typeof found)[number]): string => {
    const machine = machines.get(machineOf.get(subject) ?? subject);
    return machine === undefined ? (displayNames.get(subject) ?? nameOf(resourceId)) : pathOf(machine);
  };
  return [...new Set(found.map(nameOfSubject))];
}

function namesOfAll(): Set<string> {
  const { vaults, storageAccounts, recoveryPlans, protectedItems, replicationPolicies, subscriptions } = assessment.inventory;
  return new Set([
    ...assessment.machines.map(({ azureId }) => pathOf(azureId)),
    ...[...vaults, ...storageAccounts, ...recoveryPlans, ...protectedItems, ...replicationPolicies].map(({ azureId }) => nameOf(azureId)),
    ...subscriptions.map(({ name }) => name),
    // Places: a subscription in a region.
    ...protectedItems.flatMap(({ sourceLocation, targetLocation }) => [sourceLocation ?? '', targetLocation ?? '']),
  ]);
}

function pathOf(azureId: string): string {
  return `${azureId.split('/')[4]}/${nameOf(azureId)}`;
}

function nameOf(azureId: string): string {
  return azureId.slice(azureId.lastIndexOf('/') + 1);
}

function byName<Row extends { readonly name: string }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
