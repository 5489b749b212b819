import { STATUS_CODES } from 'node:http';
import { textAt } from '../../recovery/field.ts';
import { nameGuid } from '../../recovery/nameGuid.ts';
import { vaultOperationId } from '../../recovery/vaults/registerVaults.ts';
import { groupOfKey, keyOf } from '../../resource.ts';
import type { World } from '../../world.ts';
import { parseResourcePath } from '../resourcePath.ts';
import { SANDBOX_OBJECT } from '../tokens.ts';
import type { Activity } from './activityLog.ts';

interface Localizable {
  readonly value: string;
  readonly localizedValue: string;
}

/** One entry as Azure shows it (documented: "Azure activity log event schema", category Administrative). */
export interface ActivityEvent {
  readonly id: string;
  readonly eventTimestamp: string;
  readonly resourceId: string;
  readonly resourceGroupName: string;
  readonly resourceProviderName: Localizable;
  readonly resourceType: Localizable;
  readonly operationName: Localizable;
  readonly status: Localizable;
  readonly level: string;
  readonly caller: string;
  readonly correlationId: string;
  readonly [member: string]: unknown;
}

interface Moment {
  readonly name: 'BeginRequest' | 'EndRequest';
  readonly status: 'Started' | 'Accepted' | 'Succeeded' | 'Failed';
  readonly time: Date;
  /** Of the answer; undefined where nothing has been answered, or long ago. */
  readonly httpStatus?: number;
}

/** What the log says of a change, the latest first: that it began, how it was answered, and how the operation ended that it began. */
export function activityEvents(world: World, activity: Activity): readonly ActivityEvent[] {
  const { status, begin, end } = activity;
  const began = status < 300 && activity.poll !== undefined;
  const answered = status >= 400 ? 'Failed' : began || status === 202 ? 'Accepted' : 'Succeeded';
  const moments: Moment[] = [
    { name: 'BeginRequest', status: 'Started', time: begin },
    { name: 'EndRequest', status: answered, time: end, httpStatus: status },
  ];
  const outcome = began ? outcomeOf(world, activity) : undefined;
  if (outcome) moments.push({ name: 'EndRequest', ...outcome });
  return moments.map((moment, at) => eventOf(world, activity, moment, at)).toReversed();
}

/** How an operation ended, of whichever service; undefined while it runs. */
function outcomeOf(world: World, { poll = '', path }: Activity): Pick<Moment, 'status' | 'time'> | undefined {
  const id = decodeURIComponent(new URL(poll).pathname.split('/').at(-1) ?? '');
  const operation = world.operations.get(id) ?? world.operations.get(vaultOperationId(id));
  if (operation) {
    return operation.endTime && { status: operation.status === 'Failed' ? 'Failed' : 'Succeeded', time: operation.endTime };
  }
  const vault = /^.*?\/providers\/Microsoft\.RecoveryServices\/vaults\/[^/]+/i.exec(decodeURIComponent(path))?.[0];
  const job = vault === undefined ? undefined : world.store.get(`${vault}/replicationJobs/${id}`);
  const ended = textAt(job, 'properties', 'endTime');
  const failed = ['Failed', 'Cancelled'].includes(textAt(job, 'properties', 'state') ?? '');
  return ended === undefined ? undefined : { status: failed ? 'Failed' : 'Succeeded', time: new Date(ended) };
}

function eventOf(world: World, activity: Activity, { name, status, time, httpStatus }: Moment, at: number): ActivityEvent {
  const { method, path, correlationId, clientRequestId, error, number } = activity;
  const { resourceId, type, operation } = targetOf(method, path);
  const eventDataId = nameGuid(`${correlationId} ${number} ${at}`);
  const reason = httpStatus === undefined ? '' : (STATUS_CODES[httpStatus] ?? '').replaceAll(' ', '');
  const group = groupOfKey(keyOf(path)) === undefined ? '' : decodeURIComponent(path.split('/')[4] ?? '');
  return {
    authorization: { action: operation, scope: resourceId },
    caller: SANDBOX_OBJECT,
    channels: 'Operation',
    claims: {
      'http://schemas.microsoft.com/identity/claims/objectidentifier': SANDBOX_OBJECT,
      'http://schemas.microsoft.com/identity/claims/tenantid': world.tenantId,
    },
    correlationId,
    description: '',
    eventDataId,
    eventName: localizable(name, name === 'BeginRequest' ? 'Begin request' : 'End request'),
    category: localizable('Administrative'),
    eventTimestamp: time.toISOString(),
    httpRequest: { clientRequestId: clientRequestId ?? correlationId, clientIpAddress: '127.0.0.1', method },
    id: `${resourceId}/events/${eventDataId}/ticks/${ticksOf(time)}`,
    level: status === 'Failed' ? 'Error' : 'Informational',
    resourceGroupName: group,
    resourceProviderName: localizable(type.split('/')[0] ?? ''),
    resourceType: localizable(type),
    resourceId,
    operationId: correlationId,
    operationName: localizable(operation),
    properties: {
      ...(httpStatus !== undefined && { statusCode: reason }),
      ...(status === 'Failed' && error && { statusMessage: JSON.stringify({ error }) }),
      eventCategory: 'Administrative',
      entity: resourceId,
      message: operation,
      hierarchy: `${world.tenantId}/${path.split('/')[2]}`,
    },
    status: localizable(status),
    subStatus: localizable(reason, httpStatus === undefined ? '' : `${STATUS_CODES[httpStatus]} (HTTP Status Code: ${httpStatus})`),
    // [GAP] Azure shows an event some minutes after it happened; here at once.
    submissionTimestamp: time.toISOString(),
    subscriptionId: path.split('/')[2] ?? '',
    tenantId: world.tenantId,
  };
}

/** What a request is about, and the operation by the name that roles know it by. */
function targetOf(method: string, path: string): { resourceId: string; type: string; operation: string } {
  const verb = method === 'DELETE' ? 'delete' : method === 'POST' ? 'action' : 'write';
  const parsed = parseResourcePath(path);
  if (parsed) {
    const isAction = parsed.name === undefined;
    const type = isAction ? parsed.type.slice(0, parsed.type.lastIndexOf('/')) : parsed.type;
    return { resourceId: isAction ? parsed.scope : parsed.id, type, operation: `${parsed.type}/${verb}` };
  }
  const segments = path.split('/').slice(1).map(decodeURIComponent);
  const types = segments.filter((_, at) => at % 2 === 0);
  const isAction = segments.length % 2 === 1;
  const known = (isAction ? types.slice(0, -1) : types).map((type) => (type.toLowerCase() === 'resourcegroups' ? 'resourceGroups' : type));
  const type = ['Microsoft.Resources', ...known].join('/');
  return {
    resourceId: `/${(isAction ? segments.slice(0, -1) : segments).join('/')}`,
    type,
    operation: [type, ...(isAction ? types.slice(-1) : []), verb].join('/'),
  };
}

function localizable(value: string, localizedValue = value): Localizable {
  return { value, localizedValue };
}

/** Between the year 1 and 1970, in ticks of 100 nanoseconds. */
const TICKS_BEFORE_1970 = 621_355_968_000_000_000n;

function ticksOf(time: Date): bigint {
  return TICKS_BEFORE_1970 + BigInt(time.getTime()) * 10_000n;
}
