import { expect, test } from 'vitest';
import { keepUnread } from '../../../../src/azure/inventory/keepUnread.ts';
import type { Gap, Inventory, TableName } from '../../../../src/model/inventory.ts';
import { inventoryOf, itemOf, machine, takenAt } from '../../editor/smallInventory.ts';

const [mine, other] = [machine('s1', 'mine', 'westeurope'), machine('s2', 'other', 'westeurope')];
const before = inventoryOf([mine, other], [itemOf(mine), itemOf(other)]);
const vaultId = before.vaults[0]!.id;
const later = new Date(takenAt.getTime() + 3_600_000);

/** An hour later, without the rows of some tables that failed to be read. */
function reading(gaps: readonly Gap[], with_: Partial<Inventory> = {}): Inventory {
  return { ...before, takenAt: later, gaps, ...with_ };
}

function gap(table: TableName, scope: string | undefined, reason: Gap['reason'] = 'failed'): Gap {
  return { table, scope, reason, detail: 'No answer.' };
}

const names = (rows: readonly { readonly name: string; readonly asOf?: Date }[]): readonly string[] =>
  rows.map(({ name, asOf }) => `${name} ${asOf?.toISOString().slice(11, 16) ?? 'new'}`).toSorted();

test('machines of a subscription whose list failed stay, with the time at which they were read; gaps and all else are as they are now', async () => {
  const gaps = [gap('machines', 's2'), gap('disks', 's2')];
  const fresh = reading(gaps, { machines: [mine], disks: before.disks.filter(({ id }) => id.startsWith('/subscriptions/s1/')) });
  const kept = await keepUnread(fresh, before);
  expect(names(kept.machines)).toEqual(['mine new', 'other 08:00']);
  expect(names(kept.disks)).toEqual(['mine-os new', 'other-os 08:00']);
  expect({ ...kept, machines: fresh.machines, disks: fresh.disks }).toEqual(fresh);
});

test('what is old already keeps its own time', async () => {
  const fresh = reading([gap('machines', 's2')], { machines: [mine] });
  const once = await keepUnread(fresh, before);
  const twice = await keepUnread({ ...fresh, takenAt: new Date(later.getTime() + 3_600_000) }, once);
  expect(names(twice.machines)).toEqual(['mine new', 'other 08:00']);
});

test('a row that was read all the same is the new one', async () => {
  const changed = { ...other, size: 'Standard_D4s_v5' };
  const kept = await keepUnread(reading([gap('machines', 's2')], { machines: [mine, changed] }), before);
  expect(kept.machines).toEqual([mine, changed]);
});

test.each([
  ['the list answers: the machine is gone', []],
  ['a role is missing: that is no outage', [gap('machines', 's2', 'denied')]],
  ['pages did not add up: the machine may be gone', [gap('machines', undefined, 'incomplete')]],
  ['another table failed', [gap('storageAccounts', 's2')]],
  ['another subscription failed', [gap('machines', 's1')]],
  ['the subscription is listed no more', [gap('subscriptions', 's2', 'denied')]],
  ['one of the subscriptions is denied, and none is listed', [gap('machines', undefined), gap('machines', 's2', 'denied')]],
])('nothing is kept where %s', async (_, gaps) => {
  expect(names((await keepUnread(reading(gaps, { machines: [mine] }), before)).machines)).toEqual(['mine new']);
});

test('where subscriptions could not be listed, any of them may be missing', async () => {
  expect(names((await keepUnread(reading([gap('machines', undefined)], { machines: [] }), before)).machines)).toEqual([
    'mine 08:00',
    'other 08:00',
  ]);
});

test.each([
  ['its vault', vaultId],
  ['the vaults of its subscription', 's1'],
  ['its vault, in capitals', vaultId.toUpperCase()],
])('items stay where the list of %s failed', async (_, scope) => {
  const kept = await keepUnread(reading([gap('protectedItems', scope)], { protectedItems: [] }), before);
  expect(names(kept.protectedItems)).toEqual(['mine 08:00', 'other 08:00']);
});
