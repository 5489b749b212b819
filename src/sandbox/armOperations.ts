import { regionKey } from './resource.ts';
import { retryAfter } from './retryAfter.ts';
import { ArmError, type Call, type Reply } from './wire.ts';
import type { World } from './world.ts';

/** A long-running operation of ARM's own services. Site Recovery has its own kind: jobs. */
export interface Operation {
  readonly id: string;
  readonly startTime: Date;
  readonly endTime?: Date;
  readonly status: 'InProgress' | 'Succeeded' | 'Failed';
  readonly error?: { readonly code: string; readonly message: string };
  /** What the `Location` poll answers at the end. */
  readonly result?: Reply;
}

export interface StartOptions {
  /** Seconds of the sandbox's clock; 0 ends it at once. */
  readonly seconds: number;
  /** Runs at the end; what it returns is the body of the result (undefined: none). An `ArmError` thrown makes the operation fail. */
  readonly finish?: () => unknown;
  /** What the `Location` poll answers at the end when there is no body: 200, since the SDKs take no 204 for the end of most POSTs. */
  readonly emptyStatus?: 200 | 204;
}

export class Operations {
  readonly #operations = new Map<string, Operation>();
  readonly #world: Pick<World, 'clock' | 'newGuid'>;

  constructor(world: Pick<World, 'clock' | 'newGuid'>) {
    this.#world = world;
  }

  start({ seconds, finish, emptyStatus = 200 }: StartOptions): Operation {
    const { clock, newGuid } = this.#world;
    const startTime = clock.now();
    const running: Operation = { id: newGuid(), startTime, status: 'InProgress' };
    this.#operations.set(running.id, running);
    const end = (): void => {
      this.#operations.set(running.id, { ...running, endTime: clock.now(), ...outcome(finish, emptyStatus) });
    };
    if (seconds <= 0) end();
    else clock.schedule(startTime.getTime() + seconds * 1000, end);
    return running;
  }

  get(id: string): Operation | undefined {
    return this.#operations.get(id.toLowerCase());
  }
}

function outcome(finish: StartOptions['finish'], emptyStatus: number): Pick<Operation, 'status' | 'error' | 'result'> {
  try {
    const body = finish?.();
    return { status: 'Succeeded', result: { status: body === undefined ? emptyStatus : 200, body } };
  } catch (error) {
    if (!(error instanceof ArmError)) throw error;
    return { status: 'Failed', error: { code: error.code, message: error.message }, result: error.toReply() };
  }
}

/** A region as a segment of a polling URL; what has none lies in `global`, as Azure calls it. */
export function regionSegment(location: string): string {
  return encodeURIComponent(regionKey(location) || 'global');
}

/** Where the caller asks for the operation: absolute, on the host that was called, with the caller's api-version. */
export function operationUrl(call: Call, path: string, query: Readonly<Record<string, string>> = {}): string {
  return `${call.origin}${path}?${new URLSearchParams({ ...query, 'api-version': call.apiVersion }).toString()}`;
}

/** Answers a poll of `Azure-AsyncOperation`: 200 with a status. `show` makes the body as the service shows it. */
export function pollStatus(world: World, id: string, show: (operation: Operation) => unknown): Reply {
  const operation = known(world, id);
  const headers: Record<string, string> = operation.status === 'InProgress' ? { 'retry-after': retryAfter(world, POLL_SECONDS) } : {};
  return { status: 200, headers, body: show(operation) };
}

/** Answers a poll of `Location`: 202 while it runs, then the result. */
export function pollResult(world: World, call: Call, id: string): Reply {
  const operation = known(world, id);
  if (operation.result) return operation.result;
  const query = [...call.query.entries()].map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
  return { status: 202, headers: { location: `${call.origin}${call.path}?${query}`, 'retry-after': retryAfter(world, POLL_SECONDS) } };
}

/** Azure's compute and network services say 10 s on running polls. */
const POLL_SECONDS = 10;

function known(world: World, id: string): Operation {
  const operation = world.operations.get(id);
  if (!operation) throw new ArmError(404, 'OperationNotFound', `The operation '${id}' could not be found.`);
  return operation;
}
