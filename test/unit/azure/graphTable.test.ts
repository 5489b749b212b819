import { expect, test } from 'vitest';
import { kqlText, queryOf } from '../../../src/azure/graphTable.ts';
import { replicationPoliciesTable } from '../../../src/azure/tables/replicationPoliciesTable.ts';

test('a query projects its columns with the id, and is ordered by it', () => {
  expect(queryOf(replicationPoliciesTable)).toBe(
    "recoveryservicesresources | where type =~ 'microsoft.recoveryservices/vaults/replicationpolicies' | project id, name, " +
      'threshold = properties.providerSpecificDetails.recoveryPointThresholdInMinutes, ' +
      'history = properties.providerSpecificDetails.recoveryPointHistory, ' +
      'appConsistent = properties.providerSpecificDetails.appConsistentFrequencyInMinutes | order by id asc',
  );
});

test('a condition stands before the projection', () => {
  expect(queryOf({ from: 'resources', type: 't', columns: {} }, "id =~ 'x'")).toBe(
    "resources | where type =~ 't' | where id =~ 'x' | project id | order by id asc",
  );
});

test('nothing in a text ends its literal', () => {
  expect(kqlText(`a' or 1 == 1 | project b\\`)).toBe(`'a\\' or 1 == 1 | project b\\\\'`);
  expect(kqlText('a\nb\rc')).toBe(`'a\\nb\\rc'`);
});
