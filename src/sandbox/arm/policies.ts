import { groupOfKey, keyOf, typeOfKey, type ArmResource } from '../resource.ts';
import { ArmError, type Call, type Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { fieldAt, textAt } from '../recovery/field.ts';
import { bodyObject } from './generic.ts';

const ASSIGNMENTS = 'Microsoft.Authorization/policyAssignments';

/** Whether a resource is denied, by the parameters of the assignment. */
type Denies = (content: object, parameter: (name: string) => unknown) => boolean;

const isOf = (content: object, type: string): boolean => textAt(content, 'type')?.toLowerCase() === type;
const plain = (text: unknown): string => String(text).replaceAll(' ', '').toLowerCase();
const holds = (list: unknown, text: string): boolean => Array.isArray(list) && list.some((one) => plain(one) === plain(text));

/** Built-in policies by the id of their definition, as far as they are played: those that deny what disaster recovery makes. */
const definitions: Readonly<Record<string, Denies>> = {
  // Allowed locations
  'e56962a6-4747-49cd-b67b-bf8b01975c4c': (content, parameter) => {
    const location = textAt(content, 'location');
    return location !== undefined && location !== 'global' && !holds(parameter('listOfAllowedLocations'), location);
  },
  // Allowed virtual machine size SKUs
  'cccc23c7-8427-4f53-ad12-b6a63eb452b3': (content, parameter) =>
    isOf(content, 'microsoft.compute/virtualmachines') &&
    !holds(parameter('listOfAllowedSKUs'), textAt(content, 'properties', 'hardwareProfile', 'vmSize') ?? ''),
  // Storage accounts should prevent shared key access: it only audits unless its effect is set
  '8c6a50c6-9ffd-4ae7-986f-5fa6111f9a54': (content, parameter) =>
    plain(parameter('effect')) === 'deny' &&
    isOf(content, 'microsoft.storage/storageaccounts') &&
    fieldAt(content, 'properties', 'allowSharedKeyAccess') !== false,
};

/**
 * Azure Policy, as far as it denies. [GAP] Only three built-in definitions are played, and what Site Recovery makes by itself is not held against
 * them. The question whether a resource would be denied is documented ("Policy Restrictions: Check At Resource Group Scope").
 */
export function registerPolicies(world: World): void {
  for (const scope of ['/subscriptions/{subscription}', '/subscriptions/{subscription}/resourceGroups/{group}']) {
    world.router.add('POST', `${scope}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions`, (call) => check(world, call));
  }
}

/** Throws ARM's 403 for a resource that a policy denies. [GAP] The wording is shortened. */
export function assertNotDenied(world: World, { method, path, body }: Pick<Call, 'method' | 'path' | 'body'>): void {
  if (method !== 'PUT' || typeof body !== 'object' || body === null) return;
  const key = keyOf(path);
  const [denied] = denialsOf(world, groupOfKey(key) ?? key, { ...body, type: typeOfKey(key) });
  if (!denied) return;
  const name = path.slice(path.lastIndexOf('/') + 1);
  throw new ArmError(403, 'RequestDisallowedByPolicy', `Resource '${name}' was disallowed by policy. Policy identifiers: '${denied.id}'.`);
}

function check(world: World, call: Call): Reply {
  const content = fieldAt(bodyObject(call), 'resourceDetails', 'resourceContent');
  const scope = keyOf(call.path).slice(0, keyOf(call.path).lastIndexOf('/providers/'));
  const denials = typeof content === 'object' && content !== null ? denialsOf(world, scope, content) : [];
  return {
    status: 200,
    body: {
      fieldRestrictions: [],
      contentEvaluationResult: {
        policyEvaluations: denials.map(({ id, properties }) => ({
          policyInfo: { policyDefinitionId: properties?.['policyDefinitionId'], policyAssignmentId: id },
          evaluationResult: 'NonCompliant',
        })),
      },
    },
  };
}

function denialsOf(world: World, scope: string, content: object): readonly ArmResource[] {
  const subscription = /^\/subscriptions\/[^/]+/.exec(scope)?.[0] ?? '';
  return world.store.list(ASSIGNMENTS, subscription).filter((assignment) => {
    const above = keyOf(assignment.id).slice(0, keyOf(assignment.id).lastIndexOf('/providers/'));
    if (scope !== above && !scope.startsWith(`${above}/`)) return false;
    const id = textAt(assignment, 'properties', 'policyDefinitionId')?.split('/').at(-1)?.toLowerCase() ?? '';
    return definitions[id]?.(content, (name) => fieldAt(assignment, 'properties', 'parameters', name, 'value')) === true;
  });
}
