import { operationUrl, regionSegment, pollResult, pollStatus, type StartOptions } from '../../armOperations.ts';
import { fieldAt } from '../../recovery/field.ts';
import { retryAfter } from '../../retryAfter.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';

const RETRY_SECONDS = 10;

export interface ComputeAnswer {
  readonly status: 200 | 201 | 202;
  readonly body?: unknown;
}

/** Starts a long-running operation as the compute service does: `Azure-AsyncOperation` and `Location` under the region. */
export function computeOperation(
  world: World,
  call: Call,
  location: string,
  options: StartOptions,
  answer: ComputeAnswer = { status: 202 },
): Reply {
  const { id } = world.operations.start(options);
  const path = `/subscriptions/${call.params['subscription']}/providers/Microsoft.Compute/locations/${regionSegment(location)}/operations/${id}`;
  return {
    ...answer,
    headers: {
      'azure-asyncoperation': operationUrl(call, path),
      // A PUT is finished by reading the resource: no Location.
      ...(call.method !== 'PUT' && { location: operationUrl(call, path, { monitor: 'true' }) }),
      'retry-after': retryAfter(world, RETRY_SECONDS),
    },
  };
}

export function registerComputeOperations(world: World): void {
  world.router.add(
    'GET',
    '/subscriptions/{subscription}/providers/Microsoft.Compute/locations/{location}/operations/{operation}',
    (call) => {
      const id = call.params['operation'] ?? '';
      if (call.query.get('monitor') === 'true') return pollResult(world, call, id);
      return pollStatus(world, id, ({ startTime, endTime, status, error, result }) => ({
        startTime: startTime.toISOString(),
        ...(endTime && { endTime: endTime.toISOString() }),
        status,
        ...(error && { error }),
        // What an action answers, a script's output, stands in its status as well.
        ...(Array.isArray(fieldAt(result?.body, 'value')) && { properties: { output: result?.body } }),
        name: id,
      }));
    },
  );
}
