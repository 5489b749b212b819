import type { ArmResource } from '../resource.ts';
import { retryAfter } from '../retryAfter.ts';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { RETRY_SECONDS } from './acceptedReply.ts';
import { fieldAt, textAt } from './field.ts';
import { doesNotExist } from './siteRecoveryError.ts';
import { jobOf } from './jobs/startJob.ts';
import { requireVault, VAULT } from './vaultScope.ts';

/** States of a job that an operation calls something else. A job that waits for its user still runs. */
const OPERATION_STATUS: Readonly<Record<string, string>> = {
  Suspended: 'InProgress',
  CompletedWithInformation: 'Succeeded',
  PartiallySucceeded: 'Succeeded',
};

/** Polls of operations. They hold no state of their own: an operation is its job. */
export function registerOperations(world: World): void {
  world.router.add('GET', `${VAULT}/replicationOperationStatus/{operation}`, (call) => {
    const job = requireJob(world, call);
    const body = operationStatus(job);
    const headers: Record<string, string> = body.endTime === null ? { 'Retry-After': retryAfter(world, RETRY_SECONDS) } : {};
    return { status: 200, headers, body };
  });
}

/**
 * The answer of `{resource}/operationresults/{operation}`: 202 while the job runs, then the resource, or 204 when there is none (any more).
 * [GAP] Never recorded; the OpenAPI describes 200 and 204, the SDKs' pollers ask for it. Of a failed or cancelled job: an error.
 * @param show The resource's own answer; undefined when it is gone.
 */
export function operationResult(world: World, call: Call, show: () => unknown): Reply {
  const job = requireJob(world, call);
  const status = operationStatus(job);
  if (status.endTime === null) {
    const query = new URLSearchParams({ 'api-version': call.apiVersion }).toString();
    return {
      status: 202,
      headers: { Location: `${call.origin}${call.path}?${query}`, 'Retry-After': retryAfter(world, RETRY_SECONDS) },
    };
  }
  if (status.status === 'Failed') return { status: 400, body: { error: status.error } };
  if (status.status === 'Cancelled')
    return { status: 400, body: { error: { code: 'Cancelled', message: 'The operation was cancelled.' } } };
  const body = show();
  return body === undefined ? { status: 204 } : { status: 200, body };
}

function requireJob(world: World, call: Call): ArmResource {
  const vault = requireVault(world, call);
  const guid = call.params['operation'] ?? '';
  const job = jobOf(world, vault.id, guid);
  if (job) return job;
  throw doesNotExist(world, call, guid);
}

interface OperationStatus {
  readonly status: string;
  readonly error: unknown;
  readonly endTime: string | null;
  readonly [key: string]: unknown;
}

/** The eight keys of a poll, always all of them. `error` is also where warnings of a running or succeeded operation show. */
function operationStatus(job: ArmResource): OperationStatus {
  const state = textAt(job, 'properties', 'state') ?? 'InProgress';
  const error = fieldAt(job, 'properties', 'errors', '0', 'serviceErrorDetails');
  const endTime = textAt(job, 'properties', 'endTime');
  return {
    error: error ? { code: textAt(error, 'code'), message: textAt(error, 'message'), details: null } : null,
    id: null,
    name: job.name,
    properties: null,
    status: OPERATION_STATUS[state] ?? state,
    startTime: state === 'NotStarted' ? null : textAt(job, 'properties', 'startTime'),
    endTime: endTime === undefined ? null : endTime.replace(/(\.\d+)?Z$/, '.0000000Z'),
    percentComplete: null,
  };
}
