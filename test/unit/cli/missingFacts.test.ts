import { describe, expect, test } from 'vitest';
import { missingFacts } from '../../../src/cli/missingFacts.ts';
import { toArmId } from '../../../src/model/armId.ts';
import type { Gap } from '../../../src/model/inventory.ts';
import type { Vault } from '../../../src/model/vault.ts';

const one = '11111111-0000-0000-0000-000000000001';
const two = '22222222-0000-0000-0000-000000000002';
const azureId = `/subscriptions/${two}/resourceGroups/DR/providers/Microsoft.RecoveryServices/vaults/Safe`;
const vault = { id: toArmId(azureId), azureId } as Vault;
const denied = 'You may not read this. (AuthorizationFailed)';

function linesOf(...gaps: Gap[]): readonly string[] {
  return missingFacts({ gaps, subscriptions: [{ id: one, name: 'Production' }], vaults: [vault] });
}

describe('what is missing, why, and which role would show it', () => {
  test('of a subscription', () => {
    expect(linesOf({ table: 'links', scope: one, reason: 'denied', detail: denied })).toEqual([
      `not read: links of subscription Production (${one}): ${denied} Needed: Reader on /subscriptions/${one}.`,
    ]);
  });

  test('of a vault, whose id is spelt as Azure spells it', () => {
    expect(linesOf({ table: 'containerMappings', scope: vault.id, reason: 'denied', detail: denied })).toEqual([
      `not read: containerMappings of vault ${azureId}: ${denied} Needed: Site Recovery Reader on ${vault.id}.`,
    ]);
  });

  test('of everything', () => {
    expect(linesOf({ table: 'backupItems', scope: undefined, reason: 'denied', detail: denied })).toEqual([
      `not read: backupItems: ${denied} Needed: Backup Reader on every vault that is to be read.`,
    ]);
  });

  test('of several alike: one line that names them all', () => {
    const gap = { table: 'links', reason: 'denied', detail: denied } as const;
    expect(linesOf({ ...gap, scope: one }, { ...gap, scope: two })).toEqual([
      `not read: links of subscription Production (${one}), subscription ${two}: ${denied} Needed: Reader on each of them.`,
    ]);
  });

  test('of several tables that have failed alike: one line that names them all', () => {
    const gap = { reason: 'failed', detail: 'Azure did not answer in time.' } as const;
    const gaps = [{ ...gap, table: 'links', scope: one } as const, { ...gap, table: 'regions', scope: one } as const];
    expect(linesOf(...gaps, { ...gap, table: 'links', scope: two })).toEqual([
      `not read: links of subscription Production (${one}), subscription ${two}; regions of subscription Production (${one}): ${gap.detail}`,
    ]);
    expect(linesOf(...gaps.map(({ table, scope, detail }) => ({ table, scope, detail, reason: 'denied' as const })))).toHaveLength(2);
  });

  test('a subscription that was asked for may be in another tenant', () => {
    expect(linesOf({ table: 'subscriptions', scope: two, reason: 'denied', detail: 'It does not exist.' })).toEqual([
      `not read: subscription ${two}: It does not exist. Needed: Reader on /subscriptions/${two}, or another --tenant.`,
    ]);
  });

  test('no role helps against a failure', () => {
    expect(linesOf({ table: 'machines', scope: undefined, reason: 'failed', detail: 'Azure failed.' })).toEqual([
      'not read: machines: Azure failed.',
    ]);
  });
});
