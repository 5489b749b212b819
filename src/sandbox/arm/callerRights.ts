import { groupOfKey, keyOf } from '../resource.ts';
import { ArmError, type Call, type Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { gateway } from './checkArm.ts';
import { SCOPES } from './scopes.ts';
import { SANDBOX_OBJECT } from './tokens.ts';

const PERMISSIONS = 'Microsoft.Authorization/permissions';
const everything: Rights = { actions: ['*'], notActions: [], dataActions: [], notDataActions: [] };

interface Rights {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/**
 * What the caller may do. [GAP] Sign-in, role assignments and definitions are not played: there is one caller, who may do everything, unless
 * the control API has put resources of the type `Microsoft.Authorization/permissions` into a subscription; then it is what these say, at
 * their scopes and below. The list itself is documented ("Permissions: List For Resource Group", and "For Resource").
 */
export function registerCallerRights(world: World): void {
  const list = (call: Call): Reply => ({ status: 200, body: { value: rightsAt(world, call.path.slice(0, providersAt(call.path))) } });
  for (const scope of SCOPES) {
    world.router.add('GET', `${scope}/providers/${PERMISSIONS}`, list);
  }
}

/** Throws ARM's 403 for a change that the caller may not make [recorded form]. */
export function assertAllowed(world: World, { method, path }: Pick<Call, 'method' | 'path'>): void {
  const key = keyOf(path);
  const subscription = /^\/subscriptions\/[^/]+/.exec(key)?.[0];
  // A question with a body.
  if (subscription === undefined || key.includes('/providers/microsoft.policyinsights/')) return;
  const action = actionOf(method, key);
  const isAllowed = rightsAt(world, groupOfKey(key) ?? subscription).some(
    ({ actions, notActions }) => actions.some((one) => matches(one, action)) && !notActions.some((one) => matches(one, action)),
  );
  if (isAllowed) return;
  throw new ArmError(
    403,
    'AuthorizationFailed',
    `The client 'sandbox' with object id '${SANDBOX_OBJECT}' does not have authorization to perform action '${action}' over scope '${path}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    {},
    gateway,
  );
}

function rightsAt(world: World, scope: string): readonly Rights[] {
  const subscription = /^\/subscriptions\/[^/]+/.exec(keyOf(scope))?.[0] ?? '';
  const put = world.store.list(PERMISSIONS, subscription);
  if (put.length === 0) return [everything];
  const isAbove = (id: string): boolean => {
    const above = keyOf(id).slice(0, providersAt(id));
    return keyOf(scope) === above || keyOf(scope).startsWith(`${above}/`);
  };
  return put.filter(({ id }) => isAbove(id)).map(({ properties }) => Object.assign({}, everything, { actions: [] }, properties));
}

function providersAt(path: string): number {
  return keyOf(path).lastIndexOf('/providers/');
}

function actionOf(method: string, key: string): string {
  const at = providersAt(key);
  const [namespace = '', ...rest] = (at < 0 ? `microsoft.resources${key}` : key.slice(at + '/providers/'.length)).split('/');
  const types = rest.filter((_, index) => index % 2 === 0);
  return [namespace, ...types, method === 'POST' ? 'action' : method === 'DELETE' ? 'delete' : 'write'].join('/');
}

function matches(pattern: string, action: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(action);
}
