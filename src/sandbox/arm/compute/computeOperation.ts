import { operationUrl, regionSegment, pollResult, pollStatus, type StartOptions } from '../../armOperations.ts';
import { retryAfter } from '../../retryAfter.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';

const RETRY_SECONDS = 10;
/** Recorded where a disk was made. */
const DISK_RETRY_SECONDS = 2;

/** Under which name a region has them: disks and snapshots have operations of their own [recorded]. */
type Collection = 'operations' | 'DiskOperations';
const COLLECTIONS: readonly Collection[] = ['operations', 'DiskOperations'];
const LOCATIONS = '/subscriptions/{subscription}/providers/Microsoft.Compute/locations';

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
  const { status, result } = start(world, call, location, options, 'operations');
  return {
    ...answer,
    headers: {
      'azure-asyncnotification': 'Enabled',
      'azure-asyncoperation': status,
      // A PUT or a PATCH is finished by reading the resource: no Location [recorded].
      ...(call.method !== 'PUT' && call.method !== 'PATCH' && { location: result }),
      'retry-after': retryAfter(world, RETRY_SECONDS),
    },
  };
}

/** The same for disks and snapshots, which are answered with 202 and both addresses whatever is asked [recorded]. */
export function diskOperation(world: World, call: Call, location: string, options: StartOptions, body?: unknown): Reply {
  const { status, result } = start(world, call, location, options, 'DiskOperations');
  return {
    status: 202,
    ...(body !== undefined && { body }),
    headers: { 'azure-asyncoperation': status, location: result, 'retry-after': retryAfter(world, DISK_RETRY_SECONDS) },
  };
}

/** The addresses under which an operation is polled. */
function start(world: World, call: Call, location: string, options: StartOptions, collection: Collection) {
  const { id } = world.operations.start(options);
  const regions = LOCATIONS.replace('{subscription}', call.params['subscription'] ?? '');
  const path = `${regions}/${regionSegment(location)}/${collection}/${id}`;
  return { status: operationUrl(call, path), result: operationUrl(call, path, { monitor: 'true' }) };
}

export function registerComputeOperations(world: World): void {
  for (const collection of COLLECTIONS) {
    world.router.add('GET', `${LOCATIONS}/{location}/${collection}/{operation}`, (call) => {
      const id = call.params['operation'] ?? '';
      if (call.query.get('monitor') === 'true') return pollResult(world, call, id);
      return pollStatus(world, id, ({ startTime, endTime, status, error, result }) => ({
        startTime: startTime.toISOString(),
        ...(endTime && { endTime: endTime.toISOString() }),
        status,
        ...(error && { error }),
        // What comes of it, a disk or a script's output, stands in its status as well [recorded].
        ...(status === 'Succeeded' && result?.body !== undefined && { properties: { output: result.body } }),
        name: id,
      }));
    });
  }
}
