import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import type { Gap, Inventory } from '../../../src/model/inventory.ts';
import { assess } from '../../../src/readiness/assess.ts';
import type { AssessedMachine, MachineState } from '../../../src/readiness/assessment.ts';
import { describeMachine } from '../../../src/readiness/describeMachine.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { estate } from './anyEstate.ts';
import {
  ago,
  backup,
  disk,
  failedOver,
  groupId,
  item,
  judge,
  link,
  now,
  openTest,
  sub,
  vault,
  vaultId,
  verdict,
  vm,
  vmId,
} from './facts.ts';

/** When the rows were read that could not be read again. */
const asOf = ago(5, 'h');

function failed(table: Gap['table'], scope: string): Gap {
  return { table, scope, reason: 'failed', detail: 'No answer.' };
}

function named(name: string, facts: Partial<Inventory>): AssessedMachine {
  const found = judge({ backupItems: [backup('m')], ...facts }).machines.find((machine) => machine.name === name);
  if (!found) throw new Error(`No ${name}.`);
  return found;
}

/** Machine `m` of a subscription whose list has failed. */
const oldMachine: Partial<Inventory> = { machines: [vm('m', { asOf })], gaps: [failed('machines', sub)] };

describe('a machine that could not be read again', () => {
  test('is not known to be well, and says what was known of it', () => {
    const machine = named('m', { ...oldMachine, protectedItems: [item('m')] });
    expect(machine).toMatchObject({
      state: 'unknown',
      unknownCause: 'old',
      asOf,
      isThere: undefined,
      recovery: 'siteRecovery',
      findings: [],
    });
    expect(describeMachine(machine, now)).toBe('unknown: could not be read again · RPO 5 min · drilled 10 days ago');
  });

  test.each<[string, MachineState, Parameters<typeof item>[1]]>([
    ['a bad replication', 'atRisk', { replicationHealth: 'Critical' }],
    ['an open test', 'testRunning', openTest],
    ['a failover', 'failedOver', failedOver],
  ])('%s that is seen on its item stays what it is', (_, state, change) => {
    expect(named('m', { ...oldMachine, protectedItems: [item('m', change)] })).toMatchObject({ state, asOf });
  });

  test('is never told as not replicated or not backed up: that may have changed since', () => {
    for (const links of [[], [link('m', vaultId())]]) {
      const assessment = judge({ ...oldMachine, links });
      expect(assessment.machines).toMatchObject([{ state: 'unknown', unknownCause: 'old', recovery: 'unknown', findings: [] }]);
      for (const rule of ['DR-VM-001', 'DR-VM-020']) expect(verdict(assessment, rule)).toBe('unknown');
    }
  });

  test('has no disk that is not replicated, where its item was read at another time', () => {
    const bare = item('m', { disks: [] });
    const facts = (itemAsOf: Date | undefined): Partial<Inventory> => ({
      ...oldMachine,
      disks: [disk('m-os', { asOf })],
      protectedItems: [itemAsOf ? { ...bare, asOf: itemAsOf } : bare],
    });
    expect(verdict(judge(facts(undefined)), 'DR-VM-007')).toBe('unknown');
    expect(verdict(judge(facts(ago(6, 'h'))), 'DR-VM-007')).toBe('unknown');
    expect(verdict(judge(facts(asOf)), 'DR-VM-007')).toBe('high');
  });
});

describe('an item that could not be read again', () => {
  const gaps = [failed('protectedItems', vaultId())];

  test('does not age: its figures are judged as of then', () => {
    const old = item('m', { asOf, rpoCalculatedAt: ago(302, 'min') });
    const machine = named('m', { machines: [vm('m')], protectedItems: [old], gaps });
    expect(machine).toMatchObject({ state: 'unknown', unknownCause: 'old', asOf, findings: [] });
    const late = named('m', { machines: [vm('m')], protectedItems: [{ ...old, rpoCalculatedAt: ago(9, 'h') }], gaps });
    expect(late.findings.map(({ rule }) => rule)).toEqual(['DR-VM-004']);
  });

  test('tells of a failover whose source is gone: the machine in the other region is not taken for one that nobody replicates', () => {
    const made = vm('m', { location: 'northeurope', id: toArmId(vmId('m', 'rg-target')), azureId: vmId('m', 'rg-target') });
    const over = item('m', { ...failedOver, asOf, recoveryMachineId: made.id });
    const known = judge({ machines: [made], protectedItems: [over], gaps });
    expect(known.machines).toMatchObject([{ state: 'failedOver', asOf, vm: undefined }]);
    expect(known.findings.filter(({ rule }) => ['DR-VM-001', 'DR-VM-011', 'DR-VLT-006'].includes(rule))).toEqual([]);
    // The failover was since: then the item knows nothing of it.
    const since = judge({ machines: [made], protectedItems: [item('m', { asOf })], gaps });
    expect(since.machines).toMatchObject([{ id: made.id, state: 'unknown', unknownCause: 'old' }]);
    expect(since.findings.filter(({ rule }) => ['DR-VM-001', 'DR-VLT-006'].includes(rule))).toEqual([]);
  });
});

test('a vault that could not be read again proves nothing well either', () => {
  const machine = named('m', {
    machines: [vm('m')],
    protectedItems: [item('m')],
    vaults: [vault({ asOf })],
    gaps: [failed('vaults', sub)],
  });
  expect(machine).toMatchObject({ state: 'unknown', unknownCause: 'old', asOf });
});

test('that a machine is gone is no conclusion from a resource group that could not be read again', () => {
  const facts = { protectedItems: [item('m', failedOver)] };
  expect(verdict(judge(facts), 'DR-VM-011')).toBe('high');
  const resourceGroups = judge({}).inventory.resourceGroups.map((group) =>
    Object.assign({}, group, group.azureId === groupId() && { asOf }),
  );
  expect(verdict(judge({ ...facts, resourceGroups }), 'DR-VM-011')).toBe('unknown');
});

/** The better the later; unknown is not on the scale. */
const scale: readonly MachineState[] = ['unprotected', 'failedOver', 'testRunning', 'protecting', 'atRisk', 'ready'];

test('law: facts that grow old never make a state better, and never tell of something missing', { timeout: 60_000 }, () => {
  const aMoment = new Date(now.getTime() - 1);
  const oldRows = <Row extends { readonly id: string }>(rows: readonly Row[], which: number): readonly Row[] =>
    rows.map((row, at) => ((which >> (at % 8)) & 1 ? Object.assign({}, row, { asOf: aMoment }) : row));
  fc.assert(
    fc.property(estate, fc.nat(255), fc.nat(255), (facts, machines, items) => {
      const older = { ...facts, machines: oldRows(facts.machines, machines), protectedItems: oldRows(facts.protectedItems, items) };
      const before = new Map(assess(facts, defaultPolicy, now).machines.map(({ id, state }) => [id, state]));
      for (const { id, vm: row, state, findings } of assess(older, defaultPolicy, now).machines) {
        const was = before.get(id)!;
        if (state !== 'unknown') expect(scale.indexOf(state)).toBeLessThanOrEqual(was === 'unknown' ? 4 : scale.indexOf(was));
        if (row?.asOf === undefined) continue;
        expect(['ready', 'unprotected']).not.toContain(state);
        expect(findings.filter(({ rule }) => rule === 'DR-VM-001' || rule === 'DR-VM-020')).toEqual([]);
      }
    }),
    { numRuns: 300 },
  );
});
