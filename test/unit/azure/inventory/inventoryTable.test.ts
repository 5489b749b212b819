import { expect, test } from 'vitest';
import { rowOf } from '../../../../src/azure/inventory/columns.ts';
import { jointQuery, kqlText, queryOf } from '../../../../src/azure/inventory/inventoryTable.ts';
import { recoveryPlansTable } from '../../../../src/azure/inventory/tables/recoveryPlansTable.ts';
import { replicationPoliciesTable } from '../../../../src/azure/inventory/tables/replicationPoliciesTable.ts';
import { resourceGroupsTable } from '../../../../src/azure/inventory/tables/resourceGroupsTable.ts';
import { vaultsTable } from '../../../../src/azure/inventory/tables/vaultsTable.ts';

test('a query projects its columns with the id, and is ordered by it', () => {
  expect(queryOf(replicationPoliciesTable).text).toBe(
    "recoveryservicesresources | where type =~ 'microsoft.recoveryservices/vaults/replicationpolicies' | project Q = 0, id, name, " +
      'threshold = properties.providerSpecificDetails.recoveryPointThresholdInMinutes, ' +
      'history = properties.providerSpecificDetails.recoveryPointHistory, ' +
      'appConsistent = properties.providerSpecificDetails.appConsistentFrequencyInMinutes | order by id asc',
  );
});

test('a condition stands before the projection', () => {
  expect(queryOf(recoveryPlansTable, "id =~ 'x'").text).toBe(
    "recoveryservicesresources | where type =~ 'microsoft.recoveryservices/vaults/replicationrecoveryplans' | where id =~ 'x' " +
      '| project Q = 0, id, name | order by id asc',
  );
});

test('nothing in a text ends its literal', () => {
  expect(kqlText(`a' or 1 == 1 | project b\\`)).toBe(`'a\\' or 1 == 1 | project b\\\\'`);
  expect(kqlText('a\nb\rc')).toBe(`'a\\nb\\rc'`);
});

test('tables in one query are told apart by their type', () => {
  const query = jointQuery({ plans: recoveryPlansTable, policies: replicationPoliciesTable });
  expect(query.text).toMatch(
    /^recoveryservicesresources \| where type in~ \('[^']*plans', '[^']*policies'\) \| project Q = 0, id, type, name, threshold = .* \| order by id asc$/,
  );
  const vault = '/subscriptions/s/resourceGroups/g/providers/Microsoft.RecoveryServices/vaults/v';
  expect(query.parse({ id: `${vault}/replicationPolicies/p`, name: 'p', type: replicationPoliciesTable.type })).toMatchObject({
    table: 'policies',
    facts: { name: 'p' },
  });
  expect(query.parse({ id: `${vault}/replicationRecoveryPlans/r`, name: 'r', type: recoveryPlansTable.type })).toMatchObject({
    table: 'plans',
    facts: { name: 'r' },
  });
  expect(query.parse({ name: 'no id', type: recoveryPlansTable.type })).toBeUndefined();
});

test('what is in two tables of Resource Graph is united', () => {
  expect(jointQuery({ vaults: vaultsTable, groups: resourceGroupsTable }).text).toMatch(
    /^resources \| where type =~ [^|]+ \| project [^|]+ \| union \(resourcecontainers \| where [^|]+ \| project [^|]+\) \| order by id asc$/,
  );
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
