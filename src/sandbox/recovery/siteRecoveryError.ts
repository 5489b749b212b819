import type { ArmResource } from '../resource.ts';
import { ArmError, type Call } from '../wire.ts';
import type { World } from '../world.ts';
import { textAt } from './field.ts';

interface Fault {
  readonly status: number;
  readonly code: string;
  /** Code of the entry in `details`. */
  readonly detail: string;
  readonly message: string;
  readonly possibleCauses: string;
  readonly recommendedAction: string;
}

/** Site Recovery's own error body: the code twice, once in `details` with causes, a recommendation and the ids for support. */
export function siteRecoveryError(world: World, call: Call, fault: Fault): ArmError {
  const { status, code, detail, message, possibleCauses, recommendedAction } = fault;
  const clientRequestId = call.headers['x-ms-client-request-id'] ?? world.newGuid();
  return new ArmError(status, code, message, {
    details: [{ code: detail, message, possibleCauses, recommendedAction, clientRequestId, activityId: world.newGuid() }],
  });
}

/** The recorded 404 for anything inside a vault. */
export function doesNotExist(world: World, call: Call, name: string): ArmError {
  return siteRecoveryError(world, call, {
    status: 404,
    code: 'NotFound',
    detail: 'ArmResourceDoesNotExist',
    message: `Specified resource with name '${name}' does not exist.`,
    possibleCauses: 'Ensure correct resource name was specified.',
    recommendedAction: 'Verify ARM resource name details.',
  });
}

/** [GAP] No answer for a body that lacks something was recorded. The form is that of the recorded 404, the codes are made up. */
export function invalidInput(world: World, call: Call, message: string): ArmError {
  return siteRecoveryError(world, call, {
    status: 400,
    code: 'BadRequest',
    detail: 'InvalidInput',
    message,
    possibleCauses: 'A value of the request is missing or not valid.',
    recommendedAction: 'Correct the request and try again.',
  });
}

/**
 * [GAP] No refusal to remove or change something in use was recorded: neither its codes nor whether Azure refuses at once or lets a job
 * fail. The sandbox refuses at once, with the form of the recorded 404; the codes are made up.
 */
export function inUse(world: World, call: Call, name: string, by: string): ArmError {
  return siteRecoveryError(world, call, {
    status: 409,
    code: 'Conflict',
    detail: 'ResourceInUse',
    message: `The operation cannot be performed on '${name}': ${by}.`,
    possibleCauses: 'Something else still depends on the resource.',
    recommendedAction: 'Remove what depends on the resource and try again.',
  });
}

/** [GAP] What Azure answers to an operation that the state of a protected item does not allow was never recorded; the form is that of the 404. */
export function notIn(world: World, call: Call, item: ArmResource, operation: string): ArmError {
  const state = textAt(item, 'properties', 'protectionStateDescription') ?? '';
  return siteRecoveryError(world, call, {
    status: 409,
    code: 'Conflict',
    detail: 'OperationNotAllowedInCurrentState',
    message: `The operation '${operation}' is not allowed on '${item.name}' in its present state '${state}'.`,
    possibleCauses: 'The protected item does not offer this operation now.',
    recommendedAction: 'Read the allowed operations of the protected item.',
  });
}
