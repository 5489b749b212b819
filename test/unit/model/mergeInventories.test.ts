import { expect, test } from 'vitest';
import { mergeInventories } from '../../../src/model/mergeInventories.ts';
import { inventoryOf, itemOf, machine, smallInventory } from '../editor/smallInventory.ts';

test('one inventory stays itself', () => {
  expect(mergeInventories([smallInventory])).toBe(smallInventory);
});

test('two sign-ins make one estate: nothing twice, nothing lost, as old as the older', () => {
  const shared = machine('s1', 'a', 'westeurope');
  const own = machine('s3', 'b', 'westeurope');
  const later = new Date(smallInventory.takenAt.getTime() + 1000);
  const first = inventoryOf([shared], [itemOf(shared)], { otherItems: 2, clockSkewMs: 5 });
  const second = inventoryOf([shared, own], [itemOf(own)], {
    takenAt: later,
    subscriptions: [{ id: 's3', name: 'Other' }],
    otherItems: 1,
    gaps: smallInventory.gaps,
  });
  const merged = mergeInventories([first, second]);
  expect(merged.machines).toEqual([shared, own]);
  expect(merged.protectedItems.map(({ sourceId }) => sourceId)).toEqual([shared.id, own.id]);
  expect(merged.subscriptions.map(({ id }) => id)).toEqual(['s1', 's2', 's3']);
  expect(merged.vaults).toHaveLength(1);
  expect([merged.otherItems, merged.gaps, merged.takenAt, merged.clockSkewMs]).toEqual([3, smallInventory.gaps, smallInventory.takenAt, 5]);
  // Every table is there.
  expect(Object.keys(merged).toSorted()).toEqual(Object.keys(first).toSorted());
  expect(mergeInventories([second, first]).machines).toHaveLength(2);
});

test('what one sign-in could not read again counts as the other has read it', () => {
  const shared = machine('s1', 'a', 'westeurope');
  const old = inventoryOf([{ ...shared, asOf: new Date(0) }], []);
  const fresh = inventoryOf([shared], []);
  expect(mergeInventories([old, fresh]).machines).toEqual([shared]);
  expect(mergeInventories([fresh, old]).machines).toEqual([shared]);
  expect(mergeInventories([old, old]).machines).toEqual(old.machines);
});
