import { describe, expect, it } from 'vitest';
import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { detailKinds, type Detail, type Details } from '../../src/model/details.ts';
import type { Gap, Inventory } from '../../src/model/inventory.ts';
import { assess } from '../../src/readiness/assess.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import { allRules } from '../../src/readiness/rules/allRules.ts';
import { createSandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';

/** The default estate, in which every rule has hits, read without one kind of fact after the other. */
const sandbox = createSandbox({ clock: 'manual', start: new Date('2026-09-14T08:00:00Z'), seed: 1 });
const estate = await readInventory(
  sandboxConnection(
    sandboxHttpClient((request) => sandbox.handle(request)),
    { kind: 'sandbox', label: 'Sandbox' },
  ),
);

type Row = Readonly<Record<string, unknown>>;

/** What every row has, as its type says; without it there would be no row. */
const always: Readonly<Record<string, readonly string[]>> = {
  machines: ['location', 'nicIds', 'priority', 'ephemeralOsDisk'],
  resourceGroups: ['location'],
  regions: ['displayName', 'zones'],
  storageAccounts: ['location'],
  networkInterfaces: ['location', 'configurations', 'privateAddresses'],
  protectedItems: ['vaultId', 'friendlyName', 'containerId'],
  backupItems: ['vaultId'],
  links: ['machineId'],
};
const identity = new Set(['id', 'azureId', 'name', 'tags']);

function isRows(value: unknown): value is readonly Row[] {
  return Array.isArray(value) && value.length > 0;
}

const isTable = (missing: string): boolean => Array.isArray(estate[missing as keyof Inventory]);

/** By what is missing: the estate without it. */
function* incomplete(): Generator<readonly [string, Inventory]> {
  for (const [table, rows] of Object.entries(estate)) {
    if (!isRows(rows) || table === 'subscriptions') continue;
    const gap: Gap = { table: table as Gap['table'], scope: undefined, reason: 'denied', detail: 'AuthorizationFailed' };
    yield [table, { ...estate, [table]: [], gaps: [gap] }];
    const facts = new Set(rows.flatMap((row) => Object.keys(row)));
    for (const fact of facts) {
      if (identity.has(fact) || always[table]?.includes(fact)) continue;
      yield [`${table}.${fact}`, { ...estate, [table]: rows.map((row) => Object.assign({}, row, { [fact]: undefined })) }];
    }
  }
  for (const kind of detailKinds) {
    const read: Details[typeof kind] = estate.details![kind];
    const denied = new Map(
      [...read.keys()].map((id): [typeof id, Detail<never>] => [id, { failure: 'denied', detail: 'AuthorizationFailed' }]),
    );
    yield [kind, { ...estate, details: { ...estate.details!, [kind]: denied } }];
  }
}

interface Judged {
  readonly failed: ReadonlySet<string>;
  readonly unknown: ReadonlySet<string>;
}
function judged(inventory: Inventory): Judged {
  const { findings, unknown } = assess(inventory, defaultPolicy, estate.takenAt);
  const key = ({ rule, resourceId = '' }: { readonly rule: string; readonly resourceId?: string | undefined }): string =>
    `${rule} ${resourceId}`;
  return { failed: new Set(findings.map(key)), unknown: new Set(unknown.map(key)) };
}

const whole = judged(estate);
const without = [...incomplete()].map(([missing, inventory]) => [missing, judged(inventory)] as const);
const ruleOf = (key: string): string => key.split(' ')[0]!;

/** What each rule cannot decide without, beyond what the whole estate leaves open. */
const deciding = new Map(
  allRules.map(({ id }) => [
    id,
    without.flatMap(([missing, { unknown }]) =>
      [...unknown].some((key) => ruleOf(key) === id && !whole.unknown.has(key)) ? [missing] : [],
    ),
  ]),
);

/** Facts without which a rule has no subject: another one tells that they are missing, of the machine or of the item. */
const told: Readonly<Record<string, readonly string[]>> = {
  'machines.disks': ['DR-VM-014'],
  'protectedItems.sourceId': ['DR-VLT-006', 'DR-VM-001'],
  'protectedItems.policyId': ['DR-VM-004'],
  'protectedItems.sourceLocation': ['DR-VM-006'],
  'protectedItems.disks': ['DR-VM-007'],
};

describe('a fact that is missing', () => {
  it.each([...deciding])('%s says unknown', (_, facts) => {
    expect(facts).not.toEqual([]);
  });
  it('by rule', async () => {
    const lines = [...deciding].map(([rule, facts]) => `${rule}: ${facts.join(', ')}\n`);
    await expect(lines.join('')).toMatchFileSnapshot('golden/missing-facts.txt');
  });
  it.each(without.filter(([missing]) => !isTable(missing)))(
    '%s: nothing that was wrong is silently right',
    (missing, { failed, unknown }) => {
      const silent = [...whole.failed].filter((key) => !failed.has(key) && !unknown.has(key));
      if (told[missing] === undefined) expect(silent).toEqual([]);
      else expect(told[missing].filter((rule) => deciding.get(rule)?.includes(missing) !== true)).toEqual([]);
    },
  );
});
