import { ArmError } from '../wire.ts';
import { gateway } from './checkArm.ts';

/** ARM's own answer to a resource that is not there (recorded). */
export function resourceNotFound(id: string): ArmError {
  const segments = id.split('/');
  const provider = segments.map((segment) => segment.toLowerCase()).lastIndexOf('providers');
  const group = segments[3]?.toLowerCase() === 'resourcegroups' ? segments[4] : undefined;
  const named = segments.slice(provider + 1).join('/');
  const where = group === undefined ? '' : ` under resource group '${group}'`;
  return new ArmError(
    404,
    'ResourceNotFound',
    `The Resource '${named}'${where} was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    {},
    gateway,
  );
}

/** ARM's own answer to a change of what is not there (recorded: azure-sdk-for-js, a machine). */
export function patchedNotFound(id: string): ArmError {
  const message = `The resource '${id}' was not found when evaluating policies for a PATCH operation.`;
  return new ArmError(404, 'PatchResourceNotFound', message, { target: id.split('/').at(-1) }, gateway);
}

export function parentNotFound(verb: string, type: string, parent: string): ArmError {
  return new ArmError(
    404,
    'ParentResourceNotFound',
    `Failed to perform '${verb}' on resource(s) of type '${type}', because the parent resource '${parent}' could not be found.`,
    {},
    gateway,
  );
}

export function badRequest(code: string, message: string): ArmError {
  return new ArmError(400, code, message);
}
