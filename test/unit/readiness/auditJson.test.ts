import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import { auditJsonOf } from './auditJsonOf.ts';
import { account, disk, failedOver, gap, item, judge, link, now, openTest, otherSub, sub, vaultId, vm, vmId } from './facts.ts';

const schema = JSON.parse(readFileSync(new URL('../../../docs/audit.schema.json', import.meta.url), 'utf8')) as object;
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

const assessment = judge({
  machines: [vm('alpha'), vm('beta'), vm('gamma')],
  protectedItems: [item('alpha', { replicationHealth: 'Critical' }), item('gone', failedOver), item('gamma', openTest)],
  disks: [disk('alpha-os-ASRReplica', {}, 'rg-target')],
  storageAccounts: [account('acc', { sku: 'Standard_LRS' })],
  links: [link('beta', vaultId('hidden', 'rg', otherSub))],
  gaps: [gap('networkInterfaces')],
});
const json = auditJsonOf(assessment);

describe('the audit as JSON', () => {
  it('follows its schema', () => {
    expect(validate(json) || validate.errors).toBe(true);
    expect(validate(auditJsonOf(judge({}))) || validate.errors).toBe(true);
  });
  it('has a schema that notices what does not belong', () => {
    const [machine] = json.machines;
    const [finding] = json.findings;
    const wrong: unknown[] = [
      { ...json, more: 1 },
      { ...json, partial: undefined },
      { ...json, generatedAt: 'yesterday' },
      { ...json, machines: [{ ...machine, state: 'fine' }] },
      { ...json, machines: [{ ...machine, tags: {} }] },
      { ...json, findings: [{ ...finding, severity: 'urgent' }] },
      { ...json, findings: [{ ...finding, rule: 'X-1' }] },
      { ...json, unknown: [{ rule: 'DR-VM-001' }] },
      { ...json, notEvaluated: [{ rule: 'DR-VM-001', machines: 0.5 }] },
    ];
    expect(wrong.filter((one) => validate(JSON.parse(JSON.stringify(one))))).toEqual([]);
  });
  it('says when, whence, how deep and whether all of it', () => {
    expect(json).toMatchObject({
      schemaVersion: 1,
      generatedAt: now.toISOString(),
      source: 'Sandbox',
      depth: 'inventory',
      partial: true,
      subscriptions: [{ id: sub, name: 'Contoso Production' }],
      excluded: [],
    });
    expect(json.notEvaluated).toContainEqual({ rule: 'DR-VM-002', machines: 4 });
  });
  it('spells ids as Azure does, the item’s where the machine is gone', () => {
    expect(json.machines.map(({ id }) => id).toSorted()).toEqual(
      [item('gone').azureId, vmId('alpha'), vmId('beta'), vmId('gamma')].toSorted(),
    );
    expect(json.companions.every(({ of }) => of !== toArmId(of))).toBe(true);
  });
  it('lists all failures, the machines’ included, and what is unknown', () => {
    const ofMachines = json.machines.flatMap(({ id, findings }) => findings.map((finding) => ({ ...finding, resourceId: id })));
    expect(json.findings).toEqual(expect.arrayContaining(ofMachines));
    expect(json.findings.filter(({ resourceId }) => resourceId.includes('storageAccounts')).map(({ rule }) => rule)).toEqual([
      'DR-STO-001',
    ]);
    expect(json.unknown).toContainEqual({
      rule: 'DR-VM-001',
      reason: expect.stringContaining('vaults/hidden') as string,
      resourceId: vmId('beta'),
    });
  });
});
