import { fieldAt, textAt } from '../../recovery/field.ts';
import type { Reply, WireRequest } from '../../wire.ts';
import type { World } from '../../world.ts';

const IN_SUBSCRIPTION = /^\/subscriptions\/[^/]+\//i;

export interface Answered {
  readonly method: string;
  /** As sent. */
  readonly path: string;
  readonly begin: Date;
  readonly request: WireRequest;
  readonly reply: Reply;
  readonly correlationId: string;
}

/** Writes a change down that was asked for, whether it was made or refused. Nobody who is not signed in gets that far. */
export function recordActivity(world: World, { method, path, begin, request, reply, correlationId }: Answered): void {
  if (method === 'GET' || method === 'HEAD' || reply.status === 401 || !IN_SUBSCRIPTION.test(path) || !isDecodable(path)) return;
  const headers = new Map(Object.entries(reply.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const poll = headers.get('azure-asyncoperation') ?? headers.get('location');
  const clientRequestId = request.headers['x-ms-client-request-id'];
  const code = textAt(reply.body, 'error', 'code');
  world.activity.add({
    method,
    path,
    begin,
    end: world.clock.now(),
    status: reply.status,
    ...(code !== undefined && { error: { code, message: String(fieldAt(reply.body, 'error', 'message')) } }),
    correlationId,
    ...(clientRequestId !== undefined && { clientRequestId }),
    ...(poll !== undefined && { poll }),
  });
}

function isDecodable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}
