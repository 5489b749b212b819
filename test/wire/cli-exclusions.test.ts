import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { azureDr } from './runCli.ts';

interface AuditJson {
  readonly machines: readonly { readonly id: string; readonly name: string; readonly state: string }[];
  readonly findings: readonly { readonly rule: string; readonly severity: string; readonly resourceId: string }[];
  readonly excluded: readonly unknown[];
}

let folder: string;
let audit: AuditJson;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'exclusions-'));
  const { out } = await azureDr(['audit', '--sandbox', '--format', 'json', '--fail-on', 'none']);
  audit = JSON.parse(out) as AuditJson;
});
afterAll(() => rm(folder, { recursive: true }));

async function file(content: unknown): Promise<string> {
  const name = path.join(folder, 'exclusions.json');
  await writeFile(name, typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

test('findings of the file are excluded, said, and do not fail the audit; states stay', async () => {
  const grave = audit.findings.filter(({ severity }) => severity === 'critical' || severity === 'high');
  expect(grave.length).toBeGreaterThan(0);
  const exclusions = grave.map(({ rule, resourceId }) => ({ rule, resourceId, reason: 'known', until: '2999-12-31' }));
  const words = ['audit', '--sandbox', '--exclusions', await file(exclusions)];

  const json = await azureDr([...words, '--format', 'json', '--fail-on', 'high']);
  expect(json.err).toBe('');
  expect(json.code).toBe(0);
  const judged = JSON.parse(json.out) as AuditJson;
  expect(judged.excluded).toHaveLength(exclusions.length);
  const states = ({ machines }: AuditJson): readonly string[] => machines.map(({ id, state }) => `${id} ${state}`).toSorted();
  expect(states(judged)).toEqual(states(audit));

  const table = await azureDr(words);
  expect(table.out).toMatch(new RegExp(`^Excluded, not counted: ${exclusions.length} findings \\(\\d+ critical, \\d+ high\\)\\.$`, 'm'));
  expect(table.out).toMatch(/sql-01 .*not replicated.*1 excluded/);
  expect(table.out).toMatch(/^2999-12-31 +DR-VM-001 +sql-01 +Machine is not replicated by Site Recovery: known$/m);
});

test.each([
  ['no JSON', 'nothing', /is no JSON/],
  ['no list', {}, /It is no list/],
  ['an entry without a reason', [{ rule: 'DR-VM-001', resourceId: '/x', until: '2026-12-31' }], /Exclusion 1: reason is missing/],
])('a file with %s ends with 2 before anything is read', async (_, content, expected) => {
  const { code, out, err } = await azureDr(['audit', '--sandbox', '--exclusions', await file(content)]);
  expect(err.trim()).toMatch(expected);
  expect(out).toBe('');
  expect(code).toBe(2);
});

test('a file that begins with a byte order mark is read', async () => {
  const { code, err } = await azureDr(['audit', '--sandbox', '--fail-on', 'none', '--exclusions', await file('\ufeff[]')]);
  expect([code, err]).toEqual([0, '']);
});

test('a file that is not there ends with 2', async () => {
  const { code, err } = await azureDr(['audit', '--sandbox', '--exclusions', path.join(folder, 'missing.json')]);
  expect(err).toMatch(/missing\.json cannot be read/);
  expect(code).toBe(2);
});
