import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import type { ArmId } from '../../../src/model/armId.ts';
import { detailKinds, type Details } from '../../../src/model/details.ts';
import type { Inventory } from '../../../src/model/inventory.ts';
import { assess, assessInSlices } from '../../../src/readiness/assess.ts';
import type { AssessedMachine, Assessment, MachineState } from '../../../src/readiness/assessment.ts';
import { machineStates } from '../../../src/readiness/assessment.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { allRules } from '../../../src/readiness/rules/allRules.ts';
import { auditJsonOf } from './auditJsonOf.ts';
import { estate, itemFactNames, machineFactNames, names } from './anyEstate.ts';
import { denied, details, settings, value as read } from './details.ts';
import { gap, group, groupId, item, mapping, now, policyRow, replicatedDisk, sub, vault, vaultId, vm, vmId } from './facts.ts';

/** Of any place that a healthy item may lead to. */
const wellThere: Partial<Details> = (({ quotas, sizes }) => ({ quotas, sizes }))(details());

const judgeAside = (facts: Inventory): Assessment => assess(facts, { ...defaultPolicy, severities: new Map([['DR-CAP-001', 'off']]) }, now);
const judge = (facts: Inventory): Assessment => assess(facts, defaultPolicy, now);
const find = (assessment: Assessment, id: ArmId): AssessedMachine | undefined => assessment.machines.find((one) => one.id === id);

/** How well a machine stands; unknown is not on the scale. */
const goodness: Readonly<Record<Exclude<MachineState, 'unknown'>, number>> = {
  unprotected: 0,
  failedOver: 1,
  testRunning: 2,
  protecting: 3,
  atRisk: 4,
  ready: 5,
};

function isBetter(after: MachineState, before: MachineState): boolean {
  if (after === 'unknown') return false;
  return before === 'unknown' ? after === 'ready' : goodness[after] > goodness[before];
}

function withoutFact<Row extends object>(rows: readonly Row[], at: number, fact: keyof Row): Row[] {
  return rows.map((row, i) => (i === at ? Object.assign({}, row, { [fact]: undefined }) : row));
}

describe('laws of the judgement', { timeout: 60_000 }, () => {
  it('a healthy item added for a machine never worsens its state', () => {
    fc.assert(
      fc.property(estate, fc.constantFrom(...names), (any, name) => {
        // What the new item leads to is well.
        const facts = any.details === undefined ? any : { ...any, details: { ...any.details, ...wellThere } };
        const before = find(judgeAside(facts), vm(name).id);
        fc.pre(before !== undefined && before.vm?.disks !== undefined);
        const disks = before.vm.disks.flatMap(({ id }) => (id === undefined ? [] : [{ ...replicatedDisk('x'), id }]));
        fc.pre(disks.length === before.vm.disks.length);
        const good = vaultId('vault-good', 'rg-good');
        const added = item(name, { disks, targetResourceGroupId: toArmId(groupId('rg-good')) }, good);
        const after = find(
          judgeAside({
            ...facts,
            ...(facts.details && {
              details: { ...facts.details, recoverySettings: new Map([...facts.details.recoverySettings, [added.id, read(settings())]]) },
            }),
            protectedItems: [...facts.protectedItems, added],
            vaults: [...facts.vaults, vault({}, good)],
            resourceGroups: [...facts.resourceGroups, group('rg-good', 'northeurope')],
            replicationPolicies: [...facts.replicationPolicies, policyRow(0, good)],
            containerMappings: [...facts.containerMappings, mapping(true, good)],
          }),
          before.id,
        );
        if (before.state !== 'unknown') expect(after?.state).not.toBe('unknown');
        expect(after !== undefined && isBetter(before.state, after.state)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('the order of rows never changes a result', () => {
    fc.assert(
      fc.property(estate, fc.infiniteStream(fc.nat()), (facts, numbers) => {
        const shuffled = Object.fromEntries(
          Object.entries(facts).map(([table, rows]) => [
            table,
            Array.isArray(rows) ? shuffle(rows as unknown[], numbers) : (rows as unknown),
          ]),
        ) as unknown as Inventory;
        expect(auditJsonOf(judge(shuffled))).toEqual(auditJsonOf(judge(facts)));
      }),
      { numRuns: 300 },
    );
  });

  it('rules that need an item say nothing of a machine without one', () => {
    const asked = allRules.map((rule) => (rule.on === 'machine' ? Object.assign({}, rule, { needsItem: false }) : rule));
    fc.assert(
      fc.property(estate, (facts) => {
        const slices = assessInSlices(facts, defaultPolicy, now, asked);
        let step = slices.next();
        while (step.done !== true) step = slices.next();
        expect(auditJsonOf(step.value)).toEqual(auditJsonOf(judge(facts)));
      }),
      { numRuns: 200 },
    );
  });

  it('the case of ids never changes a result', () => {
    fc.assert(
      fc.property(estate, (facts) => {
        const shouting = rewrite(facts, (text) => (text.startsWith('/') ? toArmId(text.toUpperCase()) : text), [
          'azureId',
          'jobId',
          'vhdUri',
        ]);
        expect(auditJsonOf(judge(shouting))).toEqual(auditJsonOf(judge(facts)));
      }),
      { numRuns: 200 },
    );
  });

  it('consistent renaming never changes a result', () => {
    const renamed = (text: string): string =>
      text
        .replaceAll(/(?<=\/virtualmachines\/|\/virtualMachines\/)([a-e])(?=$|\/)/g, (name) => `vm-${'zyxwv'['abcde'.indexOf(name)]!}`)
        .replaceAll(/\b([a-e])-os/g, (_, name: string) => `vm-${'zyxwv'['abcde'.indexOf(name)]!}-os`)
        .replaceAll(
          /(?<=^|[;/])([a-e])(-\d)?$/g,
          (_, name: string, n: string | undefined) => `vm-${'zyxwv'['abcde'.indexOf(name)]!}${n ?? ''}`,
        )
        .replaceAll('vault-dr', 'kluis');
    const summary = (assessment: Assessment, name: (text: string) => string) => ({
      machines: assessment.machines
        .map((one) => [
          name(one.azureId),
          one.state,
          one.unknownCause,
          one.recovery,
          one.rebuilt,
          one.findings.map((finding) => [finding.rule, finding.severity]),
          one.unknown.map(({ rule }) => rule),
        ])
        .toSorted(byText),
      findings: assessment.findings.map(({ rule, severity, resourceId }) => [rule, severity, name(resourceId)]).toSorted(byText),
      unknown: assessment.unknown.map(({ rule, resourceId }) => [rule, name(resourceId ?? '')]).toSorted(byText),
      companions: assessment.companions
        .map(({ azureId, role, ofAzureId, byName }) => [name(azureId), role, name(ofAzureId), byName])
        .toSorted(byText),
    });
    fc.assert(
      fc.property(estate, (facts) => {
        const after = judge(rewrite(facts, renamed, []));
        expect(
          after.machines.some(({ name }) => /^vm-[v-z]/.test(name)) || facts.machines.length === 0 || after.machines.length === 0,
        ).toBe(true);
        expect(summary(after, (text) => text)).toEqual(summary(judge(facts), renamed));
      }),
      { numRuns: 300 },
    );
  });

  it('removing a fact of an item or a machine never improves a state', () => {
    fc.assert(
      fc.property(
        estate,
        fc.nat(),
        fc.constantFrom(...itemFactNames),
        fc.constantFrom(...machineFactNames),
        (facts, at, ofItem, ofMachine) => {
          const before = judge(facts);
          const items =
            facts.protectedItems.length === 0 ? [] : withoutFact(facts.protectedItems, at % facts.protectedItems.length, ofItem);
          const machines = facts.machines.length === 0 ? [] : withoutFact(facts.machines, at % facts.machines.length, ofMachine);
          for (const poorer of [
            { ...facts, protectedItems: items },
            { ...facts, machines },
          ]) {
            const after = judge(poorer);
            for (const { id, state } of before.machines) {
              const then = find(after, id);
              if (then !== undefined) expect([state, then.state, isBetter(then.state, state)]).toEqual([state, then.state, false]);
            }
          }
        },
      ),
      { numRuns: 600 },
    );
  });

  it('removing rows, and saying so, never improves a state', () => {
    const tables = [
      'vaults',
      'replicationPolicies',
      'containerMappings',
      'resourceGroups',
      'backupItems',
      'disks',
      'storageAccounts',
    ] as const;
    fc.assert(
      fc.property(estate, fc.constantFrom(...tables), fc.nat(), (facts, table, at) => {
        const rows = facts[table];
        const poorer = judge({
          ...facts,
          [table]: rows.filter((_, i) => i !== at % Math.max(1, rows.length)),
          gaps: [...facts.gaps, gap(table)],
        });
        for (const { id, state } of judge(facts).machines) {
          const then = find(poorer, id);
          expect([state, then?.state, then === undefined || isBetter(then.state, state)]).toEqual([state, then?.state, false]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('a read of full depth that fails instead never improves a state', () => {
    fc.assert(
      fc.property(estate, fc.nat(), (facts, at) => {
        const { details: known } = facts;
        fc.pre(known !== undefined);
        const all = detailKinds.flatMap((kind) => [...known[kind].keys()].map((id) => [kind, id] as const));
        const [kind, id] = all[at % all.length]!;
        const poorer: Details = { ...known, [kind]: new Map<ArmId, unknown>([...known[kind], [id, denied]]) };
        const after = judge({ ...facts, details: poorer });
        for (const one of judge(facts).machines) {
          const then = find(after, one.id);
          expect([kind, one.state, then?.state, then === undefined || isBetter(then.state, one.state)]).toEqual([
            kind,
            one.state,
            then?.state,
            false,
          ]);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('the states sum up to the machines, and every machine is there', () => {
    fc.assert(
      fc.property(estate, (facts) => {
        const { machines, companions } = judge(facts);
        const counts = machineStates.map((state) => machines.filter((one) => one.state === state).length);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(machines.length);
        expect(new Set(machines.map(({ id }) => id)).size).toBe(machines.length);
        const known = new Set<string>([...machines.map(({ id }) => id), ...companions.map(({ id }) => id)]);
        expect(facts.machines.filter(({ id }) => !known.has(id))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('the estates reach every state and every recovery', () => {
    const reached = new Set<string>();
    for (const facts of fc.sample(estate, { numRuns: 400, seed: 7 })) {
      for (const { state, recovery } of judge(facts).machines) reached.add(state).add(`recovery ${recovery}`);
    }
    expect([...machineStates].filter((state) => !reached.has(state))).toEqual([]);
    expect(['siteRecovery', 'backup', 'unknown', 'wait'].filter((recovery) => !reached.has(`recovery ${recovery}`))).toEqual([]);
    expect(vmId('a')).toContain(sub);
  });
});

function shuffle(rows: readonly unknown[], numbers: fc.Stream<number>): unknown[] {
  return rows
    .map((row) => ({ row, key: numbers.next().value as number }))
    .toSorted((a, b) => a.key - b.key)
    .map(({ row }) => row);
}

/** A copy of facts in which every text is replaced, but for those of the given properties. */
function rewrite<T>(facts: T, change: (text: string) => string, except: readonly string[]): T {
  if (typeof facts === 'string') return change(facts) as T;
  if (facts instanceof Date || typeof facts !== 'object' || facts === null) return facts;
  if (facts instanceof Map) return new Map(rewrite([...facts], change, except)) as T;
  if (facts instanceof Set) return new Set(rewrite([...facts], change, except)) as T;
  if (Array.isArray(facts)) return facts.map((one: unknown) => rewrite(one, change, except)) as T;
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [
      name,
      except.includes(name) ? (value as unknown) : rewrite(value as unknown, change, except),
    ]),
  ) as T;
}

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
