import { filterBy, isOneOf } from '../../filterBy.ts';
import { textAt } from '../../recovery/field.ts';
import type { ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { resourceNotFound } from '../errors.ts';
import { pathOf } from '../generic.ts';
import { SCOPES, SUBSCRIPTION } from '../scopes.ts';
import { builtInRoles, type BuiltInRole } from './builtInRoles.ts';

const TYPE = 'Microsoft.Authorization/roleDefinitions';
/** [GAP] The day on which Azure's first roles were made; all others were later. */
const MADE = '2015-02-02T21:55:09.8806423Z';

/** Definitions of roles: Azure's own, everywhere the same, and those that were put. Members and casing: recorded (Azure CLI). */
export function registerRoleDefinitions(world: World): void {
  for (const scope of ['', ...SCOPES]) {
    const list = `${scope}/providers/${TYPE}`;
    world.router.add('GET', list, (call) => ({ status: 200, body: { value: listed(world, call) } }));
    world.router.add('GET', `${list}/{role}`, (call) => one(world, call));
  }
}

function listed(world: World, call: Call): readonly ArmResource[] {
  // `atScopeAndBelow()` [documented] is what is listed anyway.
  const filter = call.query.get('$filter')?.replaceAll(/(?:\s+and\s+)?atScopeAndBelow\(\)(?:\s+and\s+)?/gi, '');
  return filterBy([...builtInRoles.map((role) => shown(call, role)), ...customRoles(world, call)], filter, {
    roleName: isOneOf(({ properties }) => textAt(properties, 'roleName')),
    type: isOneOf(({ properties }) => textAt(properties, 'type')),
  });
}

function one(world: World, call: Call): Reply {
  const wanted = call.params['role']?.toLowerCase();
  const role = builtInRoles.find(({ guid }) => guid === wanted);
  const found = role ? shown(call, role) : customRoles(world, call).find(({ name }) => name.toLowerCase() === wanted);
  if (!found) throw resourceNotFound(pathOf(call).id);
  return { status: 200, body: found };
}

/** Roles of one's own are of the whole subscription wherever they are asked for. */
function customRoles({ store }: World, call: Call): readonly ArmResource[] {
  const { subscription } = call.params;
  return store.list(TYPE, subscription === undefined ? '' : SUBSCRIPTION.replace('{subscription}', subscription));
}

function shown({ params }: Call, { roleName, guid, description, actions, notActions = [], dataActions = [] }: BuiltInRole): ArmResource {
  const scope = params['subscription'] === undefined ? '' : `/subscriptions/${params['subscription']}`;
  return {
    properties: {
      roleName,
      type: 'BuiltInRole',
      description,
      assignableScopes: ['/'],
      permissions: [{ actions, notActions, dataActions, notDataActions: [] }],
      createdOn: MADE,
      updatedOn: MADE,
      createdBy: null,
      updatedBy: null,
    },
    id: `${scope}/providers/${TYPE}/${guid}`,
    type: TYPE,
    name: guid,
  };
}
