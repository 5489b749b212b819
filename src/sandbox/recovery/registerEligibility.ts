import type { ArmResource } from '../resource.ts';
import type { Call } from '../wire.ts';
import type { World } from '../world.ts';
import { resourceNotFound } from '../arm/errors.ts';
import { diskProblem } from './items/checkDisks.ts';
import { machineProblem } from './items/machineChecks.ts';
import { errorText } from './jobs/jobErrors.ts';
import type { JobFailure } from './jobs/jobPlan.ts';

const MACHINE = '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/virtualMachines/{machine}';
const RESULTS = 'providers/Microsoft.RecoveryServices/replicationEligibilityResults';

/**
 * Whether Site Recovery would take a machine. Errors are those of a result that was put for the machine, else those with which enabling would
 * fail wherever the machine is to go. [GAP] No populated result was recorded; the form of an error is the OpenAPI's.
 */
export function registerEligibility(world: World): void {
  world.router
    .add('GET', `${MACHINE}/${RESULTS}`, (call) => ({ status: 200, body: { value: [result(world, call)] } }))
    .add('GET', `${MACHINE}/${RESULTS}/default`, (call) => ({ status: 200, body: result(world, call) }));
}

function result(world: World, call: Call): ArmResource {
  const { subscription, group, machine } = call.params;
  const id = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Compute/virtualMachines/${machine}`;
  const found = world.store.get(id);
  if (!found) throw resourceNotFound(id);
  const put = world.store.get(`${found.id}/${RESULTS}/default`);
  const problem = machineProblem(found) ?? diskProblem(world, found);
  const errors = problem ? [eligibilityError(problem, found.name)] : [];
  return {
    name: 'default',
    type: 'Microsoft.RecoveryServices/replicationEligibilityResults',
    id: `${found.id}/${RESULTS}/default`,
    properties: { errors, ...put?.properties, clientRequestId: call.headers['x-ms-client-request-id'] ?? world.newGuid() },
  };
}

/** What is the cause in a job is the message here: nothing else would say what is wrong. */
function eligibilityError({ code, details }: JobFailure, machineName: string): unknown {
  const text = errorText(code, machineName, details);
  return { ...text, message: details.causes ?? text.message, status: 'Error' };
}
