import { listReply } from '../../paging.ts';
import { textAt } from '../../recovery/field.ts';
import { keyOf, type ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { badRequest } from '../errors.ts';
import { bodyObject, pathOf } from '../generic.ts';
import { extendedKey, isWithin, SCOPES } from '../scopes.ts';
import { SANDBOX_OBJECT } from '../tokens.ts';

const TYPE = 'Microsoft.Authorization/roleAssignments';
const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PRINCIPAL = /^(?:principalId\s+eq\s+'([^']*)'|assignedTo\('([^']*)'\))$/i;

/**
 * Who has which role where, as a list. Members: recorded at 2022-04-01 (Azure CLI). What the caller may do does not follow from it: see
 * `registerCallerRights`.
 */
export function registerRoleAssignments(world: World): void {
  for (const scope of ['', ...SCOPES]) {
    const list = `${scope}/providers/${TYPE}`;
    world.router
      .add('GET', list, (call) => listReply(world, call, listed(world, call)))
      .add('PUT', `${list}/{assignment}`, (call) => put(world, call))
      .add('DELETE', `${list}/{assignment}`, (call) => {
        const gone = world.store.get(pathOf(call).id);
        if (!gone) return { status: 204 };
        world.store.delete(gone.id);
        return { status: 200, body: gone };
      });
  }
}

/** Documented: at, above and below the scope; with `atScope()` not below. */
function listed(world: World, call: Call): readonly ArmResource[] {
  const asked = keyOf(pathOf(call).scope);
  const { atScope, principal } = filterOf(call);
  return world.store.list(TYPE).filter((assignment) => {
    const scope = extendedKey(assignment.id);
    const isHere = isWithin(asked, scope) || (!atScope && isWithin(scope, asked));
    return isHere && (principal === undefined || principalOf(assignment) === principal);
  });
}

function filterOf(call: Call): { readonly atScope: boolean; readonly principal: string | undefined } {
  const filter = call.query.get('$filter')?.trim() ?? '';
  let atScope = false;
  let principal: string | undefined;
  for (const part of filter === '' ? [] : filter.split(/\s+and\s+/i)) {
    const match = PRINCIPAL.exec(part);
    if (/^atScope\(\)$/i.test(part)) atScope = true;
    else if (match) principal = (match[1] ?? match[2] ?? '').toLowerCase();
    else {
      // [GAP] Code and words.
      throw badRequest(
        'UnsupportedQuery',
        `The filter '${filter}' is not supported. Supported filters are either 'atScope()' or 'principalId eq '{value}' or assignedTo('{value}')'.`,
      );
    }
  }
  return { atScope, principal };
}

function put(world: World, call: Call): Reply {
  const { id, name = '', scope } = pathOf(call);
  if (!GUID.test(name)) {
    // The code is that of public clients. [GAP] The words.
    throw badRequest('InvalidRoleAssignmentId', `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`);
  }
  const sent = bodyObject(call)['properties'] as Readonly<Record<string, unknown>> | undefined;
  const { principalId, roleDefinitionId } = sent ?? {};
  if (typeof principalId !== 'string' || typeof roleDefinitionId !== 'string') {
    // [GAP] Code and words.
    throw badRequest('BadRequestFormat', 'The request was incorrectly formatted.');
  }
  const before = world.store.get(id);
  const now = world.clock.now().toISOString();
  const assignment: ArmResource = {
    properties: {
      roleDefinitionId,
      principalId,
      principalType: sent?.['principalType'] ?? 'ServicePrincipal',
      scope: scope === '' ? '/' : scope,
      condition: sent?.['condition'] ?? null,
      conditionVersion: sent?.['conditionVersion'] ?? null,
      createdOn: before?.properties?.['createdOn'] ?? now,
      updatedOn: now,
      createdBy: SANDBOX_OBJECT,
      updatedBy: SANDBOX_OBJECT,
      delegatedManagedIdentityResourceId: sent?.['delegatedManagedIdentityResourceId'] ?? null,
      description: sent?.['description'] ?? null,
    },
    id: before?.id ?? id,
    type: TYPE,
    name: before?.name ?? name,
  };
  assertNew(world, assignment, before);
  world.store.put(assignment);
  // Who made it is not said at once [recorded].
  return { status: before ? 200 : 201, body: { ...assignment, properties: { ...assignment.properties, createdBy: null } } };
}

/** Throws Azure's refusal of what is there under another name, or of making something else of what is there. Codes and words are those of public reports. */
function assertNew(world: World, assignment: ArmResource, before: ArmResource | undefined): void {
  if (before && !isSame(before, assignment)) {
    throw badRequest(
      'RoleAssignmentUpdateNotPermitted',
      'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
    );
  }
  const isThere = world.store.list(TYPE).some((other) => keyOf(other.id) !== keyOf(assignment.id) && isSame(other, assignment));
  if (isThere) throw new ArmError(409, 'RoleAssignmentExists', 'The role assignment already exists.');
}

function isSame(one: ArmResource, other: ArmResource): boolean {
  const read = (assignment: ArmResource): string => [extendedKey(assignment.id), principalOf(assignment), roleOf(assignment)].join(' ');
  return read(one) === read(other);
}

const principalOf = ({ properties }: ArmResource): string => (textAt(properties, 'principalId') ?? '').toLowerCase();
const roleOf = ({ properties }: ArmResource): string | undefined =>
  textAt(properties, 'roleDefinitionId')?.split('/').at(-1)?.toLowerCase();
