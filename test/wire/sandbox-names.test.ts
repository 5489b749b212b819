import { describe, expect, it } from 'vitest';
import { ask, emptySandbox, finished, GROUP, group, machine, SUBSCRIPTION, type Answer } from './sandboxCalls.ts';

const GROUPS = `/subscriptions/${SUBSCRIPTION}/resourceGroups`;
const COMPUTE = `${GROUP}/providers/Microsoft.Compute`;
const NETWORK = `${GROUP}/providers/Microsoft.Network`;
const STORAGE = `${GROUP}/providers/Microsoft.Storage/storageAccounts`;
const account = { location: 'westeurope', sku: { name: 'Standard_LRS' }, kind: 'StorageV2' };
const refusal = ({ status, body }: Answer): unknown[] => [status, body.error.code, body.error.message];

describe('regions', () => {
  it('that Azure does not have are refused, with a list of those that it has', async () => {
    const sandbox = emptySandbox();
    const put = (path: string, location: string): Promise<Answer> =>
      ask(sandbox, 'PUT', path, { body: { location, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } } });
    const [status, code, message] = refusal(await put(`${NETWORK}/virtualNetworks/net`, 'mars'));
    expect([status, code]).toEqual([400, 'LocationNotAvailableForResourceType']);
    expect(message).toMatch(
      /^The provided location 'mars' is not available for resource type 'Microsoft\.Network\/virtualNetworks'\. List of available regions for the resource type is '[a-z0-9,]*westeurope,[a-z0-9,]*'\.$/,
    );
    expect(refusal(await put(`${NETWORK}/virtualNetworks/net`, 'global'))[1]).toBe('LocationNotAvailableForResourceType');
    expect((await put(`${NETWORK}/privateDnsZones/contoso.com`, 'Global')).status).toBe(201);
    expect((await put(`${GROUP}/providers/Microsoft.Insights/actionGroups/ag`, 'Global')).body.location).toBe('Global');
    const inGroup = await put(`${GROUPS}/other`, 'atlantis');
    expect([inGroup.status, inGroup.body.error.code]).toEqual([400, 'LocationNotAvailableForResourceGroup']);
    expect(inGroup.body.error.message).toMatch(/^The provided location 'atlantis' is not available for resource group\. List of available/);
  });

  it('are known by their display names, shown by their short ones, and kept', async () => {
    const sandbox = emptySandbox();
    const made = await ask(sandbox, 'PUT', `${NETWORK}/publicIPAddresses/pip`, { body: { location: 'West Europe' } });
    expect(made.body.location).toBe('westeurope');
    const vault = `${GROUP}/providers/Microsoft.RecoveryServices/vaults/v1`;
    const sku = { name: 'RS0', tier: 'Standard' };
    expect((await ask(sandbox, 'PUT', vault, { body: { location: 'East US 2', sku, properties: {} } })).body.location).toBe('eastus2');
    expect((await ask(sandbox, 'PATCH', vault, { body: { location: 'mars', tags: { a: '1' } } })).body).toMatchObject({
      location: 'eastus2',
      tags: { a: '1' },
    });
    const elsewhere = await ask(sandbox, 'PUT', GROUP, { body: { location: 'East US' } });
    expect(refusal(elsewhere)).toEqual([
      409,
      'InvalidResourceGroupLocation',
      "Invalid resource group location 'East US'. The Resource group already exists in location 'westeurope'.",
    ]);
    expect((await ask(sandbox, 'PUT', GROUP, { body: { location: 'West Europe' } })).status).toBe(200);
  });
});

describe('names', () => {
  it('of groups have letters of any alphabet, digits and a few signs', async () => {
    const sandbox = emptySandbox();
    const put = (name: string): Promise<Answer> =>
      ask(sandbox, 'PUT', `${GROUPS}/${encodeURIComponent(name)}`, { body: { location: 'westeurope' } });
    for (const name of ['Grüße_(1).a-b', '箱', 'x'.repeat(90)]) expect([name, (await put(name)).status]).toEqual([name, 201]);
    expect(refusal(await put('my group!'))).toEqual([
      400,
      'InvalidResourceGroup',
      "The provided resource group name 'my group!' has these invalid characters: ' !'. The name can only be a letter, digit, '-', '.', '(', ')' or '_'.",
    ]);
    for (const name of ['ends.', 'x'.repeat(91), '\t']) expect(refusal(await put(name)).slice(0, 2)).toEqual([400, 'InvalidResourceGroup']);
  });

  it.each([
    [`${COMPUTE}/virtualMachines/_vm`, 'InvalidParameter', /'vmName' is invalid according to its validation rule/],
    [`${COMPUTE}/virtualMachines/vm-`, 'InvalidParameter', /vmName/],
    [`${COMPUTE}/disks/a b`, 'InvalidParameter', /^The value of parameter disk\.name is invalid\.$/],
    [`${COMPUTE}/disks/${'d'.repeat(81)}`, 'InvalidParameter', /disk\.name/],
    [`${COMPUTE}/snapshots/s!`, 'InvalidParameter', /snapshot\.name/],
    [
      `${NETWORK}/networkSecurityGroups/-nsg`,
      'InvalidResourceName',
      /^Resource name -nsg is invalid\. The name can be up to 80 characters/,
    ],
    [`${NETWORK}/virtualNetworks/n`, 'NetcfgInvalidVirtualNetworkSite', /with the name 'n'\.$/],
    [`${NETWORK}/virtualNetworks/net/subnets/Sub Net`, 'InvalidResourceName', /^Resource name Sub Net is invalid/],
    [`${GROUP}/providers/Microsoft.RecoveryServices/vaults/1vault`, 'InvalidResourceName', /1vault/],
    [
      `${GROUP}/providers/Microsoft.Some/things/${'t'.repeat(261)}`,
      'InvalidResourceName',
      /'261' which exceeds the maximum length of '260'/,
    ],
    [`${STORAGE}/No-Good`, 'AccountNameInvalid', /^No-Good is not a valid storage account name\./],
  ])('that a service does not take are refused: %s', async (path, code, message) => {
    const sandbox = emptySandbox();
    const body = { location: 'westeurope', properties: { creationData: { createOption: 'Empty' }, diskSizeGB: 4 } };
    const network = { location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } };
    await ask(sandbox, 'PUT', `${NETWORK}/virtualNetworks/net`, { body: network });
    const [status, refused, words] = refusal(await ask(sandbox, 'PUT', encodeURI(path), { body }));
    expect([status, refused]).toEqual([400, code]);
    expect(words).toMatch(message);
  });

  it('in a body are looked at as well, and what has a strange name already can be changed', async () => {
    const sandbox = emptySandbox();
    const body = { location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'a b' }] } };
    expect(refusal(await ask(sandbox, 'PUT', `${NETWORK}/virtualNetworks/net`, { body }))[1]).toBe('InvalidResourceName');
    const odd = machine('vm (2)');
    sandbox.control.putResources([odd]);
    expect((await ask(sandbox, 'PUT', encodeURI(odd.id), { body: { location: 'westeurope', properties: {} } })).status).toBe(200);
  });

  it.each([
    ['a-name-of-sixteen', { windowsConfiguration: {} }, /^Windows computer name cannot be more than 15 characters long/],
    ['12345', { windowsConfiguration: {} }, /^Windows computer name/],
    ['under_score', { linuxConfiguration: {} }, /^Linux host name cannot exceed 64 characters/],
    ['a-name-of-sixteen', { linuxConfiguration: {} }, undefined],
    ['a.name', { linuxConfiguration: {} }, undefined],
    ['vm-15', { windowsConfiguration: {} }, undefined],
  ])('of computers are what their systems take: %s %o', async (computerName, configuration, refused) => {
    const body = { location: 'westeurope', properties: { osProfile: { computerName, ...configuration } } };
    const answer = await ask(emptySandbox(), 'PUT', `${COMPUTE}/virtualMachines/vm`, { body });
    expect(answer.status).toBe(refused ? 400 : 201);
    if (refused)
      expect(answer.body.error).toMatchObject({
        code: 'InvalidParameter',
        target: 'computerName',
        message: expect.stringMatching(refused),
      });
  });

  it('of storage accounts are of all subscriptions together', async () => {
    const sandbox = emptySandbox();
    sandbox.control.putResources([group(`${GROUPS}/Rg-Two`), group(`${GROUPS.replace('1111', '2222')}/Rg-Three`)]);
    await finished(sandbox, await ask(sandbox, 'PUT', `${STORAGE}/taken1`, { body: account }));
    const elsewhere = (scope: string): Promise<Answer> =>
      ask(sandbox, 'PUT', `${scope}/providers/Microsoft.Storage/storageAccounts/taken1`, { body: account });
    expect(refusal(await elsewhere(`${GROUPS}/Rg-Two`)).slice(0, 2)).toEqual([409, 'StorageAccountInAnotherResourceGroup']);
    expect(refusal(await elsewhere(`${GROUPS.replace('1111', '2222')}/Rg-Three`))).toEqual([
      409,
      'StorageAccountAlreadyTaken',
      'The storage account named taken1 is already taken.',
    ]);
    const check = async (name: string): Promise<unknown> =>
      (
        await ask(sandbox, 'POST', `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.Storage/checkNameAvailability`, {
          body: { name, type: 'Microsoft.Storage/storageAccounts' },
        })
      ).body;
    expect(await check('free1')).toEqual({ nameAvailable: true });
    expect(await check('taken1')).toEqual({
      nameAvailable: false,
      reason: 'AlreadyExists',
      message: 'The storage account named taken1 is already taken.',
    });
  });
});
