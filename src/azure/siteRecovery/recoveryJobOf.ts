import type { Problem } from '../../model/problem.ts';
import type { JobStanding, RecoveryJob } from '../../model/recoveryJob.ts';
import { dateOf, recordOf, recordsOf, textOf, textsOf, type Row } from '../values.ts';

/** States of jobs (OpenAPI 2023-06-01, recordings); all others, `InProgress` and `NotStarted` among them, run. */
const standings: Readonly<Record<string, JobStanding>> = {
  suspended: 'waiting',
  succeeded: 'succeeded',
  completedwithinformation: 'succeeded',
  partiallysucceeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  canceled: 'cancelled',
};

/** A job as Site Recovery shows it, in a list or by itself; undefined for what is none. */
export function recoveryJobOf(body: Row): RecoveryJob | undefined {
  const properties = recordOf(body['properties']);
  const id = textOf(body['name']);
  if (!properties || id === undefined) return undefined;
  const text = (key: string): string => textOf(properties[key]) ?? '';
  const errors = recordsOf(properties['errors']) ?? [];
  return {
    id,
    scenario: text('scenarioName'),
    title: text('friendlyName') || text('scenarioName'),
    standing: standings[text('state').toLowerCase()] ?? 'running',
    startedAt: dateOf(properties['startTime']) ?? null,
    endedAt: dateOf(properties['endTime']) ?? null,
    targetId: text('targetObjectId'),
    targetName: text('targetObjectName'),
    newItemId: textOf(recordOf(properties['customDetails'])?.['newReplicationProtectedItemId']) ?? '',
    tasks: (recordsOf(properties['tasks']) ?? []).map((task) => ({
      title: textOf(task['friendlyName']) ?? textOf(task['name']) ?? '',
      state: textOf(task['state']) ?? '',
      startedAt: dateOf(task['startTime']) ?? null,
      endedAt: dateOf(task['endTime']) ?? null,
    })),
    warnings: errors.filter((error) => !isError(error)).map(problemOf),
    errors: errors.filter(isError).map(problemOf),
    allowedActions: textsOf(properties['allowedActions']) ?? [],
  };
}

/** What does not say its level is taken for an error: it must not pass for a trifle. */
function isError(error: Row): boolean {
  return (textOf(error['errorLevel'])?.toLowerCase() ?? 'error') === 'error';
}

/** `serviceErrorDetails` is the service's, `providerErrorDetails` the one of the source's or target's side (OpenAPI). */
function problemOf(error: Row): Problem {
  const service = recordOf(error['serviceErrorDetails']) ?? {};
  const provider = recordOf(error['providerErrorDetails']) ?? {};
  const code = provider['errorCode'];
  return {
    code: textOf(service['code']) ?? (typeof code === 'number' ? String(code) : ''),
    message: textOf(service['message']) ?? textOf(provider['errorMessage']) ?? '',
    causes: textOf(service['possibleCauses']) ?? textOf(provider['possibleCauses']) ?? '',
    action: textOf(service['recommendedAction']) ?? textOf(provider['recommendedAction']) ?? '',
  };
}
