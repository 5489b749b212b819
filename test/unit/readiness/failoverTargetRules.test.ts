import { describe, expect, it } from 'vitest';
import { toArmId } from '../../../src/model/armId.ts';
import { addressKey, noDetails, type Detail, type Details } from '../../../src/model/details.ts';
import type { VirtualMachine } from '../../../src/model/compute.ts';
import type { ProtectedItem } from '../../../src/model/protectedItem.ts';
import type { RecoverySettings } from '../../../src/model/recoverySettings.ts';
import type { Assessment } from '../../../src/readiness/assessment.ts';
import {
  denied,
  details,
  itemId,
  netId,
  network,
  networks,
  nic,
  nicId,
  offer,
  place,
  recoveryInterface,
  settings,
  somethingId,
  source,
  target,
  value,
  withAddress,
} from './details.ts';
import { evidence, failedOver, item, judge, judgeOne, only, openTest, verdict, vm } from './facts.ts';

const withDetails = (
  change: Partial<Details>,
  itemChange: Partial<ProtectedItem> = {},
  vmChange: Partial<VirtualMachine> = {},
): Assessment => judgeOne(itemChange, { osName: 'ubuntu', osVersion: '22.04', ...vmChange }, { details: details(change) });
const withSettings = (one: RecoverySettings, change: Partial<Details> = {}): Assessment =>
  withDetails({ recoverySettings: new Map([[itemId, value(one)]]), ...change });
const notRead = ({ notEvaluated }: Assessment, rule: string): boolean => notEvaluated.some((one) => one.rule === rule);

const ofItems = ['DR-NET-001', 'DR-NET-002', 'DR-NET-003', 'DR-NET-004', 'DR-NET-005', 'DR-CAP-002', 'DR-VM-017', 'DR-VM-018'];

describe('full depth', () => {
  it('passes where everything is well, and the machine is ready', () => {
    const all = withDetails({});
    expect([...ofItems, 'DR-CAP-001'].map((rule) => verdict(all, rule))).toEqual(Array.from({ length: 9 }, () => 'pass'));
    expect(all.notEvaluated.map(({ rule }) => rule)).toEqual([]);
    expect(only(all).state).toBe('ready');
  });
  it.each(ofItems)('%s: what was not read is counted, and is no fault of the machine', (rule) => {
    const unread = judgeOne({}, {}, { details: noDetails });
    expect(unread.notEvaluated).toContainEqual({ rule, machines: 1, why: 'notRead' });
    expect(unread.unknown).toEqual([]);
    expect(only(unread).state).toBe('ready');
    expect(judgeOne().notEvaluated).toContainEqual({ rule, machines: 1, why: 'notRead' });
  });
  it.each(ofItems)('%s: what may not be read is unknown, with the reason', (rule) => {
    const kinds = Object.fromEntries(
      (['recoverySettings', 'sizes', 'supportedSystems'] as const).map((kind) => [
        kind,
        new Map([...details()[kind].keys()].map((id) => [id, denied])),
      ]),
    );
    const all = withDetails(kinds);
    expect(verdict(all, rule)).toBe('unknown');
    expect(all.unknown.find((one) => one.rule === rule)?.reason).toContain('AuthorizationFailed');
    expect(only(all).state).toBe('unknown');
  });
  it.each(ofItems.slice(0, 5))('%s: nothing to say of what is failed over, under test or without a recovery point', (rule) => {
    for (const change of [failedOver, openTest, { protectionState: 'InitialReplicationInProgress', rpoSeconds: null }]) {
      const all = withDetails({ recoverySettings: new Map() }, change);
      expect([verdict(all, rule), notRead(all, rule)]).toEqual(['pass', false]);
    }
  });
});

describe('DR-NET-001 failover network', () => {
  it.each<[string, RecoverySettings, Partial<Details>, string]>([
    ['no network is set', settings({ interfaces: [{ ...recoveryInterface, networkId: null }] }), {}, 'critical'],
    ['the network is gone', settings(), { networks: new Map([...networks(), [target, value(null)]]) }, 'critical'],
    ['the subnet is gone', withAddress({ subnetName: 'dmz' }), {}, 'critical'],
    ['the subnet in another case', withAddress({ subnetName: 'APP' }), {}, 'pass'],
    ['Azure chooses the subnet', withAddress({ subnetName: null }), {}, 'pass'],
    ['the network may not be read', settings(), { networks: new Map([[target, denied]]) }, 'unknown'],
  ])('%s', (_, one, change, expected) => {
    const all = withSettings(one, change);
    expect(verdict(all, 'DR-NET-001')).toBe(expected);
    expect(only(all).state).toBe({ critical: 'atRisk', pass: 'ready', unknown: 'unknown' }[expected]);
  });
  it('an item without interfaces: its own network decides', () => {
    const none = new Map([[itemId, value(settings({ interfaces: [] }))]]);
    expect(verdict(withDetails({ recoverySettings: none }, { targetNetworkId: null }), 'DR-NET-001')).toBe('critical');
    expect(verdict(withDetails({ recoverySettings: none }, { targetNetworkId: target }), 'DR-NET-001')).toBe('unknown');
  });
});

describe('DR-NET-002 addresses', () => {
  const key = addressKey(target, '10.2.0.9');
  const usage = (used: number, limit: number): Partial<Details> => ({
    subnetUsages: new Map([[target, value(new Map([[toArmId(`${target}/subnets/app`), { used, limit }]]))]]),
  });
  it.each<[string, Partial<Details>, string]>([
    ['taken', { addresses: new Map([[key, value(false)]]) }, 'high'],
    ['free', { addresses: new Map([[key, value(true)]]) }, 'pass'],
    ['not known', { addresses: new Map([[key, denied]]) }, 'unknown'],
  ])('a static address that is %s', (_, change, expected) => {
    expect(verdict(withSettings(withAddress({ staticAddress: '10.2.0.9' }), change), 'DR-NET-002')).toBe(expected);
  });
  it('that the machine keeps takes no other address, and may be asked for by one machine alone', () => {
    const kept = withAddress({ staticAddress: '10.2.0.9', isKept: true });
    expect(verdict(withSettings(kept, usage(251, 251)), 'DR-NET-002')).toBe('pass');
    const other = item('n');
    const both = judge({
      machines: [vm('m'), vm('n')],
      protectedItems: [item('m'), other],
      details: details({
        addresses: new Map([[key, value(false)]]),
        recoverySettings: new Map([
          [itemId, value(kept)],
          [other.id, value(withAddress({ staticAddress: '10.2.0.9' }))],
        ]),
      }),
    });
    expect(both.findings.filter(({ rule }) => rule === 'DR-NET-002')).toHaveLength(2);
  });
  it.each<[string, Partial<Details>, string]>([
    ['there', { interfaces: new Map([[somethingId('Microsoft.Network/networkInterfaces', 'kept'), value(nic())]]) }, 'pass'],
    ['gone', { interfaces: new Map([[somethingId('Microsoft.Network/networkInterfaces', 'kept'), value(null)]]) }, 'high'],
    ['not known', { interfaces: new Map([[somethingId('Microsoft.Network/networkInterfaces', 'kept'), denied]]) }, 'unknown'],
  ])('of an interface that is to be reused and is %s', (_, change, expected) => {
    const reusedId = somethingId('Microsoft.Network/networkInterfaces', 'kept');
    const { addresses } = withAddress({ staticAddress: '10.2.0.9' }).interfaces[0]!;
    const reusing = settings({ interfaces: [{ ...recoveryInterface, reusedId, addresses }] });
    const all = withSettings(reusing, { ...usage(251, 251), addresses: new Map([[key, value(false)]]), ...change });
    expect(verdict(all, 'DR-NET-002')).toBe(expected);
  });
  it.each<[number, number, string]>([
    [250, 251, 'pass'],
    [251, 251, 'high'],
  ])('%d of %d addresses of the subnet in use', (used, limit, expected) => {
    expect(verdict(withDetails(usage(used, limit)), 'DR-NET-002')).toBe(expected);
  });
  it('counts all machines that are failed over to the subnet, and waits until they were read', () => {
    const other = item('n', { targetNetworkId: target });
    const both = { machines: [vm('m'), vm('n')], protectedItems: [item('m', { targetNetworkId: target }), other] };
    const one = details(usage(250, 251));
    const partly = judge({ ...both, details: one });
    expect([verdict(partly, 'DR-NET-002', vm('m').id), partly.notEvaluated.find(({ rule }) => rule === 'DR-NET-002')?.machines]).toEqual([
      'pass',
      2,
    ]);
    const read = (detail: Detail<RecoverySettings>): Assessment =>
      judge({ ...both, details: { ...one, recoverySettings: new Map([...one.recoverySettings, [other.id, detail]]) } });
    expect(evidence(read(value(settings())), 'DR-NET-002')).toEqual({
      subnet: 'app',
      'usages: free addresses': 1,
      'addresses that failovers need': 2,
    });
    expect(verdict(read(denied), 'DR-NET-002', vm('m').id)).toBe('unknown');
  });
  it('an address that two machines are to get', () => {
    const other = item('n');
    const twice = withAddress({ staticAddress: '10.2.0.9' });
    const all = judge({
      machines: [vm('m'), vm('n')],
      protectedItems: [item('m'), other],
      details: details({
        addresses: new Map([[key, value(true)]]),
        recoverySettings: new Map([
          [itemId, value(twice)],
          [other.id, value(twice)],
        ]),
      }),
    });
    expect(all.findings.filter(({ rule }) => rule === 'DR-NET-002')).toHaveLength(2);
  });
});

describe('DR-NET-003 counterparts', () => {
  const pip = somethingId('Microsoft.Network/publicIPAddresses', 'pip');
  const pool = somethingId('Microsoft.Network/loadBalancers', 'lb/backendAddressPools/pool');
  const group = somethingId('Microsoft.Network/networkSecurityGroups', 'nsg');
  const routes = somethingId('Microsoft.Network/routeTables', 'routes');
  const ofNic = (change: Parameters<typeof nic>[0], more: Partial<Details> = {}, one = settings()): string =>
    verdict(withSettings(one, { interfaces: new Map([[nicId, value(nic(change))]]), ...more }), 'DR-NET-003');
  const subnet = (change: object, name = source): { subnets: never[] } => ({
    subnets: [
      { id: toArmId(`${name}/subnets/app`), name: 'app', securityGroupId: undefined, routeTableId: undefined, ...change },
    ] as never[],
  });
  const configured = (change: object) => ({
    configurations: [{ name: 'ipconfig1', publicAddressId: null, backendPoolIds: [], ...change }],
  });

  it('a public address, a load balancer', () => {
    expect(ofNic(configured({ publicAddressId: pip }))).toBe('medium');
    expect(ofNic(configured({ publicAddressId: pip }), {}, withAddress({ publicAddressId: pip }))).toBe('pass');
    expect(ofNic(configured({ backendPoolIds: [pool] }))).toBe('medium');
    expect(ofNic(configured({ backendPoolIds: [pool] }), {}, withAddress({ backendPoolIds: [pool] }))).toBe('pass');
  });
  it('a security group of the interface or its subnet: of the settings or of the failover subnet', () => {
    expect(ofNic({ securityGroupId: group })).toBe('medium');
    expect(ofNic({ securityGroupId: group }, { networks: networks({ target: subnet({ securityGroupId: group }, target) }) })).toBe('pass');
    expect(ofNic({ securityGroupId: group }, {}, settings({ interfaces: [{ ...recoveryInterface, securityGroupId: group }] }))).toBe(
      'pass',
    );
    expect(ofNic({}, { networks: networks({ source: subnet({ securityGroupId: group }) }) })).toBe('medium');
    expect(ofNic({ securityGroupId: undefined })).toBe('unknown');
  });
  it('an interface that is reused brings its own', () => {
    const reusedId = somethingId('Microsoft.Network/networkInterfaces', 'kept');
    const configurations = [{ name: 'other', publicAddressId: pip, backendPoolIds: [pool] }];
    const full = { securityGroupId: group, ...configured({ publicAddressId: pip, backendPoolIds: [pool] }) };
    const reusing = settings({ interfaces: [{ ...recoveryInterface, reusedId }] });
    const of = (kept: Detail<ReturnType<typeof nic> | null>) =>
      verdict(
        withSettings(reusing, { interfaces: new Map([...details().interfaces, [nicId, value(nic(full))], [reusedId, kept]]) }),
        'DR-NET-003',
      );
    expect(of(value(nic({ securityGroupId: group, configurations })))).toBe('pass');
    expect([of(value(nic())), of(value(null)), of(denied)]).toEqual(['medium', 'medium', 'unknown']);
  });
  it('a route table', () => {
    const both = { source: subnet({ routeTableId: routes }), target: subnet({ routeTableId: routes }, target) };
    expect(ofNic({}, { networks: networks({ source: both.source }) })).toBe('medium');
    expect(ofNic({}, { networks: networks(both) })).toBe('pass');
  });
  it('what cannot be read', () => {
    expect(verdict(withDetails({ interfaces: new Map([[nicId, denied]]) }), 'DR-NET-003')).toBe('unknown');
    expect(notRead(withDetails({ interfaces: new Map() }), 'DR-NET-003')).toBe(true);
    expect(verdict(withDetails({ interfaces: new Map([[nicId, value(null)]]) }), 'DR-NET-003')).toBe('pass');
  });
});

describe('DR-NET-004 references', () => {
  const pip = somethingId('Microsoft.Network/publicIPAddresses', 'pip');
  const one = settings({ references: [{ property: 'recoveryPublicIPAddressId', id: pip }] });
  it.each<[string, Details['targets'], string, string]>([
    ['gone', new Map([[pip, value(null)]]), 'critical', 'atRisk'],
    ['there', new Map([[pip, value({ location: 'northeurope' })]]), 'pass', 'ready'],
    ['denied', new Map([[pip, denied]]), 'unknown', 'unknown'],
  ])('%s', (_, targets, expected, state) => {
    const all = withSettings(one, { targets });
    expect([verdict(all, 'DR-NET-004'), only(all).state]).toEqual([expected, state]);
  });
});

describe('DR-NET-005 DNS', () => {
  const hub = netId('hub');
  const dns = (...dnsServers: string[]) => networks({ target: { dnsServers } });
  it.each<[string, Details['networks'], string]>([
    ['Azure’s', dns(), 'pass'],
    ['in the source network', dns('10.1.0.4'), 'high'],
    ['one there, one beside the recovered machine', dns('10.1.0.4', '10.2.0.4'), 'pass'],
    ['elsewhere: on premises', dns('192.168.0.1'), 'pass'],
    [
      'in a peered network of the source region',
      new Map([
        ...networks({ target: { dnsServers: ['10.9.0.4'], peerings: [{ networkId: hub, prefixes: ['10.9.0.0/16'] }] } }),
        [hub, value(network('hub', 'westeurope', '10.9.0.0/16'))],
      ]),
      'high',
    ],
    [
      'in a peered network of a third region',
      new Map([
        ...networks({ target: { dnsServers: ['10.9.0.4'], peerings: [{ networkId: hub, prefixes: ['10.9.0.0/16'] }] } }),
        [hub, value(network('hub', 'swedencentral', '10.9.0.0/16'))],
      ]),
      'pass',
    ],
    [
      'in a peered network that may not be read',
      new Map([
        ...networks({ target: { dnsServers: ['10.9.0.4'], peerings: [{ networkId: hub, prefixes: ['10.9.0.0/16'] }] } }),
        [hub, denied],
      ]),
      'unknown',
    ],
  ])('%s', (_, all, expected) => {
    expect(verdict(withDetails({ networks: all }), 'DR-NET-005')).toBe(expected);
  });
  it('does not concern replication within the region', () => {
    const zonal = withDetails({ networks: dns('10.1.0.4') }, { targetLocation: 'westeurope' });
    expect(verdict(zonal, 'DR-NET-005')).toBe('pass');
  });
});

describe('DR-CAP-001 quota', () => {
  const quota = (used: number, limit: number, total = 1000) =>
    new Map([
      [
        place,
        value([
          { name: 'cores', used: 0, limit: total },
          { name: 'standardDSv5Family', used, limit },
        ]),
      ],
    ]);
  it.each<[string, Partial<Details>, string, string]>([
    ['just enough', { quotas: quota(98, 100) }, 'pass', 'ready'],
    ['one core short', { quotas: quota(99, 100) }, 'critical', 'atRisk'],
    ['enough of the family, not of the region', { quotas: quota(0, 100, 1) }, 'critical', 'atRisk'],
    ['no quota of the family', { quotas: new Map([[place, value([])]]) }, 'unknown', 'unknown'],
    ['denied', { quotas: new Map([[place, denied]]) }, 'unknown', 'unknown'],
  ])('%s', (_, change, expected, state) => {
    const all = withDetails(change);
    expect([verdict(all, 'DR-CAP-001'), only(all).state]).toEqual([expected, state]);
  });
  it('sums up all machines of the place, and says so in numbers about the place', () => {
    const all = judge({
      machines: ['m', 'n', 'o'].map((name) => vm(name)),
      protectedItems: [item('m'), item('n', { targetSize: null }), item('o', failedOver)],
      details: details({ quotas: quota(97, 100) }),
    });
    expect(evidence(all, 'DR-CAP-001')).toEqual({
      'standardDSv5Family: needed': 4,
      'standardDSv5Family: free': 3,
      'standardDSv5Family: limit': 100,
    });
    expect(all.findings.find(({ rule }) => rule === 'DR-CAP-001')?.subject).toBe(place);
    expect(Object.fromEntries(all.machines.map(({ name, state }) => [name, state]))).toEqual({ m: 'atRisk', n: 'atRisk', o: 'failedOver' });
  });
  it('an item that does not tell where it leads, or its size, leaves a pass open', () => {
    const pair = (change: Partial<ProtectedItem>): Assessment =>
      judge({ machines: [vm('m'), vm('n')], protectedItems: [item('m'), item('n', change)], details: details() });
    expect(verdict(pair({ targetResourceGroupId: undefined }), 'DR-CAP-001')).toBe('unknown');
    expect(verdict(pair({ targetSize: undefined }), 'DR-CAP-001')).toBe('unknown');
    expect(verdict(pair({ targetResourceGroupId: undefined, targetLocation: 'eastus' }), 'DR-CAP-001')).toBe('pass');
  });
  it('an item that may run there already needs nothing for certain', () => {
    const all = judge({
      machines: [vm('m'), vm('n')],
      protectedItems: [item('m'), item('n', { protectionState: undefined })],
      details: details({ quotas: quota(97, 100) }),
    });
    expect(verdict(all, 'DR-CAP-001')).toBe('unknown');
  });
});

describe('DR-CAP-002 size', () => {
  const sizes = (change: object) => new Map([[place, value(new Map([['standard_d2s_v5', { ...offer, ...change }]]))]]);
  it.each<[string, Partial<Details>, Partial<ProtectedItem>, string]>([
    ['not offered', { sizes: new Map([[place, value(new Map())]]) }, {}, 'critical'],
    ['restricted', { sizes: sizes({ restriction: 'NotAvailableForSubscription' }) }, {}, 'critical'],
    ['restricted in its zone', { sizes: sizes({ restrictedZones: ['2'] }) }, { targetZone: '2' }, 'critical'],
    ['restricted in another zone', { sizes: sizes({ restrictedZones: ['2'] }) }, { targetZone: '1' }, 'pass'],
    ['not offered in its zone', {}, { targetZone: '3' }, 'critical'],
    ['offered in another case', {}, { targetSize: 'STANDARD_D2S_V5' }, 'pass'],
    ['the source’s size, offered', {}, { targetSize: null }, 'pass'],
    ['size not known', {}, { targetSize: undefined }, 'unknown'],
    ['zone not known', {}, { targetZone: undefined }, 'unknown'],
  ])('%s', (_, change, itemChange, expected) => {
    expect(verdict(withDetails(change, itemChange), 'DR-CAP-002')).toBe(expected);
  });
});

describe('DR-VM-017 keys', () => {
  const [here, there] = [somethingId('Microsoft.Compute/diskEncryptionSets', 'des'), somethingId('Microsoft.KeyVault/vaults', 'kv')];
  const disk = {
    name: 'd',
    sourceEncryptionSetId: null,
    encryptionSetId: null,
    isGuestEncrypted: false,
    secretVaultId: null,
    isKeyEncrypted: false,
    keyVaultId: null,
  };
  const at = (location: string): Details['targets'] => new Map([here, there].map((id) => [id, value({ location })]));
  it.each<[string, object, Details['targets'], string]>([
    ['keys of Azure', {}, new Map(), 'pass'],
    ['own keys, none for the failover', { sourceEncryptionSetId: here }, new Map(), 'high'],
    ['own keys, set', { sourceEncryptionSetId: here, encryptionSetId: here }, at('northeurope'), 'pass'],
    ['own keys, set in the source region', { sourceEncryptionSetId: here, encryptionSetId: here }, at('westeurope'), 'high'],
    [
      'own keys, set but gone: DR-NET-004 says so',
      { sourceEncryptionSetId: here, encryptionSetId: here },
      new Map([[here, value(null)]]),
      'pass',
    ],
    ['own keys, set, denied', { sourceEncryptionSetId: here, encryptionSetId: here }, new Map([[here, denied]]), 'unknown'],
    ['encrypted in the guest, no key vault', { isGuestEncrypted: true }, new Map(), 'high'],
    ['encrypted in the guest, key vault there', { isGuestEncrypted: true, secretVaultId: there }, at('northeurope'), 'pass'],
    [
      'encrypted with a key, vault of the secret only',
      { isGuestEncrypted: true, secretVaultId: there, isKeyEncrypted: true },
      at('northeurope'),
      'high',
    ],
  ])('%s', (_, change, targets, expected) => {
    expect(verdict(withSettings(settings({ disks: [{ ...disk, ...change }] }), { targets }), 'DR-VM-017')).toBe(expected);
  });
});

describe('DR-VM-018 operating system', () => {
  it.each<[string | undefined, string | undefined, string]>([
    ['ubuntu', '22.04', 'pass'],
    ['ubuntu', '23.10', 'high'],
    ['redhat', '8.6', 'pass'],
    ['rhel', '8.6', 'pass'],
    ['redhat', '9.9', 'high'],
    ['debian', '11.6', 'pass'],
    ['sles', '12.5', 'pass'],
    ['gentoo', '2', 'high'],
    [undefined, '22.04', 'unknown'],
    ['ubuntu', undefined, 'unknown'],
  ])('%s %s: %s', (osName, osVersion, expected) => {
    expect(verdict(withDetails({}, {}, { osName, osVersion }), 'DR-VM-018')).toBe(expected);
  });
  it('does not judge Windows by its name', () => {
    expect(verdict(withDetails({}, {}, { osType: 'Windows', osName: undefined }), 'DR-VM-018')).toBe('pass');
    expect(verdict(withDetails({}, {}, { osType: undefined, osName: 'Windows Server 2022', osVersion: '10' }), 'DR-VM-018')).toBe(
      'unknown',
    );
  });
});
