import { expect, test } from 'vitest';
import { jointQuery, kqlText, queryOf, rowOf } from '../../../src/azure/inventoryTable.ts';
import { recoveryPlansTable } from '../../../src/azure/tables/recoveryPlansTable.ts';
import { replicationPoliciesTable } from '../../../src/azure/tables/replicationPoliciesTable.ts';

test('a query projects its columns with the id, and is ordered by it', () => {
  expect(queryOf(replicationPoliciesTable).text).toBe(
    "recoveryservicesresources | where type =~ 'microsoft.recoveryservices/vaults/replicationpolicies' | project id, name, " +
      'threshold = properties.providerSpecificDetails.recoveryPointThresholdInMinutes, ' +
      'history = properties.providerSpecificDetails.recoveryPointHistory, ' +
      'appConsistent = properties.providerSpecificDetails.appConsistentFrequencyInMinutes | order by id asc',
  );
});

test('a condition stands before the projection', () => {
  expect(queryOf(recoveryPlansTable, "id =~ 'x'").text).toBe(
    "recoveryservicesresources | where type =~ 'microsoft.recoveryservices/vaults/replicationrecoveryplans' | where id =~ 'x' " +
      '| project id, name | order by id asc',
  );
});

test('nothing in a text ends its literal', () => {
  expect(kqlText(`a' or 1 == 1 | project b\\`)).toBe(`'a\\' or 1 == 1 | project b\\\\'`);
  expect(kqlText('a\nb\rc')).toBe(`'a\\nb\\rc'`);
});

test('two tables in one query are told apart by their type', () => {
  const query = jointQuery(replicationPoliciesTable, recoveryPlansTable);
  expect(query.text).toMatch(/^recoveryservicesresources \| .* \| union \(recoveryservicesresources \| .*\) \| order by id asc$/);
  const vault = '/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v';
  expect(query.parse({ id: `${vault}/replicationPolicies/p`, name: 'p', type: replicationPoliciesTable.type })).toMatchObject({
    first: { name: 'p' },
  });
  expect(query.parse({ id: `${vault}/replicationRecoveryPlans/r`, name: 'r', type: recoveryPlansTable.type })).toMatchObject({
    second: { name: 'r' },
  });
  expect(query.parse({ name: 'no id', type: recoveryPlansTable.type })).toBeUndefined();
});

test('a body of Resource Manager becomes the row of Resource Graph', () => {
  const details = { recoveryPointThresholdInMinutes: 15 };
  expect(rowOf(replicationPoliciesTable, { id: '/x', name: 'p', properties: { providerSpecificDetails: details } })).toEqual({
    id: '/x',
    name: 'p',
    threshold: 15,
    history: undefined,
    appConsistent: undefined,
  });
});
