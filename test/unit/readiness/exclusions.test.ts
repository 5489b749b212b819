import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../src/readiness/assessment.ts';
import { parseExclusions, type Exclusion } from '../../../src/readiness/exclusion.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import { auditJsonOf } from './auditJsonOf.ts';
import { account, accountId, item, judge, now, vm, vmId } from './facts.ts';

// `now` is the 22nd, noon.
const estate = {
  machines: [vm('alpha'), vm('beta')],
  protectedItems: [item('beta', { replicationHealth: 'Critical' })],
  storageAccounts: [account('acc', { sku: 'Standard_LRS' })],
};

function exclude(rule: string, resourceId: string, until = '2026-12-31', reason = 'accepted'): Exclusion {
  return { rule, resourceId, reason, until };
}

function judgeWith(...exclusions: readonly Exclusion[]): Assessment {
  return judge(estate, { ...defaultPolicy, exclusions });
}

function rulesOf(assessment: Assessment, name: string): readonly string[] {
  return assessment.machines.find((machine) => machine.name === name)!.findings.map(({ rule }) => rule);
}

const plain = judgeWith();

describe('an exclusion that holds', () => {
  const judged = judgeWith(exclude('DR-VM-003', vmId('beta').toUpperCase()), exclude('DR-STO-001', accountId('acc')));

  it('takes the finding out of both lists, and lists it as excluded with reason and day', () => {
    expect(rulesOf(plain, 'beta')).toContain('DR-VM-003');
    expect(rulesOf(judged, 'beta')).toEqual(rulesOf(plain, 'beta').filter((rule) => rule !== 'DR-VM-003'));
    const key = ({ rule, subject }: { rule: string; subject: string }): string => `${rule} ${subject}`;
    const gone = plain.findings.map(key).filter((each) => !judged.findings.map(key).includes(each));
    expect(gone.toSorted()).toEqual(judged.excluded.map(key).toSorted());
    expect(judged.excluded.map(({ rule, reason, until }) => [rule, reason, until])).toEqual([
      ['DR-VM-003', 'accepted', '2026-12-31'],
      ['DR-STO-001', 'accepted', '2026-12-31'],
    ]);
    expect(judged.machines.find(({ name }) => name === 'beta')!.excluded.map(({ rule }) => rule)).toEqual(['DR-VM-003']);
  });
  it('changes no state, no reason, no recovery and nothing that is unknown', () => {
    const side = ({ machines, unknown, partial }: Assessment): unknown => ({
      machines: machines.map(({ name, state, reason, recovery, unknown: open }) => ({ name, state, reason, recovery, open })),
      unknown,
      partial,
    });
    const all = judgeWith(...plain.findings.map(({ rule, resourceId }) => exclude(rule, resourceId)));
    expect(all.findings).toEqual([]);
    expect(side(all)).toEqual(side(plain));
    expect(all.machines.map(({ state }) => state)).toEqual(['unprotected', 'atRisk']);
  });
  it('holds on its last day and no longer, by UTC', () => {
    const on = (until: string): readonly string[] => rulesOf(judgeWith(exclude('DR-VM-003', vmId('beta'), until)), 'beta');
    expect(on('2026-11-22')).not.toContain('DR-VM-003');
    expect(on('2026-11-21')).toContain('DR-VM-003');
  });
  it('counts where one of several for a finding still holds', () => {
    const several = judgeWith(exclude('DR-VM-003', vmId('beta'), '2026-01-01'), exclude('DR-VM-003', vmId('beta')));
    expect(several.excluded).toHaveLength(1);
    expect(rulesOf(several, 'beta')).not.toContain('DR-EXC-001');
  });
});

describe('an exclusion that does not hold', () => {
  it('gives the finding back once expired, and is a low finding of the same resource itself', () => {
    const judged = judgeWith(exclude('DR-VM-003', vmId('beta'), '2026-11-01', 'until the move'));
    expect(rulesOf(judged, 'beta')).toEqual([...rulesOf(plain, 'beta'), 'DR-EXC-001']);
    expect(judged.findings.find(({ rule }) => rule === 'DR-EXC-001')).toMatchObject({
      severity: 'low',
      resourceId: vmId('beta'),
      evidence: [
        { property: 'rule', value: 'DR-VM-003' },
        { property: 'until', value: '2026-11-01' },
        { property: 'reason', value: 'until the move' },
      ],
    });
    expect(judged.excluded).toEqual([]);
  });
  it('cannot be silenced by another exclusion', () => {
    const judged = judgeWith(exclude('DR-VM-003', vmId('beta'), '2026-11-01'), exclude('DR-EXC-001', vmId('beta')));
    expect(rulesOf(judged, 'beta')).toContain('DR-EXC-001');
  });
  it('changes nothing where there is no such finding, expired or not', () => {
    expect(judgeWith(exclude('DR-VM-001', vmId('beta')), exclude('DR-VM-001', vmId('gamma'), '2026-01-01'))).toEqual(plain);
  });
});

describe('a list of exclusions', () => {
  it('is read, in settings and in files alike', () => {
    expect(parseExclusions(undefined)).toEqual({ exclusions: [], problems: [] });
    const one = exclude('DR-VM-001', vmId('a'));
    expect(parseExclusions([{ ...one, reason: '  x ', note: 'more' }])).toEqual({ exclusions: [{ ...one, reason: 'x' }], problems: [] });
  });
  it.each([
    ['no list', {}, 'It is no list of exclusions.'],
    ['nothing', [null], 'Exclusion 1: rule is no id of a rule, such as DR-VM-001.'],
    ['a pattern of rules', [exclude('DR-*', vmId('a'))], 'Exclusion 1: rule is no id of a rule, such as DR-VM-001.'],
    ['a rule that there is not', [exclude('DR-VM-999', vmId('a'))], 'Exclusion 1: rule is no id of a rule, such as DR-VM-001.'],
    ['a name', [exclude('DR-VM-001', 'sql-01')], 'Exclusion 1: resourceId is no resource ID.'],
    ['no reason', [exclude('DR-VM-001', vmId('a'), '2026-12-31', ' ')], 'Exclusion 1: reason is missing.'],
    ['a day that is none', [exclude('DR-VM-001', vmId('a'), '2026-02-30')], 'Exclusion 1: until is no day, such as 2026-12-31.'],
    ['a time', [exclude('DR-VM-001', vmId('a'), '2026-12-31T00:00:00Z')], 'Exclusion 1: until is no day, such as 2026-12-31.'],
    ['for ever', [exclude('DR-VM-001', vmId('a'), '')], 'Exclusion 1: until is no day, such as 2026-12-31.'],
  ])('says what is wrong with %s, and takes nothing of it', (_, value, problem) => {
    expect(parseExclusions(value)).toEqual({ exclusions: [], problems: [problem] });
  });
  it('takes the good entries of a list with a bad one', () => {
    const good = exclude('DR-VM-001', vmId('a'));
    expect(parseExclusions([{ rule: 1 }, good])).toMatchObject({ exclusions: [good], problems: [expect.stringMatching(/^Exclusion 1/)] });
  });
});

it('is part of the JSON as its schema says', () => {
  const schema = JSON.parse(readFileSync(new URL('../../../docs/audit.schema.json', import.meta.url), 'utf8')) as object;
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
  const json = auditJsonOf(judgeWith(exclude('DR-VM-003', vmId('beta')), exclude('DR-VM-001', vmId('alpha'), '2026-01-01')));
  expect(validate(json) || validate.errors).toBe(true);
  expect(json.excluded).toEqual([{ rule: 'DR-VM-003', resourceId: vmId('beta'), reason: 'accepted', until: '2026-12-31' }]);
  expect(json.machines.find(({ name }) => name === 'alpha')?.findings.map(({ rule }) => rule)).toContain('DR-EXC-001');
  expect(json.generatedAt).toBe(now.toISOString());
});
