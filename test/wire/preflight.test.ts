import { describe, expect, test } from 'vitest';
import { mostCalls } from '../../src/model/preflightFacts.ts';
import { preflight } from '../../src/operations/preflight/preflight.ts';
import { applyFix } from '../../src/operations/preflight/preflightFix.ts';
import type { ArmResource } from '../../src/sandbox/resource.ts';
import { choicesFor, openProtected, type Place } from './operationsHarness.ts';
import {
  SUBSCRIPTION,
  openWell,
  change,
  put,
  planned,
  type Checked,
  check,
  checkOne,
  enableAnyway,
  privateSubnet,
  assigned,
  allowedLocations,
  noSharedKeys,
} from './preflightHarness.ts';

describe('what Azure would refuse is found, and Azure refuses it', () => {
  const refused: readonly (readonly [string, string, (place: Place) => void])[] = [
    [
      'PF-VM-004',
      '150019',
      (place) => change(place, place.own.machine, ({ properties }) => ({ properties: { ...properties, provisioningState: 'Failed' } })),
    ],
    [
      'PF-VM-005',
      '151025',
      (place) =>
        change(place, place.own.machine, ({ properties }) => ({
          properties: { ...properties, instanceView: { statuses: [{ code: 'PowerState/deallocated' }] } },
        })),
    ],
    [
      'PF-VM-002',
      '28020',
      (place) =>
        change(place, place.own.machine, ({ properties }) => ({
          properties: { ...properties, storageProfile: { ...(properties?.['storageProfile'] as object), diskControllerType: 'NVMe' } },
        })),
    ],
    [
      'PF-LNK-002',
      '150226',
      (place) => {
        const id = `${place.own.machine}/providers/Microsoft.Resources/links/ASR-Protect-old`;
        const targetId = `${place.own.targetGroup}/providers/Microsoft.RecoveryServices/vaults/v/replicationFabrics/f/replicationProtectionContainers/c/replicationProtectedItems/old`;
        put(place, id, { properties: { sourceId: place.own.machine, targetId } });
      },
    ],
    [
      'PF-LCK-001',
      '28020',
      (place) => put(place, `${place.own.machine}/providers/Microsoft.Authorization/locks/keep`, { properties: { level: 'ReadOnly' } }),
    ],
    [
      'PF-DSK-001',
      '28020',
      (place) =>
        put(place, `${place.own.targetGroup}/providers/Microsoft.Compute/disks/vm-1_OsDisk-ASRReplica`, {
          location: 'eastus2',
          properties: {},
        }),
    ],
    ['PF-CCH-001', '28020', (place) => change(place, place.own.cache, () => ({ location: 'westus' }))],
    ['PF-CCH-002', '28020', (place) => change(place, place.own.cache, () => ({ kind: 'FileStorage', sku: { name: 'Premium_LRS' } }))],
    [
      'PF-CCH-003',
      '28020',
      (place) => change(place, place.own.cache, ({ properties }) => ({ properties: { ...properties, allowSharedKeyAccess: false } })),
    ],
    ['PF-NET-001', '151197', (place) => privateSubnet(place)],
    ['PF-NET-003', '28020', (place) => change(place, place.own.targetNetwork, () => ({ location: 'westus' }))],
    [
      'PF-CAP-002',
      '150097',
      (place) =>
        put(place, `${SUBSCRIPTION}/providers/Microsoft.Compute/locations/eastus2/providers/Microsoft.Quota/quotas/standardDSv5Family`, {
          properties: { limit: { value: 1 } },
        }),
    ],
  ];
  test.each(refused)('%s: %s', async (id, code, spoil) => {
    const place = openWell();
    spoil(place);
    const { results, faults } = await checkOne(place);
    expect(faults.filter((fault) => fault.endsWith('blocker'))).toContain(`${id} blocker`);
    for (const { level, cause, consequence, fix } of results)
      expect([cause, consequence, fix].every((text) => text === '')).toBe(level === 'pass');
    expect(await enableAnyway(place)).toBe(code);
  });

  test('a size that the target region does not give to the subscription', async () => {
    const place = openWell();
    const ofSize = ({ properties }: ArmResource): Partial<ArmResource> => ({
      properties: { ...properties, hardwareProfile: { vmSize: 'Standard_F2s_v2' } },
    });
    change(place, place.own.machine, ofSize);
    expect((await checkOne(place)).faults).toEqual([]);
    expect((await checkOne(place, { targetRegion: 'northeurope' })).faults).toEqual(['PF-CAP-001 blocker']);
    expect(await enableAnyway(place, { targetRegion: 'northeurope' })).toBe('150097');
  });

  test('chosen resources that are not there', async () => {
    const place = openWell();
    const gone = { ...choicesFor(place.own), targetGroupId: `${SUBSCRIPTION}/resourceGroups/rg-gone` };
    expect((await checkOne(place, gone)).faults).toEqual(['PF-TGT-001 blocker', 'PF-POL-001 unknown']);
    expect(await enableAnyway(place, gone)).toBe('28020');
    const { networkId = '', cacheAccountId = '' } = choicesFor(place.own);
    const others = { ...choicesFor(place.own), networkId: `${networkId}x`, cacheAccountId: `${cacheAccountId}x` };
    expect((await checkOne(place, others)).faults).toEqual(['PF-CCH-001 blocker', 'PF-NET-003 blocker']);
    expect(await enableAnyway(place, others)).toMatch(/^(28020|ResourceNotFound|NotFound)$/);
  });

  test('a machine that is replicated already', async () => {
    const place = await openProtected();
    const vaultId = `${place.own.targetGroup}/providers/Microsoft.RecoveryServices/vaults/another`;
    put(place, vaultId, { location: 'eastus2', properties: { provisioningState: 'Succeeded' } });
    const elsewhere = await checkOne(place, { ...choicesFor(place.own), vaultId });
    expect(elsewhere.faults.filter((fault) => fault.endsWith('blocker'))).toEqual([
      'PF-LNK-001 blocker',
      'PF-DSK-001 blocker',
      'PF-DSK-001 blocker',
    ]);
    // The same once more is found to be there.
    const again = await checkOne(place);
    expect(again.faults.filter((fault) => fault.endsWith('blocker'))).toEqual([]);
    expect(await enableAnyway(place)).toBe('succeeded');
  });

  test('a provider, a right and a policy that are missing stop the first request that needs them', async () => {
    const place = openWell();
    place.sandbox.world.registrations.set(SUBSCRIPTION.split('/')[2]!, 'Microsoft.RecoveryServices', 'NotRegistered');
    expect((await checkOne(place)).faults).toEqual(['PF-SUB-001 blocker']);
    expect(await enableAnyway(place)).toBe('MissingSubscriptionRegistration');

    const lacking = openWell();
    put(lacking, `${SUBSCRIPTION}/providers/Microsoft.Authorization/permissions/one`, {
      properties: { actions: ['*'], notActions: ['Microsoft.RecoveryServices/vaults/write'] },
    });
    const { faults, results } = await checkOne(lacking);
    expect(faults).toEqual(['PF-PER-001 blocker']);
    expect(results.find(({ level }) => level === 'blocker')?.cause).toMatch(/rg-dr-eastus2: Microsoft\.RecoveryServices\/vaults\/write\.$/);
    expect(await enableAnyway(lacking)).toBe('AuthorizationFailed');

    const denied = openWell();
    assigned(denied, allowedLocations, { listOfAllowedLocations: ['eastus', 'West Europe'] });
    expect((await checkOne(denied)).faults).toEqual(['PF-POL-001 blocker']);
    expect(await enableAnyway(denied)).toBe('RequestDisallowedByPolicy');
  });

  test('a policy against keys stops a cache account that would be made, and not one that is there', async () => {
    const place = openWell();
    assigned(place, noSharedKeys, { effect: 'Deny' });
    expect((await checkOne(place)).faults).toEqual([]);
    expect((await checkOne(place, { targetRegion: 'eastus2' })).faults).toEqual(['PF-POL-001 blocker']);
  });
});

describe('fixes', () => {
  const fixOf = ({ results }: Checked, id: string) => results.find((one) => one.check === id)!.fixStep!;

  test('a stale link is deleted, keys are allowed, a provider is registered; then all is well', async () => {
    const place = openWell();
    const linkId = `${place.own.machine}/providers/Microsoft.Resources/links/ASR-Protect-old`;
    const targetId = `${SUBSCRIPTION}/resourceGroups/rg-gone/providers/Microsoft.RecoveryServices/vaults/v/replicationFabrics/f/replicationProtectionContainers/c/replicationProtectedItems/old`;
    put(place, linkId, { properties: { sourceId: place.own.machine, targetId } });
    change(place, place.own.cache, ({ properties }) => ({ properties: { ...properties, allowSharedKeyAccess: false } }));
    place.sandbox.world.registrations.set(SUBSCRIPTION.split('/')[2]!, 'Microsoft.Network', 'NotRegistered');
    const before = await checkOne(place);
    expect(before.faults.filter((fault) => fault.endsWith('blocker'))).toEqual([
      'PF-LNK-002 blocker',
      'PF-CCH-003 blocker',
      'PF-SUB-001 blocker',
    ]);
    for (const id of ['PF-LNK-002', 'PF-CCH-003', 'PF-SUB-001']) expect(await applyFix(place.azure, fixOf(before, id))).toBeUndefined();
    const soon = await checkOne(place);
    expect(soon.results.find(({ level }) => level === 'blocker')?.cause).toMatch(/^Microsoft\.Network is being registered/);
    place.sandbox.control.advance(60);
    expect((await checkOne(place)).faults).toEqual([]);
    expect(await enableAnyway(place)).toBe('succeeded');
  });

  test('what Azure says against a fix is told', async () => {
    const place = openWell();
    change(place, place.own.cache, ({ properties }) => ({ properties: { ...properties, allowSharedKeyAccess: false } }));
    const step = fixOf(await checkOne(place), 'PF-CCH-003');
    place.sandbox.control.addFault({
      method: 'PATCH',
      path: 'storageAccounts',
      status: 403,
      body: { error: { code: 'RequestDisallowedByPolicy', message: 'no' } },
    });
    expect(await applyFix(place.azure, step)).toMatchObject({ code: 'RequestDisallowedByPolicy', message: 'no' });
    place.sandbox.control.addFault({ method: 'PATCH', path: 'storageAccounts', reset: true });
    await expect(applyFix(place.azure, step)).rejects.toMatchObject({ name: 'UserError' });
  });
});

describe('ways out', () => {
  test('a private subnet with a NAT gateway, or a route to a firewall', async () => {
    const place = openWell();
    privateSubnet(place, { natGateway: { id: `${place.own.sourceGroup}/providers/Microsoft.Network/natGateways/nat` } });
    expect((await checkOne(place)).faults).toEqual([]);
    const routed = openWell();
    const table = `${routed.own.sourceGroup}/providers/Microsoft.Network/routeTables/rt`;
    const route = (nextHopType: string): void =>
      put(routed, table, {
        location: 'eastus',
        properties: { routes: [{ name: 'all', properties: { addressPrefix: '0.0.0.0/0', nextHopType } }] },
      });
    privateSubnet(routed, { routeTable: { id: table } });
    route('Internet');
    expect((await checkOne(routed)).faults).toEqual(['PF-NET-001 blocker']);
    route('VirtualAppliance');
    const { faults, calls } = await checkOne(routed);
    expect(faults).toEqual([]);
    expect(calls.length).toBeLessThanOrEqual(mostCalls.machine + mostCalls.pair);
    expect(await enableAnyway(routed)).toBe('succeeded');
  });

  test('a target network that is made today is private, and a full subnet is told', async () => {
    const place = openWell();
    const id = `${place.own.targetGroup}/providers/Microsoft.Network/virtualNetworks/new`;
    const { statusUrl: _url, ...sent } = (await place.azure.send({
      method: 'PUT',
      path: id,
      apiVersion: '2025-07-01',
      body: {
        location: 'eastus2',
        properties: {
          addressSpace: { addressPrefixes: ['10.9.0.0/16'] },
          subnets: [{ name: 'default', properties: { addressPrefix: '10.9.1.0/29' } }],
        },
      },
    })) as { readonly kind: string; readonly statusUrl?: string };
    expect(sent.kind).toBe('accepted');
    expect((await checkOne(place, { ...choicesFor(place.own), networkId: id })).faults).toEqual(['PF-NET-002 warning']);
    for (let at = 0; at < 3; at++) {
      const nic = `${place.own.targetGroup}/providers/Microsoft.Network/networkInterfaces/nic-${at}`;
      const properties = { subnet: { id: `${id}/subnets/default` }, privateIPAddress: `10.9.1.${at + 4}` };
      put(place, nic, { location: 'eastus2', properties: { ipConfigurations: [{ name: 'one', properties }] } });
    }
    const { faults } = await checkOne(place, { ...choicesFor(place.own), networkId: id });
    expect(faults).toEqual(['PF-NET-002 warning', 'PF-NET-004 warning']);
  });
});

describe('what cannot be read', () => {
  const reads: readonly (readonly [string, readonly string[]])[] = [
    ['replicationEligibilityResults', ['PF-VM-001']],
    ['Microsoft.Resources/links', ['PF-LNK-001', 'PF-LNK-002']],
    ['Microsoft.Authorization/locks', ['PF-LCK-001', 'PF-LCK-002']],
    ['rg-app-dr/providers/Microsoft.Compute/disks', ['PF-TGT-001', 'PF-DSK-001']],
    ['storageAccounts/cacheeast', ['PF-CCH-001', 'PF-CCH-002', 'PF-CCH-003', 'PF-CCH-004']],
    ['virtualNetworks/vnet-dr', ['PF-NET-002', 'PF-NET-003', 'PF-NET-004']],
    ['locations/eastus2/usages', ['PF-CAP-002']],
    ['Microsoft.Compute/skus', ['PF-CAP-001', 'PF-CAP-002']],
    [`${SUBSCRIPTION}/providers\\?`, ['PF-SUB-001']],
    ['Microsoft.Authorization/permissions', ['PF-PER-001']],
    ['checkPolicyRestrictions', ['PF-POL-001']],
  ];
  test.each(reads)('%s', async (path, unknown) => {
    const place = openWell();
    const machine = await planned(place, place.own.machine, choicesFor(place.own));
    place.sandbox.control.addFault({ path, times: 9, status: 403, body: { error: { code: 'AuthorizationFailed', message: 'no' } } });
    const { faults, calls } = await check(place, [machine]);
    expect(faults).toEqual(unknown.map((id) => `${id} unknown`));
    expect(calls.length).toBeLessThanOrEqual(mostCalls.machine + mostCalls.pair);
  });

  test('an odd answer is unknown, too', async () => {
    const place = openWell();
    const machine = await planned(place, place.own.machine, choicesFor(place.own));
    for (const path of ['replicationEligibilityResults', 'locks', 'virtualNetworks/vnet-dr', 'permissions'])
      place.sandbox.control.addFault({ path, times: 9, status: 200, body: { value: [{ odd: true }] } });
    const { faults } = await check(place, [machine]);
    expect(faults.map((fault) => fault.split(' ')[1])).toEqual(faults.map(() => 'unknown'));
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'PF-VM-001',
      'PF-LCK-001',
      'PF-LCK-002',
      'PF-NET-002',
      'PF-NET-003',
      'PF-NET-004',
      'PF-PER-001',
    ]);
  });

  test('cancelling ends it', async () => {
    const place = openWell();
    const machine = await planned(place, place.own.machine, choicesFor(place.own));
    const stop = new AbortController();
    place.sandbox.control.addFault({ path: 'locks', delayMs: 200 });
    const checking = preflight(place.azure, [machine], stop.signal);
    stop.abort(new Error('enough'));
    await expect(checking).rejects.toThrow('enough');
  });
});
