import type { ArmResource } from '../../resource.ts';
import type { ArmError, Call } from '../../wire.ts';
import type { World } from '../../world.ts';
import { listAt, textAt } from '../field.ts';
import { siteRecoveryError } from '../siteRecoveryError.ts';
import { VAULT } from '../vaultScope.ts';

export const JOB_PATH = 'replicationJobs/{job}';
export const JOB_ROUTE = `${VAULT}/${JOB_PATH}`;

/** What a job about another job is about. */
export function jobSubject(job: ArmResource): { readonly id: string; readonly name: string } {
  return { id: job.name, name: textAt(job, 'properties', 'friendlyName') ?? job.name };
}

/** Throws when a job does not offer an action. [GAP] The answer was never recorded; the form is that of the 404. */
export function requireAction(world: World, call: Call, job: ArmResource, action: 'Cancel' | 'Restart' | 'Resume'): void {
  if (!listAt(job, 'properties', 'allowedActions').includes(action)) throw notOffered(world, call, job, action);
}

export function notOffered(world: World, call: Call, job: ArmResource, action: string): ArmError {
  return siteRecoveryError(world, call, {
    status: 409,
    code: 'Conflict',
    detail: 'JobActionNotAllowed',
    message: `The action '${action}' is not allowed on the job '${job.name}' in its state '${textAt(job, 'properties', 'state') ?? ''}'.`,
    possibleCauses: 'The job does not offer this action now.',
    recommendedAction: 'Read the allowed actions of the job.',
  });
}
