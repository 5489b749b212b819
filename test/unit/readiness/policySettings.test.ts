import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../src/readiness/assessment.ts';
import { assess } from '../../../src/readiness/assess.ts';
import { defaultPolicy } from '../../../src/readiness/policy.ts';
import type { RuleSeverity } from '../../../src/readiness/policy.ts';
import { parsePolicy, policyLimits, type PolicyLimit } from '../../../src/readiness/policySettings.ts';
import { account, ago, backup, inventory, item, now, only, vault, verdict, vm } from './facts.ts';

const parse = (values: Readonly<Record<string, unknown>>): ReturnType<typeof parsePolicy> => parsePolicy((name) => values[name]);

describe('settings of the policy', () => {
  it('are the default ones where nothing is set', () => {
    const { policy, problems } = parse({});
    expect({ ...defaultPolicy, ...policy }).toEqual(defaultPolicy);
    expect(problems).toEqual([]);
  });
  it('are taken as they are within their bounds', () => {
    const severities = { 'DR-VM-012': 'low', 'DR-STO-010': 'off' };
    const { policy, problems } = parse({ rpoMinutes: 15, agentExpiryDays: 0, appConsistentHours: 24, severities });
    expect(policy).toMatchObject({ rpoMinutes: 15, agentExpiryDays: 0, appConsistentHours: 24, drillDays: 180 });
    expect(Object.fromEntries(policy.severities)).toEqual(severities);
    expect(problems).toEqual([]);
  });
  it.each<[string, unknown]>([
    ['rpoMinutes', 0],
    ['rpoMinutes', 1.5],
    ['rpoMinutes', '15'],
    ['rpoMinutes', null],
    ['rpoMinutes', Number.NaN],
    ['rpoMinutes', 10_081],
  ])('%s %o leaves the default, and is said', (name, value) => {
    const { policy, problems } = parse({ [name]: value, drillDays: 90 });
    expect(policy).toMatchObject({ rpoMinutes: 60, drillDays: 90 });
    expect(problems).toEqual(['rpoMinutes is no whole number from 1 to 10080; the default is 60.']);
  });
  it('say which rule or severity there is not, and take the others', () => {
    const { policy, problems } = parse({ severities: { 'DR-VM-999': 'low', 'DR-VM-001': 'none', 'DR-VM-012': 'off', __proto__x: 1 } });
    expect([...policy.severities]).toEqual([['DR-VM-012', 'off']]);
    expect(problems).toEqual([
      'severities: "DR-VM-999" is no rule.',
      'severities: DR-VM-001 is set to none of critical, high, medium, low, off: it keeps its own.',
      'severities: "__proto__x" is no rule.',
    ]);
    for (const severities of ['off', ['DR-VM-001'], null, 7]) {
      expect(parse({ severities }).problems).toEqual(['severities is no list of rules with a severity each: every rule keeps its own.']);
    }
  });
});

it('are listed in docs/rules.md with their defaults', () => {
  const page = readFileSync(new URL('../../../docs/rules.md', import.meta.url), 'utf8');
  const rows = Array.from(page.matchAll(/^\| `azureDr\.(\w+)` +\| (\d+) /gm), ([, name = '', value]) => [name, Number(value)]);
  expect(Object.fromEntries(rows)).toEqual(
    Object.fromEntries(Object.keys(policyLimits).map((name) => [name, defaultPolicy[name as PolicyLimit]])),
  );
});

describe('severities of rules', () => {
  const estate = inventory({
    machines: [vm('m'), vm('spot', { priority: 'Spot' })],
    protectedItems: [item('m', { lastSuccessfulTestFailover: ago(200, 'd') })],
    backupItems: [backup('m'), backup('spot')],
    storageAccounts: [account('acc', { sku: 'Premium_LRS' })],
  });
  const judged = (severities: Readonly<Record<string, RuleSeverity>>): Assessment =>
    assess(estate, { ...defaultPolicy, severities: new Map(Object.entries(severities)) }, now);
  const named = (assessment: Assessment, name: string) => assessment.machines.find((machine) => machine.name === name);

  it('hold for all findings of the rule, but for those of rebuilt machines', () => {
    const assessment = judged({ 'DR-DRL-002': 'critical', 'DR-STO-001': 'medium', 'DR-VM-001': 'critical' });
    expect(verdict(assessment, 'DR-DRL-002')).toBe('critical');
    expect(verdict(assessment, 'DR-STO-001')).toBe('medium');
    expect(named(assessment, 'spot')?.findings).toMatchObject([{ rule: 'DR-VM-001', severity: 'low' }]);
  });
  it('change no state', () => {
    const assessment = judged({ 'DR-DRL-002': 'low' });
    expect(verdict(assessment, 'DR-DRL-002')).toBe('low');
    expect(named(assessment, 'm')?.state).toBe('atRisk');
  });
  it('off: the rule finds nothing, bears on no state, and is listed with what it leaves unjudged', () => {
    const assessment = judged({ 'DR-DRL-002': 'off', 'DR-STO-001': 'off' });
    expect(assessment.findings.map(({ rule }) => rule)).not.toContain('DR-STO-001');
    expect(named(assessment, 'm')).toMatchObject({ state: 'ready', findings: [] });
    expect(assessment.notEvaluated.filter(({ why }) => why === 'off')).toEqual([
      { rule: 'DR-DRL-002', machines: 2, why: 'off' },
      { rule: 'DR-STO-001', machines: 1, why: 'off' },
    ]);
    expect(judged({}).notEvaluated.filter(({ why }) => why === 'off')).toEqual([]);
  });
  it('off: what is not judged is not claimed of a ready machine', () => {
    const reason = (severities: Readonly<Record<string, RuleSeverity>>) => named(judged(severities), 'm')?.reason;
    expect(reason({ 'DR-DRL-002': 'off' })).toMatch(/some of the rules that decide this are switched off/);
    const well = (severities: ReadonlyMap<string, RuleSeverity>) =>
      only(assess({ ...estate, machines: [vm('m')], protectedItems: [item('m')] }, { ...defaultPolicy, severities }, now)).reason;
    expect(well(new Map([['DR-DRL-002', 'low']]))).toBe('Replicated to another region, within the limits, and drilled.');
    expect(well(new Map([['DR-STO-001', 'off']]))).toBe('Replicated to another region, within the limits, and drilled.');
  });
  it('off: the regions of a vault no longer put its machines at risk', () => {
    const facts = { ...estate, protectedItems: [item('m')], vaults: [vault({ location: 'westeurope' })], machines: [vm('m')] };
    const of = (severities: ReadonlyMap<string, RuleSeverity>) => only(assess(facts, { ...defaultPolicy, severities }, now)).state;
    expect(of(new Map())).toBe('atRisk');
    expect(of(new Map([['DR-VLT-001', 'off']]))).toBe('ready');
  });
});
