import { apiVersions } from '../../azure/apiVersions.ts';
import { recoveryItemOf } from '../../azure/siteRecovery/recoveryItemOf.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { RecoveryJob } from '../../model/recoveryJob.ts';
import { sameText } from '../../model/sameText.ts';
import { differencesOf } from './differencesOf.ts';
import type { Seen } from '../journal/journal.ts';
import type { JobSearch } from '../step.ts';
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
 * an item by a GUID that not every item tells; by the name for people alone a job counts only when it is the only one, and either the item has
 * changed or the vault has no other item of that name: two machines may have one.
 */
export async function findTraces(search: JobSearch, seen: Seen, own: StepRun): Promise<Traces> {
  const { azure } = own.run;
  const item = await own.read(() => azure.readItem(search.itemId));
  const since = await own.read(() => azure.jobsSince(own.operation.vaultId, seen.newestJob));
  const ofKind = since.filter(({ scenario }) => search.scenarios.includes(scenario));
  return { item, jobId: (await jobOn(ofKind, item, seen.item, own))?.id };
}

async function jobOn(
  jobs: readonly RecoveryJob[],
  now: RecoveryItem | undefined,
  before: RecoveryItem | undefined,
  own: StepRun,
): Promise<RecoveryJob | undefined> {
  const named = jobs.find(({ id }) => id === now?.jobId);
  if (named) return named;
  const entityId = now?.entityId ?? before?.entityId;
  if (entityId !== undefined) return jobs.find(({ targetId }) => sameText(entityId, targetId));
  const name = now?.friendlyName ?? before?.friendlyName ?? own.operation.machine;
  const namesakes = jobs.filter(({ targetName }) => sameText(name, targetName));
  if (namesakes.length !== 1) return undefined;
  const hasChanged = before === undefined || now === undefined || differencesOf(before, now).length > 0;
  return hasChanged || (await itemsNamed(name, own)) === 1 ? namesakes[0] : undefined;
}

async function itemsNamed(name: string, own: StepRun): Promise<number> {
  const path = `${own.operation.vaultId}/replicationProtectedItems`;
  const rows = await own.read(() => own.run.azure.list(path, apiVersions.siteRecovery));
  return rows.filter((row) => sameText(name, recoveryItemOf(row)?.friendlyName ?? '')).length;
}
