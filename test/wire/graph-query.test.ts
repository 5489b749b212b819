import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import type { ArmResource } from '../../src/sandbox/resource.ts';
import { ask, emptySandbox, GROUP, machine, query, SUBSCRIPTION } from './sandboxCalls.ts';

const OTHER = '99999999-2222-4333-8444-555555555555';

/** A sandbox with machines `vm-00`, `vm-01` and so on. */
function withMachines(count: number, options = {}): Sandbox {
  const sandbox = emptySandbox(options);
  sandbox.control.putResources(Array.from({ length: count }, (_, i) => machine(`vm-${String(i).padStart(2, '0')}`)));
  return sandbox;
}

describe('rows', () => {
  it('show a machine with its power state, type and group lower-case, id as ARM writes it', async () => {
    const sandbox = withMachines(1);
    const { status, body } = await query(sandbox, "Resources | where type =~ 'Microsoft.Compute/virtualMachines'");
    expect(status).toBe(200);
    expect(body).toMatchObject({ totalRecords: 1, count: 1, facets: [], resultTruncated: 'false' });
    expect(body.data[0]).toEqual({
      id: `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm-00`,
      name: 'vm-00',
      type: 'microsoft.compute/virtualmachines',
      tenantId: sandbox.tenantId,
      kind: '',
      location: 'westeurope',
      resourceGroup: 'rg-one',
      subscriptionId: SUBSCRIPTION,
      managedBy: '',
      sku: null,
      plan: null,
      properties: {
        hardwareProfile: { vmSize: 'Standard_D4s_v5' },
        extended: {
          instanceView: {
            computerName: 'vm-00',
            hyperVGeneration: 'V2',
            powerState: { code: 'PowerState/running', level: 'Info', displayStatus: 'VM running' },
          },
        },
      },
      tags: null,
      identity: null,
      zones: null,
      extendedLocation: null,
    });
  });

  it('of containers are subscriptions, groups and the root management group', async () => {
    const { body } = await query(emptySandbox(), 'resourcecontainers | project type, name, resourceGroup | order by type asc');
    expect(body.data.map((row: { type: string }) => row.type)).toEqual(
      expect.arrayContaining([
        'microsoft.management/managementgroups',
        'microsoft.resources/subscriptions',
        'microsoft.resources/subscriptions/resourcegroups',
      ]),
    );
    expect(body.data).toContainEqual({ type: 'microsoft.resources/subscriptions/resourcegroups', name: 'Rg-One', resourceGroup: 'rg-one' });
  });

  it('of replicated items say what they protect', async () => {
    const sandbox = emptySandbox();
    const vm = `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm`;
    const vault = `${GROUP}/providers/Microsoft.RecoveryServices/vaults/v`;
    sandbox.control.putResources([
      {
        id: `${vault}/replicationFabrics/f/replicationProtectionContainers/c/replicationProtectedItems/i`,
        name: 'i',
        type: 'Microsoft.RecoveryServices/vaults/replicationFabrics/replicationProtectionContainers/replicationProtectedItems',
        properties: {
          policyFriendlyName: 'daily',
          providerSpecificDetails: { instanceType: 'A2A', fabricObjectId: vm, primaryFabricLocation: 'West Europe' },
        },
      },
    ]);
    const { body } = await query(
      sandbox,
      "recoveryservicesresources | where type endswith 'replicationprotecteditems' | project info = properties.providerSpecificDetails.dataSourceInfo, policy = properties.policyName",
    );
    expect(body.data).toEqual([{ info: { datasourceType: 'AzureVm', resourceId: vm, resourceLocation: 'westeurope' }, policy: 'daily' }]);
    const vaults = await query(
      sandbox,
      'union resources, recoveryservicesresources | where type =~ "microsoft.recoveryservices/vaults" | count',
    );
    expect(vaults.body.data).toEqual([{ Count: 2 }]);
  });

  it('of backup items tell their state in the words of all vaults', async () => {
    const sandbox = emptySandbox();
    const type = 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectedItems';
    const vault = `${GROUP}/providers/Microsoft.RecoveryServices/vaults/v`;
    const item = (name: string, protectionState: string): ArmResource => ({
      id: `${vault}/backupFabrics/Azure/protectionContainers/c/protectedItems/${name}`,
      name,
      type,
      properties: { protectionState, sourceResourceId: machine(name).id },
    });
    sandbox.control.putResources([item('a', 'Protected'), item('b', 'IRPending'), item('c', 'ProtectionStopped')]);
    const { body } = await query(
      sandbox,
      `recoveryservicesresources | where type =~ '${type}' | order by name asc | project state = properties.currentProtectionState`,
    );
    expect(body.data).toEqual(['ProtectionConfigured', 'ConfiguringProtection', 'ProtectionStopped'].map((state) => ({ state })));
  });

  it('of machines have a health, as Resource Health tells it', async () => {
    const sandbox = withMachines(2);
    const health = async (): Promise<unknown> =>
      (
        await query(
          sandbox,
          "healthresources | where type =~ 'microsoft.resourcehealth/availabilitystatuses' | order by id asc | project id, vm = split(properties.targetResourceId, '/')[8], state = properties.availabilityState",
        )
      ).body.data;
    const id = (name: string): string =>
      `${GROUP}/providers/Microsoft.Compute/virtualMachines/${name}/providers/Microsoft.ResourceHealth/availabilityStatuses/current`;
    expect(await health()).toEqual([
      { id: id('vm-00'), vm: 'vm-00', state: 'Available' },
      { id: id('vm-01'), vm: 'vm-01', state: 'Available' },
    ]);
    await ask(sandbox, 'POST', `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm-01/powerOff`);
    sandbox.control.advance(600);
    expect(await health()).toMatchObject([{ state: 'Available' }, { vm: 'vm-01', state: 'Unavailable' }]);
  });

  it('of an outage begin with capitals', async () => {
    const sandbox = withMachines(1);
    sandbox.control.setOutage('westeurope', 'down');
    const { body } = await query(
      sandbox,
      "ServiceHealthResources | where type =~ 'Microsoft.ResourceHealth/events' and properties.EventType == 'ServiceIssue' and properties.Status == 'Active' | mv-expand impact = properties.Impact | mv-expand region = impact.ImpactedRegions | summarize by id = tostring(properties.TrackingId), region = tostring(region.ImpactedRegion)",
    );
    expect(body.data).toEqual([{ id: 'OUTG-WESTEUROPE', region: 'West Europe' }]);
  });

  it('show what refers to them', async () => {
    const sandbox = emptySandbox();
    const id = (path: string): string => `${GROUP}/providers/Microsoft.${path}`;
    const [address, idle] = ['used', 'idle'].map((name) => id(`Network/publicIPAddresses/${name}`));
    const group = id('Network/networkSecurityGroups/nsg');
    const subnet = id('Network/virtualNetworks/net/subnets/default');
    const set = id('Compute/availabilitySets/set');
    const resource = (path: string, properties: object): ArmResource => ({
      id: path,
      name: path.split('/').at(-1)!,
      type: path.split('/').slice(6, 8).join('/'),
      location: 'westeurope',
      properties: { ...properties },
    });
    const configuration = { name: 'ip', properties: { subnet: { id: subnet.toLowerCase() }, publicIPAddress: { id: address } } };
    sandbox.control.putResources([
      resource(address!, {}),
      resource(idle!, {}),
      resource(group, {}),
      resource(set, {}),
      resource(id('Compute/availabilitySets/empty'), {}),
      resource(id('Network/virtualNetworks/net'), {
        subnets: [{ id: subnet, name: 'default', properties: { networkSecurityGroup: { id: group } } }],
      }),
      resource(id('Network/networkInterfaces/nic'), { ipConfigurations: [configuration] }),
      machine('vm', { properties: { availabilitySet: { id: set.toUpperCase() } } }),
    ]);
    const names = async (text: string): Promise<unknown> =>
      (await query(sandbox, `resources | where ${text} | project name`)).body.data.map((row: { name: string }) => row.name);
    expect(await names("type =~ 'microsoft.network/publicipaddresses' and properties.ipConfiguration == ''")).toEqual(['idle']);
    expect(await names("type =~ 'microsoft.compute/availabilitysets' and properties.virtualMachines == '[]'")).toEqual(['empty']);
    expect(await names("properties.virtualMachines[0].id endswith '/vm'")).toEqual(['set']);
    expect(await names("isnotnull(properties.subnets[0].id) and type has 'networksecuritygroups'")).toEqual(['nsg']);
    expect(await names("type has 'networkinterfaces' and properties.hostedWorkloads == '[]' and properties !has 'virtualmachine'")).toEqual(
      ['nic'],
    );
    expect(await names("properties.subnets[0].properties.ipConfigurations[0].id endswith '/nic/ipConfigurations/ip'")).toEqual(['net']);
  });

  it('have an api version in queries that ask for it', async () => {
    const sandbox = withMachines(1);
    expect((await query(sandbox, 'resources | distinct type, apiVersion')).body.data).toEqual([
      { type: 'microsoft.compute/virtualmachines', apiVersion: '2024-03-01' },
    ]);
    expect(Object.keys((await query(sandbox, 'resources')).body.data[0])).not.toContain('apiVersion');
  });

  it('have their values by the names of Azure Policy in queries that ask for them', async () => {
    const sandbox = emptySandbox();
    const osDisk = { osType: 'Linux', managedDisk: { storageAccountType: 'Premium_LRS' } };
    sandbox.control.putResources([machine('vm', { properties: { storageProfile: { osDisk, dataDisks: [] } }, sku: { name: 'a' } })]);
    const type = 'Microsoft.Compute/virtualMachines';
    expect((await query(sandbox, `resources | where type =~ '${type}' | limit 1 | project aliases`)).body.data).toEqual([
      {
        aliases: {
          [`${type}/sku.name`]: 'a',
          [`${type}/storageProfile.osDisk.osType`]: 'Linux',
          [`${type}/storageProfile.osDisk.managedDisk.storageAccountType`]: 'Premium_LRS',
          [`${type}/storageProfile.dataDisks`]: [],
        },
      },
    ]);
    const { body } = await query(
      sandbox,
      `resources | extend alias = aliases['${type}/storageProfile.osDisk.managedDisk.storageAccountType'] | distinct tostring(alias)`,
    );
    expect(body.data).toEqual([{ alias: 'Premium_LRS' }]);
  });

  it('follow what ARM changes', async () => {
    const sandbox = withMachines(2);
    await ask(sandbox, 'DELETE', `${GROUP}/providers/Microsoft.Storage/storageAccounts/none`);
    sandbox.control.deleteResource(`${GROUP}/providers/Microsoft.Compute/virtualMachines/vm-00`);
    const { body } = await query(sandbox, 'resources | project name');
    expect(body.data).toEqual([{ name: 'vm-01' }]);
  });

  it('lag behind by the set time', async () => {
    const sandbox = withMachines(1, { graphLagSeconds: 60 });
    const names = async (): Promise<string[]> =>
      (await query(sandbox, 'resources | order by name asc')).body.data.map((row: { name: string }) => row.name);
    expect(await names()).toEqual(['vm-00']);
    sandbox.control.putResources([machine('vm-01'), machine('vm-00', { tags: { changed: 'yes' } })]);
    expect(await names()).toEqual(['vm-00']);
    expect((await query(sandbox, 'resources | project tags')).body.data).toEqual([{ tags: null }]);
    sandbox.control.advance(61);
    expect(await names()).toEqual(['vm-00', 'vm-01']);
    sandbox.control.deleteResource(`${GROUP}/providers/Microsoft.Compute/virtualMachines/vm-01`);
    expect(await names()).toEqual(['vm-00', 'vm-01']);
    sandbox.control.advance(61);
    expect(await names()).toEqual(['vm-00']);
  });
});

describe('tables', () => {
  it.each([
    'aksresources',
    'AzureDevOpsPlatformResources',
    'batchresources',
    'capabilityresources',
    'deploymentresources',
    'extensibilityresourcechanges',
    'ImpactReportResources',
    'maintenanceresourcechanges',
    'networkresourcechanges',
    'quotaresourcechanges',
    'servicefabricresources',
  ])('are those of Microsoft’s list: %s', async (table) => {
    expect((await query(emptySandbox(), `${table} | project id`)).body).toMatchObject({ totalRecords: 0, data: [] });
  });

  it.each([
    ['patchassessmentresources', 'Microsoft.HybridCompute/machines/patchAssessmentResults'],
    ['networkresources', 'Microsoft.Network/firewallPolicies/ruleCollectionGroups'],
    ['maintenanceresources', 'Microsoft.Maintenance/maintenanceConfigurations/applyUpdates'],
    ['recoveryservicesresources', 'Microsoft.RecoveryServices/vaults/backupFabrics/protectionContainers/protectableItems'],
  ])('%s holds %s', async (table, type) => {
    const sandbox = emptySandbox();
    const [provider, ...types] = type.split('/');
    const id = `${GROUP}/providers/${provider}/${types.map((part, i) => `${part}/n${i}`).join('/')}`;
    sandbox.control.putResources([{ id, name: id.split('/').at(-1)!, type, properties: {} }]);
    expect((await query(sandbox, `${table} | project id, type`)).body.data).toContainEqual({ id, type: type.toLowerCase() });
    expect((await query(sandbox, `resources | where type =~ '${type}'`)).body.data).toEqual([]);
  });
});

describe('a shared query', () => {
  const id = `${GROUP}/providers/Microsoft.ResourceGraph/queries/Count VMs by size`;
  const put = async (sandbox: Sandbox, text: string): Promise<number> => {
    const body = { location: 'global', properties: { description: 'shared', query: text } };
    return (await ask(sandbox, 'PUT', id.replaceAll(' ', '%20'), { body, apiVersion: '2021-03-01' })).status;
  };

  it('stands for its text, as it is now', async () => {
    const sandbox = withMachines(3);
    expect(await put(sandbox, "Resources | where type =~ 'microsoft.compute/virtualmachines' | project name // machines")).toBe(200);
    const names = async (): Promise<unknown> => (await query(sandbox, `{{${id}}} | order by name asc | take 1`)).body.data;
    expect(await names()).toEqual([{ name: 'vm-00' }]);
    expect((await query(sandbox, `resources | where name in ({{ ${id.toLowerCase()} }}) | count`)).body.data).toEqual([{ Count: 3 }]);
    expect(await put(sandbox, "Resources | where name == 'vm-02' | project name")).toBe(200);
    expect(await names()).toEqual([{ name: 'vm-02' }]);
  });

  it('is made, shown, changed and removed as recorded', async () => {
    const sandbox = emptySandbox();
    const [path, apiVersion] = [`${GROUP}/providers/Microsoft.ResourceGraph/queries/one`, '2018-09-01-preview'];
    const sent = { location: 'global', tags: { a: 'b' }, properties: { description: 'Test', query: 'project id, name' } };
    const made = await ask(sandbox, 'PUT', path, { body: sent, apiVersion });
    expect(made.status).toBe(200);
    const timeModified = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(made.body).toEqual({
      ...sent,
      properties: { ...sent.properties, resultKind: 'UnKnown', timeModified },
      type: 'microsoft.resourcegraph/queries',
      subscriptionId: SUBSCRIPTION,
      resourceGroup: 'Rg-One',
      name: 'one',
      id: `${GROUP}/providers/microsoft.resourcegraph/queries/one`,
      etag: expect.stringMatching(/^"[\da-f-]{36}"$/),
    });
    expect((await ask(sandbox, 'GET', `${GROUP}/providers/Microsoft.ResourceGraph/queries`, { apiVersion })).body).toEqual({
      value: [made.body],
    });
    const changed = await ask(sandbox, 'PATCH', path, { body: { tags: { c: 'd' } }, apiVersion });
    expect(changed.body).toEqual({ ...made.body, tags: { c: 'd' }, etag: expect.not.stringMatching(made.body.etag) });
    expect((await ask(sandbox, 'DELETE', path, { apiVersion })).status).toBe(200);
    expect((await ask(sandbox, 'GET', path, { apiVersion })).body.error.code).toBe('ResourceNotFound');
  });

  it('that there is not does not parse', async () => {
    const { status, body } = await query(emptySandbox(), `{{${id}}}`);
    expect(status).toBe(400);
    expect(body.error.details[1]).toMatchObject({ code: 'ParserFailure', token: '{' });
  });
});

describe('scope', () => {
  it('is the named subscriptions; unknown ones beside them have no rows', async () => {
    const sandbox = withMachines(1);
    const elsewhere = machine('far');
    sandbox.control.putResources([{ ...elsewhere, id: elsewhere.id.replace(SUBSCRIPTION, OTHER) }]);
    const names = async (more: object): Promise<unknown> =>
      (await query(sandbox, 'resources | order by name asc | project name', more)).body.data.map((row: { name: string }) => row.name);
    expect(await names({})).toEqual(['far', 'vm-00']);
    expect(await names({ subscriptions: [SUBSCRIPTION.toUpperCase()] })).toEqual(['vm-00']);
    expect(await names({ subscriptions: [OTHER, '00000000-0000-0000-0000-000000000000'] })).toEqual(['far']);
    expect(await names({ managementGroups: [sandbox.tenantId] })).toEqual(['far', 'vm-00']);
    expect(await names({ managementGroups: [], subscriptions: [OTHER] })).toEqual(['far']);
    expect(await names({ managementGroups: [], subscriptions: [] })).toEqual(['far', 'vm-00']);
  });
});

describe('pages', () => {
  it('follow the token, which is as recorded', async () => {
    const sandbox = withMachines(7);
    const text = 'project id | order by id asc';
    const first = (await query(sandbox, text, { options: { $top: 3, $skip: 2 } })).body;
    expect(first).toMatchObject({ totalRecords: 7, count: 3, resultTruncated: 'false' });
    expect(Buffer.from(first.$skipToken, 'base64').toString()).toBe(
      '{\r\n  "$id": "1",\r\n  "MaxRows": 3,\r\n  "RowsToSkip": 5,\r\n  "KustoClusterUrl": "https://arg-sandbox.arg.core.windows.net"\r\n}',
    );
    const second = (await query(sandbox, text, { options: { $skipToken: first.$skipToken } })).body;
    expect(second.count).toBe(2);
    expect(second.$skipToken).toBeUndefined();
    expect(new Set([...first.data, ...second.data].map((row: { id: string }) => row.id)).size).toBe(5);
  });

  it('have at most 1,000 rows', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources(Array.from({ length: 1005 }, (_, i) => machine(`vm-${i}`)));
    expect((await query(sandbox, 'resources')).body).toMatchObject({ totalRecords: 1005, count: 1000, resultTruncated: 'false' });
    expect((await query(sandbox, 'resources', { options: { $top: 5000 } })).body.count).toBe(1000);
  });

  it('need an id, and no limit', async () => {
    const sandbox = withMachines(5);
    const withoutId = (await query(sandbox, 'project name', { options: { $top: 2 } })).body;
    expect(withoutId).toMatchObject({ totalRecords: 5, count: 2, resultTruncated: 'true' });
    expect(withoutId.$skipToken).toBeUndefined();
    const limited = (await query(sandbox, 'project id | limit 4', { options: { $top: 2, $skip: 1 } })).body;
    expect(limited).toMatchObject({ totalRecords: 4, count: 2, resultTruncated: 'true' });
    expect(limited.$skipToken).toBeUndefined();
  });

  it('without an order overlap, with one they do not', async () => {
    const sandbox = withMachines(40);
    const read = async (text: string): Promise<string[]> => {
      const pages = [0, 10, 20, 30].map(async ($skip) => (await query(sandbox, text, { options: { $top: 10, $skip } })).body.data);
      return (await Promise.all(pages)).flat().map((row: { id: string }) => row.id);
    };
    expect(new Set(await read('project id')).size).toBeLessThan(40);
    const ordered = await read('project id | order by id asc');
    expect(ordered).toEqual(ordered.toSorted());
    expect(new Set(ordered).size).toBe(40);
  });

  it('come in the same order for the same seed', async () => {
    const names = async (): Promise<unknown> => (await query(withMachines(30), 'project name')).body.data;
    expect(await names()).toEqual(await names());
  });
});

describe('formats', () => {
  it('is a table when asked, and in old versions', async () => {
    const sandbox = withMachines(1);
    const text = 'resources | project name, n = 1, tags, ok = true, at = datetime(2023-01-16), share = 0.5';
    const expected = {
      columns: [
        { name: 'name', type: 'string' },
        { name: 'n', type: 'integer' },
        { name: 'tags', type: 'object' },
        { name: 'ok', type: 'boolean' },
        { name: 'at', type: 'datetime' },
        { name: 'share', type: 'number' },
      ],
      rows: [['vm-00', 1, null, true, '2023-01-16T00:00:00.0000000Z', 0.5]],
    };
    expect((await query(sandbox, text, { options: { resultFormat: 'table' } })).body.data).toEqual(expected);
    expect((await query(sandbox, text, {}, '2019-04-01')).body.data).toEqual(expected);
    expect((await query(sandbox, text, { options: { resultFormat: 'objectArray' } }, '2019-04-01')).body.data).toHaveLength(1);
  });
});

describe('the history', () => {
  it('is what is there, in the shape of the recording', async () => {
    const interval = { start: '2026-01-01T00:00:00Z', end: '2026-01-02T00:00:00Z' };
    const body = { query: 'project id, tags | limit 2', options: { interval }, managementGroups: ['91f5d6bc-f464-8343-5e53-3c3e3f99e5c4'] };
    const path = '/providers/Microsoft.ResourceGraph/resourcesHistory';
    const answer = await ask(withMachines(1), 'POST', path, { body, apiVersion: '2021-06-01-preview' });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({ 'x-ms-user-quota-remaining': '14', 'x-ms-ratelimit-remaining-tenant-reads': '11999' });
    expect(answer.body).toEqual({
      count: 1,
      snapshots: [{ id: `${GROUP}/providers/Microsoft.Compute/virtualMachines/vm-00`, tags: null }],
    });
  });
});

describe('facets', () => {
  it('are tables where the rows are, as in the first versions', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources([machine('vm-0'), machine('vm-1', { location: 'westus2' }), machine('vm-2', { location: 'westus2' })]);
    const options = { sortOrder: 'desc', $top: 1 };
    const facets = [
      { expression: 'location', options },
      { expression: 'nonExistingColumn', options },
    ];
    const { body } = await query(sandbox, 'project id, location | limit 10', { facets }, '2020-04-01-preview');
    expect(body.data.columns).toEqual([
      { name: 'id', type: 'string' },
      { name: 'location', type: 'string' },
    ]);
    expect(body.facets).toEqual([
      {
        expression: 'location',
        totalRecords: 2,
        count: 1,
        data: {
          columns: [
            { name: 'location', type: 'string' },
            { name: 'count', type: 'integer' },
          ],
          rows: [['westus2', 2]],
        },
        resultType: 'FacetResult',
      },
      facetOfNothing('nonExistingColumn'),
    ]);
  });

  it('count values of the whole result', async () => {
    const sandbox = emptySandbox();
    const sizes = ['Standard_D4s_v5', 'Standard_D4s_v5', 'Standard_B2s'];
    sandbox.control.putResources(sizes.map((vmSize, i) => machine(`vm-${i}`, { properties: { hardwareProfile: { vmSize } } })));
    const { body } = await query(sandbox, 'resources | project id, name, properties.hardwareProfile.vmSize | order by id asc', {
      options: { $top: 1 },
      facets: [
        { expression: 'properties.hardwareProfile.vmSize', options: { $top: 1 } },
        { expression: 'name', options: { sortBy: 'name', sortOrder: 'asc', filter: "name != 'vm-1'" } },
        { expression: 'nothing' },
      ],
    });
    expect(body.count).toBe(1);
    expect(body.facets).toEqual([
      {
        expression: 'properties.hardwareProfile.vmSize',
        totalRecords: 2,
        count: 1,
        data: [{ properties_hardwareProfile_vmSize: 'Standard_D4s_v5', count: 2 }],
        resultType: 'FacetResult',
      },
      {
        expression: 'name',
        totalRecords: 2,
        count: 2,
        data: [
          { name: 'vm-0', count: 1 },
          { name: 'vm-2', count: 1 },
        ],
        resultType: 'FacetResult',
      },
      facetOfNothing('nothing'),
    ]);
  });
});

/** What a facet of a column that is not there answers. */
function facetOfNothing(expression: string): object {
  return {
    expression,
    errors: [
      { code: 'NoValidColumns', message: 'No valid columns in facet expression.' },
      { code: 'InvalidColumnNames', message: `Invalid column names: [${expression}].` },
    ],
    resultType: 'FacetError',
  };
}
