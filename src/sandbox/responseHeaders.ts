import type { WireRequest } from './wire.ts';
import type { World } from './world.ts';

/** What every answer carries. `Date` is the sandbox's clock: the product takes it for the time of its facts. */
export function responseHeaders(
  world: World,
  request: WireRequest,
): Record<string, string> & { readonly 'x-ms-correlation-request-id': string } {
  const now = world.clock.now();
  const id = world.newRequestId();
  const correlation = request.headers['x-ms-correlation-request-id'] ?? id;
  const clientId = request.headers['x-ms-client-request-id'];
  return {
    date: now.toUTCString(),
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    expires: '-1',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'x-ms-request-id': id,
    'x-ms-correlation-request-id': correlation,
    'x-ms-routing-request-id': `SANDBOX:${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}:${id}`,
    ...(clientId && request.headers['x-ms-return-client-request-id'] === 'true' && { 'x-ms-client-request-id': clientId }),
  };
}
