import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import type { VirtualMachine } from '../../../src/model/compute.ts';
import { mostCalls, policyKey, type FactMap, type PreflightFacts } from '../../../src/model/preflightFacts.ts';
import type { ReplicationSource } from '../../../src/model/replicationSource.ts';
import type { EnableChoices } from '../../../src/operations/enableChoices.ts';
import { allChecks } from '../../../src/operations/preflight/allChecks.ts';
import { judgePreflight, type PreflightMachine, type PreflightResult } from '../../../src/operations/preflight/preflight.ts';
import { preflightText } from '../../../src/operations/preflight/preflightText.ts';
import { subjectOf } from '../../../src/operations/preflight/subjectOf.ts';
import { denied, value } from '../readiness/details.ts';
import { account, diskId, groupId, item, vm } from '../readiness/facts.ts';
import {
  allWell,
  cacheId,
  link,
  machine,
  machineId,
  networkId,
  place,
  source,
  subnet,
  subscription,
  targetGroup,
} from './preflightCase.ts';

interface Case {
  /** What is not as it should be. */
  readonly source?: Partial<ReplicationSource>;
  readonly vm?: Partial<VirtualMachine>;
  readonly choices?: Partial<EnableChoices>;
  readonly facts?: (well: PreflightFacts) => Partial<Record<keyof PreflightFacts, FactMap<unknown>>>;
  readonly others?: readonly PreflightMachine[];
}

type Make = NonNullable<Case['facts']>;

function judge({ source: change = {}, vm: own, choices, facts, others = [] }: Case): readonly PreflightResult[] {
  const one = machine({ ...change, ...(own && { machine: vm('web', { size: 'Standard_D2s_v5', ...own }) }) }, choices);
  const well = allWell(one);
  return judgePreflight([one, ...others], { ...well, ...facts?.(well) } as PreflightFacts).filter(({ machineId: id }) => id === machineId);
}

const only = <T>(id: string, fact: T): FactMap<T> => new Map([[id.toLowerCase(), value(fact)]]);
const inSubnet = (change: Partial<typeof subnet>): Partial<ReplicationSource> => ({
  network: { ...source().network, subnets: [{ ...subnet, ...change }] },
});
const routeTable = `${groupId()}/providers/Microsoft.Network/routeTables/rt`;
const natGateway = `${groupId()}/providers/Microsoft.Network/natGateways/nat`;
const withInterface = (change: object): Partial<ReplicationSource> => {
  const { networkInterface } = source();
  return { networkInterface: { ...networkInterface, configurations: [{ ...networkInterface.configurations[0]!, ...change }] } };
};
const targetSubnet =
  (change: object, location = 'northeurope'): Make =>
  () => ({
    networks: only(networkId, { location, subnets: [{ ...subnet, addressPrefix: '10.2.1.0/24', used: 10, ...change }] }),
  });
const lock =
  (scope: string, level: string): Make =>
  () => ({
    locks: only(subscription, [{ scope, level, name: 'keep' }]),
  });
const cache =
  (change: object): Make =>
  () => ({ cacheAccounts: only(cacheId, account('cacheweu', change)) });
const without =
  (name: keyof PreflightFacts): Make =>
  () => ({ [name]: new Map() });
const refusedTo =
  (name: keyof PreflightFacts): Make =>
  (well) => ({
    [name]: new Map([...well[name].keys()].map((key) => [key, denied])),
  });
const itemId = item('web').id;
const linked =
  (isThere: boolean): Make =>
  () => ({ links: only(subscription, [link(itemId)]), linkedItems: only(itemId, isThere) });
const providers =
  (state: string | undefined): Make =>
  (well) => {
    const fact = well.providers.get(subscription);
    const states = new Map(fact && 'value' in fact ? fact.value : []);
    if (state === undefined) states.delete('microsoft.network');
    else states.set('microsoft.network', state);
    return { providers: only(subscription, states) };
  };
const rights =
  (actions: readonly string[], notActions: readonly string[] = []): Make =>
  () => ({
    permissions: new Map([
      [subscription, value([])],
      ...[groupId(), groupId('rg-target'), groupId('rg-dr')].map((id) => [id.toLowerCase(), value([{ actions, notActions }])] as const),
    ]),
  });
const policy =
  (denials: readonly object[]): Make =>
  (well) => ({
    policies: new Map([...well.policies.keys()].map((key) => [key, value(denials)])),
  });
const assignmentId = `${subscription}/providers/Microsoft.Authorization/policyAssignments/regions`;

/** Of each check: found; hardly not found; not to be told. */
const cases: Readonly<Record<string, readonly [found: Case, near: Case, ...unknown: Case[]]>> = {
  'PF-VM-001': [
    { facts: () => ({ eligibility: only(machineId, [{ code: '150172', message: 'A disk is too small.' }]) }) },
    {},
    { facts: without('eligibility') },
    { facts: refusedTo('eligibility') },
  ],
  'PF-VM-002': [
    { vm: { ephemeralOsDisk: true, diskController: 'NVMe' } },
    { vm: { diskController: 'SCSI', securityType: 'TrustedLaunch' } },
    { vm: { securityType: undefined } },
    { vm: { size: undefined } },
    { vm: { disks: undefined } },
    { vm: { diskController: undefined } },
    { vm: { hostId: undefined } },
  ],
  'PF-VM-003': [
    { vm: { encryptionAtHost: true } },
    { vm: { encryptionAtHost: false } },
    { vm: { encryptionAtHost: undefined } },
    { vm: { disks: undefined } },
  ],
  'PF-VM-004': [
    { vm: { provisioningState: 'Updating' } },
    { vm: { provisioningState: 'succeeded' } },
    { vm: { provisioningState: undefined } },
  ],
  'PF-VM-005': [
    { vm: { powerState: 'deallocated', agentStatus: undefined } },
    { vm: { agentStatus: 'ready' } },
    { vm: { powerState: undefined } },
    { vm: { agentStatus: undefined } },
  ],
  'PF-VM-006': [{ vm: { failedExtensions: ['Backup'] } }, { vm: { failedExtensions: [] } }, { vm: { failedExtensions: undefined } }],
  'PF-VM-007': [
    { source: { disks: [{ ...source().disks[0]!, sizeGb: 4096 }] } },
    {
      source: {
        disks: [
          { ...source().disks[0]!, sizeGb: 4095 },
          { ...source().disks[1]!, sizeGb: 32_768 },
        ],
      },
    },
    { source: { disks: [{ ...source().disks[0]!, sizeGb: undefined }] } },
  ],
  'PF-LNK-001': [
    { facts: linked(true) },
    { facts: linked(false) },
    { facts: without('links') },
    { facts: () => ({ links: only(subscription, [link(itemId)]) }) },
  ],
  'PF-LNK-002': [
    { facts: linked(false) },
    { facts: linked(true) },
    { facts: without('links') },
    { facts: () => ({ links: only(subscription, [link(itemId)]) }) },
  ],
  'PF-LCK-001': [
    { facts: lock(targetGroup, 'ReadOnly') },
    { facts: lock(`${targetGroup}/providers/Microsoft.Compute/disks/other`, 'ReadOnly') },
    { facts: without('locks') },
    { facts: refusedTo('locks') },
  ],
  'PF-LCK-002': [{ facts: lock(machineId, 'CanNotDelete') }, { facts: lock(`${machineId}2`, 'CanNotDelete') }, { facts: without('locks') }],
  'PF-TGT-001': [
    { facts: () => ({ replicas: only(targetGroup, null) }) },
    { facts: () => ({ replicas: only(targetGroup, []) }) },
    { facts: without('replicas') },
  ],
  'PF-DSK-001': [
    { facts: () => ({ replicas: only(targetGroup, [diskId('web-os-ASRReplica', 'rg-target')]) }) },
    { facts: () => ({ replicas: only(targetGroup, [diskId('other-os-ASRReplica', 'rg-target')]) }) },
    { facts: without('replicas') },
  ],
  'PF-CCH-001': [{ facts: cache({ location: 'northeurope' }) }, {}, { facts: without('cacheAccounts') }],
  'PF-CCH-002': [
    { facts: cache({ sku: 'Premium_LRS' }) },
    { facts: cache({ kind: 'BlockBlobStorage', sku: 'Premium_LRS' }) },
    { facts: cache({ kind: undefined }) },
    { facts: cache({ sku: undefined }) },
  ],
  'PF-CCH-003': [
    { facts: cache({ allowSharedKeyAccess: false }) },
    { facts: () => ({ cacheAccounts: only(cacheId, null) }) },
    { facts: cache({ allowSharedKeyAccess: undefined }) },
  ],
  'PF-CCH-004': [
    { facts: cache({ networkDefaultAction: 'Deny', networkBypass: 'Logging, Metrics' }) },
    { facts: cache({ networkDefaultAction: 'Deny', networkBypass: 'Logging, AzureServices' }) },
    { facts: cache({ networkDefaultAction: undefined }) },
    { facts: cache({ networkDefaultAction: 'Deny', networkBypass: undefined }) },
  ],
  'PF-NET-001': [
    { source: inSubnet({ isPrivate: true }) },
    { source: inSubnet({ isPrivate: true, natGatewayId: natGateway }) },
    { source: inSubnet({ name: 'another' }) },
    { source: inSubnet({ isPrivate: true, routeTableId: routeTable }) },
    { source: withInterface({ backendPoolIds: [toArmId('/pool')] }) },
  ],
  'PF-NET-002': [
    { facts: targetSubnet({ isPrivate: true }) },
    { facts: targetSubnet({ isPrivate: true, natGatewayId: natGateway }) },
    { facts: targetSubnet({ isPrivate: true, routeTableId: routeTable }) },
    { facts: without('networks') },
  ],
  'PF-NET-003': [
    { facts: targetSubnet({}, 'westeurope') },
    { facts: targetSubnet({ name: 'Default' }) },
    { facts: without('networks') },
  ],
  'PF-NET-004': [
    { facts: targetSubnet({ addressPrefix: '10.2.1.0/28', used: 11 }) },
    { facts: targetSubnet({ addressPrefix: '10.2.1.0/28', used: 10 }) },
    { facts: without('networks') },
    { facts: targetSubnet({ addressPrefix: 'fd00::/64' }) },
  ],
  'PF-CAP-001': [
    { vm: { size: 'Standard_M8ms' } },
    { choices: { availability: { kind: 'zone', zone: '1' } } },
    { facts: without('sizes') },
    { vm: { size: undefined } },
  ],
  'PF-CAP-002': [
    { others: [machine({ id: `${machineId}2`, name: 'web2' })] },
    { others: [machine({ id: `${machineId}2`, name: 'web2', machine: vm('web2', { size: 'Standard_M8ms' }) })] },
    { facts: without('quotas') },
    { facts: () => ({ quotas: only(place, [{ name: 'cores', used: 0, limit: 10 }]) }) },
    { vm: { size: undefined } },
  ],
  'PF-REG-001': [
    { choices: { targetRegion: 'brazilsouth', vaultId: undefined } },
    { source: { location: 'brazilsouth' }, choices: { targetRegion: 'eastus2', vaultId: undefined } },
  ],
  'PF-REG-002': [
    { choices: { targetRegion: 'francesouth', vaultId: undefined } },
    { choices: { targetRegion: 'francecentral', vaultId: undefined } },
  ],
  'PF-SUB-001': [
    { facts: providers('NotRegistered') },
    { facts: providers('registered') },
    { facts: providers(undefined) },
    { facts: without('providers') },
  ],
  'PF-PER-001': [
    { facts: rights(['Microsoft.RecoveryServices/*', '*/read'], ['Microsoft.RecoveryServices/vaults/replicationFabrics/write']) },
    {
      facts: rights([
        'Microsoft.RecoveryServices/*',
        '*/read',
        'Microsoft.Compute/*',
        'Microsoft.Network/*',
        'Microsoft.Storage/storageAccounts/listKeys/action',
      ]),
    },
    { facts: without('permissions') },
    { facts: refusedTo('permissions') },
  ],
  'PF-POL-001': [
    { facts: policy([{ assignmentId, field: '' }]) },
    { facts: policy([]) },
    { facts: without('policies') },
    { facts: refusedTo('policies') },
  ],
};

/** Cannot be unknown: no fact is read. */
const known = new Set(['PF-REG-001', 'PF-REG-002']);

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
    expect(check.title).not.toMatch(/[.!]$/);
    for (const text of [check.consequence, check.fix]) expect(text).toMatch(/^[A-Z].*\.$/);
    expect(check.source.url).toMatch(/^https:\/\/learn\.microsoft\.com\//);
  });
  it('is told in docs/preflight.md, row by row', () => {
    const page = readFileSync(new URL('../../../docs/preflight.md', import.meta.url), 'utf8');
    const rows = page.split('\n').flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      return cells[1]?.startsWith('PF-') === true ? [cells.slice(1, 7)] : [];
    });
    expect(rows).toEqual(
      allChecks.map(({ id, title, level, cost, source: { title: page_, url, date }, atReprotect }) => [
        id,
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
  expect(lines.filter((line) => !line.startsWith(' '))).toEqual([
    'blocker PF-CAP-002 Quota of the target region is too small: web, web2',
    'blocker PF-SUB-001 Resource provider is not registered: web, web2',
    'warning PF-LCK-002 Lock forbids deletion: web',
    'unknown PF-VM-001 Site Recovery would refuse the machine? web2',
    'Checked beforehand: passed 50, blockers 4, warnings 1, not known 1.',
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
