import { expect, test } from 'vitest';
import { readDetails } from '../../src/azure/inventory/readDetails.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { toArmId } from '../../src/model/armId.ts';
import { noDetails } from '../../src/model/details.ts';
import { withDetails } from '../../src/model/mergeDetails.ts';
import { assess } from '../../src/readiness/assess.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import { here, item, link, machine, openAzure } from './azureHarness.ts';

const [web, db, app] = [machine('web01'), machine('db01'), machine('app01')];
const appItem = item('app01-item', app.id);
const problem = { code: '150097', message: 'The size is not supported.', possibleCauses: 'x', recommendedAction: 'y' };
const estate = [
  web,
  db,
  app,
  appItem,
  link(app.id, appItem.id),
  {
    id: `${db.id}/providers/Microsoft.RecoveryServices/replicationEligibilityResults/default`,
    name: 'default',
    type: 'Microsoft.RecoveryServices/replicationEligibilityResults',
    properties: { errors: [problem] },
  },
];
const asked = /replicationEligibilityResults/;
const nothing = { machines: [], accounts: [], plans: [] };

test('at full depth, machines without a protected item are asked about', async () => {
  const { connection, sandbox } = openAzure(estate);
  const inventory = await readInventory(connection, { depth: 'full' });
  expect(inventory.depth).toBe('full');
  expect(inventory.details?.eligibility).toEqual(
    new Map([
      [toArmId(web.id), { value: [] }],
      [toArmId(db.id), { value: [{ code: '150097', message: 'The size is not supported.' }] }],
    ]),
  );
  expect(sandbox.control.requests().filter(({ path }) => asked.test(path))).toHaveLength(2);
});

test('what Site Recovery says stands in the evidence, and silences nothing', async () => {
  const { connection } = openAzure(estate);
  const inventory = await readInventory(connection);
  const { findings } = assess(inventory, defaultPolicy, inventory.takenAt);
  const found = findings.filter(({ rule }) => rule === 'DR-VM-001');
  expect(found.map(({ resourceId, severity }) => [resourceId, severity])).toEqual([
    [db.id, 'high'],
    [web.id, 'high'],
  ]);
  expect(found[0]?.evidence).toContainEqual({ property: 'replicationEligibilityResults', value: '150097: The size is not supported.' });
  expect(found[1]?.evidence.map(({ property }) => property)).not.toContain('replicationEligibilityResults');
});

test('at inventory depth nothing is asked', async () => {
  const { connection, sandbox } = openAzure(estate);
  expect(await readInventory(connection, { depth: 'inventory' })).toMatchObject({ depth: 'inventory' });
  expect(sandbox.control.requests().filter(({ path }) => asked.test(path))).toEqual([]);
});

test('a large estate is read at inventory depth unless asked otherwise', async () => {
  const many = Array.from({ length: 501 }, (_, index) => machine(`vm${index}`));
  const { connection } = openAzure(many);
  expect((await readInventory(connection)).depth).toBe('inventory');
  expect((await readInventory(connection, { depth: 'full' })).depth).toBe('full');
});

test('some machines by themselves: for rows that are visible', async () => {
  const { connection, sandbox } = openAzure(estate);
  const rows = await readInventory(connection, { depth: 'inventory' });
  const gone = toArmId(`${web.id}-gone`);
  const { eligibility } = await readDetails(connection, rows, { ...nothing, machines: [toArmId(web.id), gone] });
  expect(eligibility.get(toArmId(web.id))).toEqual({ value: [] });
  expect(eligibility.get(gone)).toMatchObject({ failure: 'failed' });
  expect(eligibility.size).toBe(2);
  const first = withDetails(rows, { ...noDetails, eligibility });
  expect(first.gaps).toMatchObject([{ table: 'eligibility', scope: here, reason: 'failed' }]);
  const again = await readDetails(connection, first, { ...nothing, machines: [toArmId(web.id), toArmId(db.id)] });
  expect([...again.eligibility.keys()]).toEqual([toArmId(db.id)]);
  expect(sandbox.control.requests().filter(({ path }) => asked.test(path))).toHaveLength(3);
});

test('more machines than one bucket holds are asked about without a refusal, and cancelling ends it', async () => {
  const many = Array.from({ length: 300 }, (_, index) => machine(`vm${index}`));
  const { connection, sandbox } = openAzure(many, { throttle: true });
  const rows = await readInventory(connection, { depth: 'inventory' });
  const subjects = { ...nothing, machines: many.map(({ id }) => toArmId(id)) };
  expect((await readDetails(connection, rows, subjects)).eligibility.size).toBe(300);
  expect(sandbox.control.requests().filter(({ status }) => status === 429)).toEqual([]);
  const controller = new AbortController();
  const again = readDetails(connection, rows, subjects, { signal: controller.signal });
  setTimeout(() => controller.abort(), 20);
  await expect(again).rejects.toMatchObject({ name: 'AbortError' });
});
