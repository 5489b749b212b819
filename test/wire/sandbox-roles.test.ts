import { beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/createSandbox.ts';
import { ask, emptySandbox, GROUP, machine, query, SUBSCRIPTION, type Answer } from './sandboxCalls.ts';

const TENANT = '/subscriptions/' + SUBSCRIPTION;
const READER = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const definition = `${TENANT}/providers/Microsoft.Authorization/roleDefinitions/${READER}`;
const guid = (digit: number): string => `88888888-0000-0000-0000-00000000000${digit}`;
const at = (scope: string, digit: number): string => `${scope}/providers/Microsoft.Authorization/roleAssignments/${guid(digit)}`;
const principalId = 'b14ee29e-54cd-4425-a067-e35854a5d532';

let sandbox: Sandbox;
beforeEach(() => {
  sandbox = emptySandbox();
  sandbox.control.putResources([machine('vm')]);
});
const assign = (path: string, more: object = {}): Promise<Answer> =>
  ask(sandbox, 'PUT', path, {
    body: { properties: { roleDefinitionId: definition, principalId, principalType: 'ServicePrincipal', ...more } },
    apiVersion: '2022-04-01',
  });
const assigned = async (scope: string, filter = ''): Promise<unknown> => {
  const target = `${scope}/providers/Microsoft.Authorization/roleAssignments${filter && `?$filter=${encodeURIComponent(filter)}`}`;
  const { body } = await ask(sandbox, 'GET', target);
  return body.value?.map(({ name }: { readonly name: string }) => name).toSorted() ?? body.error.code;
};

describe('role assignments', () => {
  it('are shown as recorded, in lists and in Resource Graph, until they are removed', async () => {
    const made = await assign(at(GROUP, 1));
    expect([made.status, made.body]).toEqual([
      201,
      {
        properties: {
          roleDefinitionId: definition,
          principalId,
          principalType: 'ServicePrincipal',
          scope: GROUP,
          condition: null,
          conditionVersion: null,
          createdOn: expect.stringMatching(/Z$/),
          updatedOn: expect.stringMatching(/Z$/),
          createdBy: null,
          updatedBy: expect.stringMatching(/^[0-9a-f-]{36}$/),
          delegatedManagedIdentityResourceId: null,
          description: null,
        },
        id: at(GROUP, 1),
        type: 'Microsoft.Authorization/roleAssignments',
        name: guid(1),
      },
    ]);
    const { body } = await query(
      sandbox,
      "authorizationresources | where type =~ 'microsoft.authorization/roleassignments' | project name, id",
    );
    expect(body.data).toMatchObject([{ name: guid(1) }]);
    expect((await ask(sandbox, 'DELETE', at(GROUP, 1))).body.name).toBe(guid(1));
    expect((await ask(sandbox, 'DELETE', at(GROUP, 1))).status).toBe(204);
  });

  it('exist once: the same one under another name is refused, and none becomes another', async () => {
    await assign(at(GROUP, 1));
    const again = await assign(at(GROUP, 2), { roleDefinitionId: definition.toUpperCase(), principalId: principalId.toUpperCase() });
    expect([again.status, again.body.error]).toEqual([
      409,
      { code: 'RoleAssignmentExists', message: 'The role assignment already exists.' },
    ]);
    expect((await assign(at(GROUP, 1), { description: 'why' })).body.properties.description).toBe('why');
    expect((await assign(at(GROUP, 1), { principalId: guid(9) })).body.error.code).toBe('RoleAssignmentUpdateNotPermitted');
    expect((await assign(`${at(GROUP, 1)}x`)).body.error.code).toBe('InvalidRoleAssignmentId');
    expect((await assign(at(GROUP, 3), { principalId: undefined })).body.error.code).toBe('BadRequestFormat');
    expect((await assign(at(machine('vm').id, 2))).status).toBe(201);
  });

  it('are listed at, above and below a scope, by principal, and not below where nobody wants that', async () => {
    await assign(at(TENANT, 1));
    await assign(at(GROUP, 2));
    await assign(at(machine('vm').id, 3));
    await assign(at(GROUP, 4), { principalId: guid(7) });
    expect(await assigned(GROUP)).toEqual([guid(1), guid(2), guid(3), guid(4)]);
    expect(await assigned(GROUP, 'atScope()')).toEqual([guid(1), guid(2), guid(4)]);
    expect(await assigned(TENANT, `principalId eq '${guid(7)}'`)).toEqual([guid(4)]);
    expect(await assigned(GROUP, `atScope() and assignedTo('${principalId}')`)).toEqual([guid(1), guid(2)]);
    expect(await assigned(GROUP, "roleDefinitionId eq 'x'")).toBe('UnsupportedQuery');
  });
});

it('role definitions are found by name and by id, those of a subscription among them', async () => {
  const list = `${TENANT}/providers/Microsoft.Authorization/roleDefinitions`;
  const named = await ask(sandbox, 'GET', `${list}?$filter=roleName eq 'Reader'`);
  expect(named.body.value).toMatchObject([
    { id: definition, name: READER, properties: { type: 'BuiltInRole', permissions: [{ actions: ['*/read'] }] } },
  ]);
  expect((await ask(sandbox, 'GET', `/providers/Microsoft.Authorization/roleDefinitions/${READER}`)).body.properties.roleName).toBe(
    'Reader',
  );
  expect((await ask(sandbox, 'GET', `${list}/${guid(1)}`)).status).toBe(404);
  const properties = { roleName: 'Mine', type: 'CustomRole', assignableScopes: [TENANT], permissions: [] };
  await ask(sandbox, 'PUT', `${list}/${guid(1)}`, { body: { properties } });
  const own = await ask(
    sandbox,
    'GET',
    `${GROUP}/providers/Microsoft.Authorization/roleDefinitions?$filter=atScopeAndBelow() and type eq 'CustomRole'`,
  );
  expect(own.body.value).toMatchObject([{ name: guid(1), properties }]);
});

it('a caller may do on a resource what it may do above', async () => {
  const permissions = `${machine('vm').id}/providers/Microsoft.Authorization/permissions`;
  expect((await ask(sandbox, 'GET', permissions)).body.value).toMatchObject([{ actions: ['*'] }]);
});

it('locks are listed at a scope alone where that is asked for', async () => {
  for (const scope of [GROUP, machine('vm').id]) {
    await ask(sandbox, 'PUT', `${scope}/providers/Microsoft.Authorization/locks/kept`, { body: { properties: { level: 'CanNotDelete' } } });
  }
  const list = `${GROUP}/providers/Microsoft.Authorization/locks`;
  expect((await ask(sandbox, 'GET', list)).body.value).toHaveLength(2);
  expect((await ask(sandbox, 'GET', `${list}?$filter=atScope()`)).body.value).toMatchObject([{ id: `${list}/kept` }]);
});
