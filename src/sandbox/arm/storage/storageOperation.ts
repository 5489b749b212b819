import { operationUrl, regionSegment, pollResult, pollStatus, type StartOptions } from '../../armOperations.ts';
import { retryAfter } from '../../retryAfter.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';

const RETRY_SECONDS = 17;
const PATTERN = '/subscriptions/{subscription}/providers/Microsoft.Storage/locations/{location}/asyncoperations/{operation}';

export interface StorageAnswer {
  /** Recorded for a conversion; not sent when an account is made. */
  readonly asyncOperation?: boolean;
}

/** 202 without a body, `Location …/asyncoperations/{id}?monitor=true` (recorded). */
export function storageOperation(world: World, call: Call, location: string, options: StartOptions, answer: StorageAnswer = {}): Reply {
  const { id } = world.operations.start(options);
  const path = PATTERN.replace('{subscription}', call.params['subscription'] ?? '')
    .replace('{location}', regionSegment(location))
    .replace('{operation}', id);
  const url = operationUrl(call, path, { monitor: 'true' });
  return {
    status: 202,
    headers: {
      location: url,
      ...(answer.asyncOperation && { 'azure-asyncoperation': url }),
      'retry-after': retryAfter(world, RETRY_SECONDS),
    },
  };
}

/**
 * One URL stands for both kinds of poll. While it runs it answers 202, as recorded. [GAP: what it answers at the end to a client that
 * reads it as `Azure-AsyncOperation` was not recorded; operations without a result answer a status, which both kinds accept.]
 */
export function registerStorageOperations(world: World): void {
  world.router.add('GET', PATTERN, (call) => {
    const id = call.params['operation'] ?? '';
    const operation = world.operations.get(id);
    if (operation?.status === 'Succeeded' && operation.result?.body === undefined) {
      return pollStatus(world, id, ({ status }) => ({ name: id, status }));
    }
    return pollResult(world, call, id);
  });
}
