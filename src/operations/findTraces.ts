import type { RecoveryItem } from '../model/recoveryItem.ts';
import type { RecoveryJob } from '../model/recoveryJob.ts';
import { differencesOf } from './differencesOf.ts';
import type { Seen } from './journal.ts';
import type { JobSearch } from './step.ts';
import type { StepRun } from './stepRun.ts';

/** What can be told of a request whose answer was lost. */
export interface Traces {
  /** The item as it is now; undefined when there is none. */
  readonly item: RecoveryItem | undefined;
  /** A job of the kind that the request starts, begun on the item after the request was intended. */
  readonly jobId: string | undefined;
}

/**
 * Looks for what a lost request has left: the job that the item names, and the vault's jobs since the newest one that was there before. Jobs name
 * an item by a GUID that not every item tells; by the name for people alone a job counts only when it is the only one and the item has changed as
 * well, since two machines of a vault may have one name.
 */
export async function findTraces(search: JobSearch, seen: Seen, own: StepRun): Promise<Traces> {
  const { azure } = own.run;
  const item = await own.read(() => azure.readItem(search.itemId));
  const since = await own.read(() => azure.jobsSince(own.operation.vaultId, seen.newestJob));
  const ofKind = since.filter(({ scenario }) => search.scenarios.includes(scenario));
  return { item, jobId: jobOn(ofKind, item, seen.item, own.operation.machine)?.id };
}

function jobOn(
  jobs: readonly RecoveryJob[],
  now: RecoveryItem | undefined,
  before: RecoveryItem | undefined,
  machine: string,
): RecoveryJob | undefined {
  const named = jobs.find(({ id }) => id === now?.jobId);
  if (named) return named;
  const entityId = now?.entityId ?? before?.entityId;
  if (entityId !== undefined) return jobs.find(({ targetId }) => same(entityId, targetId));
  const hasChanged = before === undefined || now === undefined || differencesOf(before, now).length > 0;
  const namesakes = jobs.filter(({ targetName }) => same(now?.friendlyName ?? before?.friendlyName ?? machine, targetName));
  return hasChanged && namesakes.length === 1 ? namesakes[0] : undefined;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
