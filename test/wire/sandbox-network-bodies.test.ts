import { describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, emptySandbox, finished, GROUP, SUBSCRIPTION } from './sandboxCalls.ts';

const NETWORK = `${GROUP}/providers/Microsoft.Network`;
const [NET, NIC, NSG, PIP] = ['virtualNetworks/net', 'networkInterfaces/nic', 'networkSecurityGroups/nsg', 'publicIPAddresses/pip'].map(
  (name) => `${NETWORK}/${name}`,
) as [string, string, string, string];
const MACHINE = `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm`;
const NOW = '2025-05-01';

const body = async (sandbox: Sandbox, id: string, apiVersion = NOW): Promise<any> => (await ask(sandbox, 'GET', id, { apiVersion })).body;

/** A machine with an interface, a public address, a subnet and a security group of both. */
async function connected(): Promise<Sandbox> {
  const sandbox = emptySandbox();
  const put = async (id: string, properties: object, more: object = {}): Promise<void> => {
    const made = await ask(sandbox, 'PUT', id, { body: { location: 'westeurope', properties, ...more }, apiVersion: NOW });
    expect([id, made.status]).toEqual([id, 201]);
    await finished(sandbox, made);
  };
  await put(NSG, { securityRules: [{ name: 'ssh', properties: { priority: 100, access: 'Allow', direction: 'Inbound' } }] });
  await put(PIP, { publicIPAllocationMethod: 'Static' }, { sku: { name: 'Standard' } });
  const subnet = { name: 'front', properties: { addressPrefix: '10.0.1.0/24', networkSecurityGroup: { id: NSG } } };
  await put(NET, { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [subnet] });
  const configuration = { name: 'ip', properties: { subnet: { id: `${NET}/subnets/front` }, publicIPAddress: { id: PIP } } };
  await put(NIC, { ipConfigurations: [configuration], networkSecurityGroup: { id: NSG } });
  return sandbox;
}

async function withMachine(): Promise<Sandbox> {
  const sandbox = await connected();
  const properties = {
    hardwareProfile: { vmSize: 'Standard_D2s_v5' },
    storageProfile: { osDisk: { createOption: 'FromImage' } },
    networkProfile: { networkInterfaces: [{ id: NIC }] },
  };
  await finished(sandbox, await ask(sandbox, 'PUT', MACHINE, { body: { location: 'westeurope', properties } }));
  return sandbox;
}

describe('a network interface', () => {
  it('without a machine has all that public answers have, and no hardware address', async () => {
    const { kind, properties } = await body(await connected(), NIC);
    expect(kind).toBe('Regular');
    expect(Object.keys(properties).toSorted()).toEqual(
      [
        'auxiliaryMode auxiliarySku disableTcpStateTracking dnsSettings enableAcceleratedNetworking enableIPForwarding hostedWorkloads',
        'ipConfigurations networkSecurityGroup nicType provisioningState resourceGuid tapConfigurations vnetEncryptionSupported',
      ].flatMap((line) => line.split(' ')),
    );
    expect(properties.ipConfigurations[0]).toMatchObject({
      etag: expect.stringMatching(/^W\//),
      type: `Microsoft.Network/networkInterfaces/ipConfigurations`,
    });
    expect(properties.dnsSettings.internalDomainNameSuffix).toMatch(/^[a-z0-9]{26}\.ax\.internal\.cloudapp\.net$/);
  });

  // Recorded of the Python SDK's tests (2022-11-16, api 2022-05-01).
  it('is there at once, says its etag in a header, and has its configurations as resources', async () => {
    const sandbox = await connected();
    const other = `${NETWORK}/networkInterfaces/other`;
    const configuration = { name: 'MyIpConfig', properties: { subnet: { id: `${NET}/subnets/front` } } };
    const sent = { location: 'westeurope', properties: { ipConfigurations: [configuration] } };
    const made = await ask(sandbox, 'PUT', other, { body: sent, apiVersion: '2022-05-01' });
    expect([made.status, made.headers['azure-asyncnotification']]).toEqual([201, 'Enabled']);
    expect(made.body.properties).toMatchObject({ provisioningState: 'Succeeded', disableTcpStateTracking: false });
    expect((await ask(sandbox, 'GET', made.headers['azure-asyncoperation']!)).body).toEqual({ status: 'Succeeded' });
    const read = await ask(sandbox, 'GET', other);
    expect([read.headers['etag'], read.body.etag]).toEqual([made.body.etag, made.body.etag]);
    const { value } = await body(sandbox, `${other}/ipConfigurations`);
    expect(value).toMatchObject([{ name: 'MyIpConfig', properties: { privateIPAllocationMethod: 'Dynamic' } }]);
    expect(await body(sandbox, `${other}/ipConfigurations/myipconfig`)).toEqual(value[0]);

    const subnet = await ask(sandbox, 'PUT', `${NET}/subnets/back`, { body: { properties: { addressPrefix: '10.0.2.0/24' } } });
    expect([subnet.status, subnet.body.properties.provisioningState]).toEqual([201, 'Updating']);
    const back = await ask(sandbox, 'GET', `${NET}/subnets/back`);
    expect([back.body.properties.provisioningState, back.headers['etag']]).toEqual(['Succeeded', back.body.etag]);
  });

  it('has its hardware address while its machine has hardware', async () => {
    const sandbox = await withMachine();
    const { properties } = await body(sandbox, NIC);
    expect(properties).toMatchObject({ primary: true, virtualMachine: { id: MACHINE }, hostedWorkloads: [], auxiliaryMode: 'None' });
    expect(properties.macAddress).toMatch(/^00-0D-3A(-[0-9A-F]{2}){3}$/);
    expect((await body(sandbox, NIC, '2022-01-01')).properties.auxiliaryMode).toBeUndefined();
    await finished(sandbox, await ask(sandbox, 'POST', `${MACHINE}/deallocate`));
    expect((await body(sandbox, NIC)).properties.macAddress).toBeUndefined();
    await finished(sandbox, await ask(sandbox, 'POST', `${MACHINE}/start`));
    expect((await body(sandbox, NIC)).properties.macAddress).toBe(properties.macAddress);
    const list = await body(sandbox, `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Network/networkInterfaces`);
    expect(list.value).toEqual([await body(sandbox, NIC)]);
  });

  it('can be sent back as it was read: nothing changes', async () => {
    const sandbox = await withMachine();
    for (const id of [NIC, NSG, NET, PIP]) {
      const before = await body(sandbox, id);
      const again = await ask(sandbox, 'PUT', id, { body: before, apiVersion: NOW });
      expect([id, again.status]).toEqual([id, 200]);
      expect(await body(sandbox, id)).toEqual(before);
    }
  });
});

describe('a security group', () => {
  it('has its rules and the six of every group, and tells who uses it', async () => {
    const sandbox = await connected();
    const { etag, properties } = await body(sandbox, NSG);
    expect(properties.securityRules).toEqual([
      {
        name: 'ssh',
        id: `${NSG}/securityRules/ssh`,
        etag,
        type: 'Microsoft.Network/networkSecurityGroups/securityRules',
        properties: {
          provisioningState: 'Succeeded',
          priority: 100,
          access: 'Allow',
          direction: 'Inbound',
          sourcePortRanges: [],
          destinationPortRanges: [],
          sourceAddressPrefixes: [],
          destinationAddressPrefixes: [],
        },
      },
    ]);
    expect(properties.defaultSecurityRules.map(({ name, properties: { priority } }: any) => [name, priority])).toEqual([
      ['AllowVnetInBound', 65_000],
      ['AllowAzureLoadBalancerInBound', 65_001],
      ['DenyAllInBound', 65_500],
      ['AllowVnetOutBound', 65_000],
      ['AllowInternetOutBound', 65_001],
      ['DenyAllOutBound', 65_500],
    ]);
    expect(properties.defaultSecurityRules[0].id).toBe(`${NSG}/defaultSecurityRules/AllowVnetInBound`);
    expect(properties.networkInterfaces).toEqual([{ id: NIC }]);
    expect(properties.subnets).toEqual([{ id: `${NET}/subnets/front` }]);
    expect((await body(sandbox, `${NSG}/defaultSecurityRules`)).value).toEqual(properties.defaultSecurityRules);
    expect(await body(sandbox, `${NSG}/defaultSecurityRules/DenyAllInBound`)).toEqual(properties.defaultSecurityRules[2]);
    expect(await body(sandbox, `${NSG}/securityRules/ssh`)).toEqual(properties.securityRules[0]);
  });
});

describe('networks and public addresses', () => {
  it('tell who has an address of them', async () => {
    const sandbox = await connected();
    const configuration = { id: `${NIC}/ipConfigurations/ip` };
    const { properties } = await body(sandbox, NET);
    expect(properties.privateEndpointVNetPolicies).toBe('Disabled');
    expect(properties.subnets[0]).toMatchObject({ id: `${NET}/subnets/front`, properties: { ipConfigurations: [configuration] } });
    expect((await body(sandbox, `${NET}/subnets/front`)).properties.ipConfigurations).toEqual([configuration]);
    expect((await body(sandbox, `${NET}/subnets`)).value).toEqual(properties.subnets);
    expect((await body(sandbox, NET, '2022-01-01')).properties.privateEndpointVNetPolicies).toBeUndefined();
    expect(await body(sandbox, PIP)).toMatchObject({
      sku: { name: 'Standard', tier: 'Regional' },
      properties: { ipConfiguration: configuration, ipAddress: expect.any(String) },
    });
  });

  it('of the estate are shown in the same way', async () => {
    const sandbox = createSandbox({ clock: 'manual' });
    const [subscription] = sandbox.world.store.subscriptions.keys();
    const list = async (type: string): Promise<any[]> =>
      (await body(sandbox, `/subscriptions/${subscription}/providers/Microsoft.Network/${type}`)).value;
    expect((await list('networkSecurityGroups'))[0].properties.defaultSecurityRules).toHaveLength(6);
    const interfaces = await list('networkInterfaces');
    expect(interfaces.filter(({ properties }) => properties.macAddress !== undefined).length).toBeGreaterThan(interfaces.length / 2);
    expect(new Set(interfaces.map(({ properties }) => properties.macAddress)).size).toBeGreaterThan(interfaces.length / 2);
  });
});

describe('a load balancer', () => {
  const BALANCER = `${NETWORK}/loadBalancers/lb`;
  const POOL = `${BALANCER}/backendAddressPools/web`;

  it('shows its parts as resources, and in a pool who is behind it', async () => {
    const sandbox = await connected();
    const frontend = { name: 'front', properties: { publicIPAddress: { id: PIP } } };
    const properties = { frontendIPConfigurations: [frontend], backendAddressPools: [{ name: 'web' }], probes: [{ name: 'up' }] };
    const made = await ask(sandbox, 'PUT', BALANCER, { body: { location: 'westeurope', sku: { name: 'Standard' }, properties } });
    await finished(sandbox, made);
    const { properties: shown } = await body(sandbox, BALANCER);
    const part = (kind: string, name: string): object => ({
      name,
      id: `${BALANCER}/${kind}/${name}`,
      type: `Microsoft.Network/loadBalancers/${kind}`,
      etag: expect.stringMatching(/^W\//),
      properties: { provisioningState: 'Succeeded' },
    });
    expect(shown).toMatchObject({
      frontendIPConfigurations: [part('frontendIPConfigurations', 'front')],
      backendAddressPools: [part('backendAddressPools', 'web')],
      probes: [part('probes', 'up')],
      loadBalancingRules: [],
      outboundRules: [],
    });
    expect(await body(sandbox, `${BALANCER}/probes/up`)).toMatchObject(part('probes', 'up'));

    const subnet = { id: `${NET}/subnets/front` };
    const configuration = { name: 'ip', properties: { subnet, loadBalancerBackendAddressPools: [{ id: POOL }] } };
    await ask(sandbox, 'PUT', NIC, { body: { location: 'westeurope', properties: { ipConfigurations: [configuration] } } });
    const behind = [{ id: `${NIC}/ipConfigurations/ip` }];
    expect((await body(sandbox, POOL)).properties.backendIPConfigurations).toEqual(behind);
    expect((await ask(sandbox, 'PUT', `${POOL}-2`, { body: { properties: {} } })).status).toBe(201);
    const { value } = await body(sandbox, `${BALANCER}/backendAddressPools`);
    expect(value.map(({ name, properties: own }: any) => [name, own.backendIPConfigurations])).toEqual([
      ['web', behind],
      ['web-2', undefined],
    ]);

    await finished(sandbox, await ask(sandbox, 'PUT', BALANCER, { body: await body(sandbox, BALANCER) }));
    await finished(sandbox, await ask(sandbox, 'DELETE', NIC));
    expect((await body(sandbox, POOL)).properties.backendIPConfigurations).toBeUndefined();
  });
});
