import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import { mostCalls, policyKey, type PreflightFacts } from '../../../src/model/preflightFacts.ts';
import { allChecks } from '../../../src/operations/preflight/allChecks.ts';
import { judgePreflight, type PreflightResult } from '../../../src/operations/preflight/preflight.ts';
import { preflightText } from '../../../src/operations/preflight/preflightText.ts';
import { subjectOf } from '../../../src/operations/preflight/subjectOf.ts';
import { value } from '../readiness/details.ts';
import { diskId } from '../readiness/facts.ts';
import { allWell, cacheId, machine, machineId, networkId, source, subscription } from './preflightCase.ts';
import {
  type Case,
  type Make,
  judge,
  only,
  inSubnet,
  cache,
  routeTable,
  withInterface,
  assignmentId,
  cases,
  known,
} from './preflightCases.ts';

const of = (results: readonly PreflightResult[], check: string): readonly PreflightResult[] => results.filter((one) => one.check === check);

describe('the closed list', () => {
  it('has a case for each check, and no others', () => {
    expect(Object.keys(cases)).toEqual(allChecks.map(({ id }) => id));
  });
  it('passes a machine with which all is well', () => {
    const results = judge({});
    expect(results.filter(({ level }) => level !== 'pass')).toEqual([]);
    expect(results).toHaveLength(allChecks.length);
  });
  it.each(allChecks.map((check) => [check.id, check] as const))('%s tells a person what it is about', (id, check) => {
    expect(id).toMatch(/^PF-[A-Z]{2,3}-\d{3}$/);
    for (const text of [check.looksAt, check.title]) expect(text).toMatch(/^[A-Z].*[^.!?]$/);
    for (const text of [check.consequence, check.fix]) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(check.source.url).toMatch(/^https:\/\/learn\.microsoft\.com\//);
  });
  it('is told in docs/preflight.md, row by row', () => {
    const page = readFileSync(new URL('../../../docs/preflight.md', import.meta.url), 'utf8');
    const rows = page.split('\n').flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      return cells[1]?.startsWith('PF-') === true ? [cells.slice(1, 8)] : [];
    });
    expect(rows).toEqual(
      allChecks.map(({ id, looksAt, title, level, cost, source: { title: page_, url, date }, atReprotect }) => [
        id,
        looksAt,
        title,
        level,
        cost,
        atReprotect ? 'yes' : 'no',
        `[${page_}](${url}), ${date}`,
      ]),
    );
    for (const most of Object.values(mostCalls)) expect(page).toContain(String(most));
  });
});

describe.each(Object.entries(cases))('%s', (id, [found, near]) => {
  const level = allChecks.find((check) => check.id === id)?.level;
  it('is found', () => {
    const own = of(judge(found), id);
    expect(own.map((one) => one.level)).toEqual(own.map(() => level));
    expect(own.length).toBeGreaterThan(0);
    for (const { cause } of own) expect(cause).toMatch(/^[A-Za-z].*(\.|\(\d+\))$/);
  });
  it('is not found where it is hardly not there', () => {
    expect(of(judge(near), id).map((one) => one.level)).toEqual(['pass']);
  });
});

it.each(Object.entries(cases).filter(([id]) => !known.has(id)))(
  '%s is unknown where a fact is missing, and never passed',
  (id, [, , ...unknown]) => {
    expect(unknown.length).toBeGreaterThan(0);
    for (const one of unknown) expect(of(judge(one), id).map(({ level, cause }) => [level, cause !== ''])).toEqual([['unknown', true]]);
  },
);

test.each([
  ['default', []],
  ['Default', []],
  ['nope', ['The network that is made gets no subnet nope.']],
])('a network that is made gets the subnets of the machine’s own: %s', (subnetName, causes) => {
  const made = machine({}, { networkId: undefined, subnetName });
  const well = allWell(made);
  const results = judgePreflight([made], { ...well, networks: new Map([[(subjectOf(made).networkId ?? '').toLowerCase(), value(null)]]) });
  expect(results.filter(({ check }) => check === 'PF-NET-003').flatMap(({ cause }) => cause || [])).toEqual(causes);
});

test.each([
  ['Logging', ['cacheweu has no public network access, and lets through Logging.']],
  ['Logging, AzureServices', []],
])('a cache storage account without public network access, but for %s', (networkBypass, causes) => {
  const results = judge({ facts: cache({ publicNetworkAccess: 'Disabled', networkBypass }) });
  expect(of(results, 'PF-CCH-004').flatMap(({ cause }) => cause || [])).toEqual(causes);
});

test('what each check says', async () => {
  const endpoint = 'https://management.azure.com';
  const pages = Object.entries(cases).flatMap(([id, [found, , ...unknown]]) =>
    [found, ...unknown].map((one) =>
      preflightText(of(judge(one), id), endpoint)
        .slice(0, -1)
        .join('\n'),
    ),
  );
  await expect(`${[...new Set(pages)].join('\n\n')}\n`).toMatchFileSnapshot('golden/preflight.txt');
});

test('one thing found on several machines is one paragraph, the graver first', () => {
  const twin = machine({ id: `${machineId}2`, name: 'web2' });
  const well = allWell();
  const facts = { ...well, ...cases['PF-LCK-002']?.[0].facts?.(well), ...cases['PF-SUB-001']?.[0].facts?.(well) } as PreflightFacts;
  const lines = preflightText(judgePreflight([machine(), twin], facts), 'https://management.azure.com');
  expect(lines[0]).toBe('passed PF-VM-002 Size, OS disk, disk controller, security type and host of the machine');
  expect(lines.filter((line) => line.startsWith('passed '))).toHaveLength(25);
  expect(lines.filter((line) => !/^( |passed )/.test(line))).toEqual([
    'blocker PF-CAP-002 Quota of the target region is too small: web, web2',
    'blocker PF-SUB-001 Resource provider is not registered: web, web2',
    'warning PF-LCK-002 Lock forbids deletion: web',
    'unknown PF-VM-001 Site Recovery would refuse the machine? web2',
    'Checked beforehand: passed 52, blockers 4, warnings 1, not known 1.',
  ]);
});

describe('what is found in more ways', () => {
  const level = (id: string, one: Case): string | undefined => of(judge(one), id)[0]?.level;
  test('a disk that is left out does not matter', () => {
    const disks = [source().disks[0]!, { ...source().disks[1]!, sizeGb: 40_000 }];
    expect(level('PF-VM-007', { source: { disks } })).toBe('blocker');
    expect(level('PF-VM-007', { source: { disks }, choices: { leaveOut: [diskId('WEB-data')] } })).toBe('pass');
  });
  test('a way out by a public address, a route, Azure’s own', () => {
    const isPrivate = inSubnet({ isPrivate: true });
    expect(level('PF-NET-001', { source: { ...isPrivate, ...withInterface({ publicAddressId: toArmId('/pip') }) } })).toBe('pass');
    const routed = inSubnet({ isPrivate: true, routeTableId: routeTable });
    for (const leads of [true, false]) {
      const facts: Make = () => ({ defaultRoutes: only(routeTable, leads) });
      expect(level('PF-NET-001', { source: routed, facts })).toBe(leads ? 'pass' : 'blocker');
    }
    expect(level('PF-NET-001', {})).toBe('pass');
  });
  test('a zone in which the size cannot be had, a size that is not for this subscription', () => {
    expect(level('PF-CAP-001', { choices: { availability: { kind: 'zone', zone: '2' } } })).toBe('blocker');
    expect(level('PF-CAP-001', { choices: { availability: { kind: 'zone', zone: '3' } } })).toBe('blocker');
  });
  test('a subnet that the target network does not have', () => {
    expect(level('PF-NET-003', { choices: { subnetName: 'app' } })).toBe('blocker');
    expect(level('PF-NET-003', { choices: { subnetName: 'DEFAULT' } })).toBe('pass');
  });
  test('what is chosen and is not there; what is made and is not there yet', () => {
    const gone: Make = () => ({ cacheAccounts: only(cacheId, null), networks: only(networkId, null) });
    expect([level('PF-CCH-001', { facts: gone }), level('PF-NET-003', { facts: gone })]).toEqual(['blocker', 'blocker']);
    const one = machine({}, { targetGroupId: undefined, networkId: undefined, cacheAccountId: undefined });
    const { targetGroupId, networkId: made = '', cacheAccountId } = subjectOf(one);
    const facts = {
      ...allWell(one),
      replicas: only(targetGroupId, null),
      cacheAccounts: only(cacheAccountId, null),
      networks: only(made, null),
    };
    const found = judgePreflight([one], facts).filter((result) => result.level !== 'pass');
    expect(found).toEqual([]);
  });
  test('regions of Brazil', () => {
    const from = (location: string, targetRegion: string): Case => ({
      source: { location },
      choices: { targetRegion, vaultId: undefined },
    });
    expect(level('PF-REG-001', from('brazilsouth', 'eastus'))).toBe('pass');
    expect(level('PF-REG-001', from('brazilsouth', 'westeurope'))).toBe('blocker');
    expect(level('PF-REG-001', from('brazilsoutheast', 'eastus'))).toBe('blocker');
  });
  test('a group that is yet to be made has the rights of its subscription', () => {
    const one = machine({}, { targetGroupId: undefined, networkId: undefined, cacheAccountId: undefined, vaultId: undefined });
    const well = allWell(one);
    const { rights: needed } = subjectOf(one);
    const nothingElse: PreflightFacts['permissions'] = new Map([[subscription, value([{ actions: ['*/read'], notActions: [] }])]]);
    const gone: PreflightFacts['permissions'] = new Map(needed.map(({ groupId: id }) => [id.toLowerCase(), value(null)]));
    const lacking = { ...well, permissions: new Map([...nothingElse, ...gone]) };
    expect(of(judgePreflight([one], lacking), 'PF-PER-001').map((found) => found.level)).toEqual(['blocker', 'blocker']);
    expect(of(judgePreflight([one], well), 'PF-PER-001')[0]?.level).toBe('pass');
  });
  test('a policy on the cache account that would be made', () => {
    const one = machine({}, { cacheAccountId: undefined });
    const well = allWell(one);
    const { madeCacheAccount, cacheAccountId } = subjectOf(one);
    const facts = { ...well, cacheAccounts: only(cacheAccountId, null) };
    expect(of(judgePreflight([one], facts), 'PF-POL-001')[0]?.level).toBe('pass');
    const policies = new Map(well.policies).set(policyKey(madeCacheAccount!), value([{ assignmentId, field: '' }]));
    expect(of(judgePreflight([one], { ...facts, policies }), 'PF-POL-001')[0]).toMatchObject({
      level: 'blocker',
      cause: expect.stringMatching(/^Microsoft\.Storage\/storageAccounts in westeurope is denied by /),
    });
  });
});
