import { operationUrl, regionSegment, pollResult, pollStatus } from '../../armOperations.ts';
import { textAt } from '../../recovery/field.ts';
import { retryAfter } from '../../retryAfter.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';

const RETRY_SECONDS = 10;
/** Recorded of a new network (2022-05-01). */
const NEW_RETRY_SECONDS = 3;
/** Recorded: the first poll of an unchanged network finds it done. [GAP] for others, a few seconds. */
const CHANGE_SECONDS = 3;
const LOCATIONS = '/subscriptions/{subscription}/providers/Microsoft.Network/locations/{location}';

export interface NetworkChange {
  readonly status: 200 | 201 | 202;
  readonly body?: unknown;
  /** False: nothing changed, the operation is over at once. */
  readonly changed?: boolean;
  readonly finish?: () => unknown;
}

/** The answer of a PUT (the body at once, and an operation) or of a DELETE (202, with a `Location` as well). */
export function networkOperation(
  world: World,
  call: Call,
  location: string,
  { status, body, changed = true, finish }: NetworkChange,
): Reply {
  const { id } = world.operations.start({ seconds: changed ? CHANGE_SECONDS : 0, ...(finish && { finish }) });
  const at = LOCATIONS.replace('{subscription}', call.params['subscription'] ?? '').replace('{location}', regionSegment(location));
  return {
    status,
    ...(body !== undefined && { body }),
    headers: {
      'azure-asyncnotification': 'Enabled',
      'azure-asyncoperation': operationUrl(call, `${at}/operations/${id}`),
      'x-ms-arm-service-request-id': world.newRequestId(),
      ...(status === 202 && { location: operationUrl(call, `${at}/operationResults/${id}`) }),
      ...(status !== 200 && { 'retry-after': retryAfter(world, status === 201 ? NEW_RETRY_SECONDS : RETRY_SECONDS) }),
    },
  };
}

export function registerNetworkOperations(world: World): void {
  world.router.add('GET', `${LOCATIONS}/operations/{operation}`, (call) =>
    pollStatus(world, call.params['operation'] ?? '', ({ status, error }) => ({ status, ...(error && { error }) })),
  );
  world.router.add('GET', `${LOCATIONS}/operationResults/{operation}`, (call) => pollResult(world, call, call.params['operation'] ?? ''));
}

/** A resource as a GET of it answers: its etag is a header as well [recorded]. */
export function readReply(resource: object): Reply {
  const etag = textAt(resource, 'etag');
  return { status: 200, ...(etag !== undefined && { headers: { etag } }), body: resource };
}
