import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import { DiskRows } from '../../../src/readiness/diskRows.ts';
import { disk } from './facts.ts';

test('every disk is found by its id and no other one, in whatever order they come and are asked for', () => {
  const ids = fc.uniqueArray(
    fc.tuple(
      fc.constantFrom('/subscriptions/s/resourceGroups/a', '/subscriptions/s/resourceGroups/ab', '/subscriptions/s', ''),
      fc.nat(60),
    ),
    { maxLength: 80, selector: ([group, name]) => `${group}/${name}` },
  );
  fc.assert(
    fc.property(ids, fc.array(fc.nat(200), { maxLength: 200 }), (places, asked) => {
      const all = places.map(([group, name]) => toArmId(`${group}/providers/Microsoft.Compute/disks/disk-${name}`));
      const there = all.filter((_, at) => at % 5 > 0);
      const rows = new DiskRows();
      for (const id of there) rows.add({ ...disk('any'), id });
      for (const at of asked) {
        const id = all[at % all.length];
        if (id !== undefined) expect(rows.get(id)?.id).toBe(there.includes(id) ? id : undefined);
      }
    }),
  );
});
