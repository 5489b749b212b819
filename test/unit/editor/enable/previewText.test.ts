import { expect, test } from 'vitest';
import type { PlannedMachine } from '../../../../src/editor/enable/enablePlan.ts';
import { previewText, startedText, type EnablePreview } from '../../../../src/editor/enable/previewText.ts';
import type { EnableChoices } from '../../../../src/operations/enable/enableChoices.ts';
import { enableReplication } from '../../../../src/operations/enable/enableReplication.ts';
import type { PreflightResult } from '../../../../src/operations/preflight/preflight.ts';
import { english } from '../localizer.ts';
import { someMachine } from './someMachine.ts';

const sandbox = { kind: 'sandbox', label: 'Sandbox' } as const;
const page = { title: 'Support matrix', url: 'https://learn.microsoft.com/x', date: '2026-01' };

function planned(name: string, choices: Partial<EnableChoices> = {}, isThere: readonly string[] = []): PlannedMachine {
  const source = someMachine(name);
  const all = { targetRegion: 'northeurope', ...choices };
  const estimateFacts = { sourceGeography: 'Europe', targetGeography: 'Europe' };
  const operation = enableReplication(source, all, undefined);
  return { source, choices: all, estimateFacts, tenantSubscriptions: [], operation, isThere: new Set(isThere) };
}

function result(
  machine: PlannedMachine,
  check: string,
  level: PreflightResult['level'],
  more: Partial<PreflightResult> = {},
): PreflightResult {
  const texts =
    level === 'pass' ? { cause: '', consequence: '', fix: '' } : { cause: 'It was read so.', consequence: 'It fails.', fix: 'Do it.' };
  const { id: machineId, name } = machine.source;
  return {
    check,
    looksAt: `Look of ${check}`,
    title: `Title of ${check}`,
    machineId,
    machine: name,
    level,
    ...texts,
    source: page,
    ...more,
  };
}

function text(preview: Partial<EnablePreview>): string {
  return previewText({ source: sandbox, machines: [], leftOut: [], results: [], ...preview }, english);
}

test('several machines: a blocker with its fix, a warning of two, something unknown, one left out', async () => {
  const machines = [planned('sql-01', { leaveOut: [someMachine('sql-01').disks[1]!.id] }), planned('web-02', {}, ['vault-group', 'vault'])];
  const [first, second] = machines as [PlannedMachine, PlannedMachine];
  const call = { method: 'POST', path: '/subscriptions/s1/providers/Microsoft.Network/register', apiVersion: '1', body: {} } as const;
  const results = [
    result(first, 'PF-VM-001', 'pass'),
    result(second, 'PF-VM-001', 'pass'),
    result(first, 'PF-SUB-001', 'blocker', { fixStep: { title: 'Register Microsoft.Network', consequence: 'Registers it.', call } }),
    result(second, 'PF-SUB-001', 'pass'),
    result(first, 'PF-NET-001', 'warning'),
    result(second, 'PF-NET-001', 'warning'),
    result(second, 'PF-POL-001', 'unknown'),
  ];
  const leftOut = [{ name: 'web-01', reason: 'It is replicated already.' }];
  const preview = text({ machines, results, leftOut });
  await expect(preview).toMatchFileSnapshot('golden/preview-blocked.txt');
  expect(preview).not.toContain('command:azureDr.startEnabling');
});

test('one machine on which everything passes can be started', async () => {
  const machine = planned('sql-01');
  const preview = text({
    source: { kind: 'azure', label: 'AzureCloud' },
    machines: [machine],
    results: [result(machine, 'PF-VM-001', 'pass')],
  });
  await expect(preview).toMatchFileSnapshot('golden/preview-passed.txt');
  expect(preview).not.toContain('Sandbox');
});

test('what is unknown, and warnings, do not keep from starting; running checks do', () => {
  const machine = planned('sql-01');
  expect(
    text({ machines: [machine], results: [result(machine, 'PF-VM-001', 'unknown'), result(machine, 'PF-NET-001', 'warning')] }),
  ).toContain('command:azureDr.startEnabling');
  expect(text({ machines: [machine], results: undefined })).not.toContain('command:azureDr.startEnabling');
  expect(text({ leftOut: [{ name: 'a', reason: 'b' }] })).not.toContain('command:');
});

test('names, causes and reasons are data, whatever is in them', () => {
  const hostile = '[x](command:evil) <script> `| $(zap)\n# heading';
  const machine = planned(hostile);
  const results = [result(machine, 'PF-VM-001', 'blocker', { cause: hostile, consequence: hostile, fix: hostile, title: hostile })];
  const started = startedText([machine], english);
  for (const shown of [text({ machines: [machine], results, leftOut: [{ name: hostile, reason: hostile }] }), started]) {
    expect(shown).not.toMatch(/^# heading/m);
    expect(shown).not.toContain('<script>');
    expect(shown).not.toContain('](command:evil)');
    expect(shown).not.toContain('$(zap)');
    const links = Array.from(shown.matchAll(/\]\(<command:([\w.]+)(?:\?([^>]*))?>\)/g), ([, id, query]) => [id, query] as const);
    for (const [id, query] of links) {
      expect(id).toMatch(/^azureDr\./);
      if (query !== undefined) expect(JSON.parse(decodeURIComponent(query))).toHaveLength(1);
    }
  }
});
