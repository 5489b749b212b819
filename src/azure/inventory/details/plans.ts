import { apiVersions } from '../../apiVersions.ts';
import type { ArmId } from '../../../model/armId.ts';
import { partsOf } from '../../../model/armId.ts';
import type { PlanActions, PlanGroup, RunbookAction } from '../../../model/plan.ts';
import { badAnswer } from '../../wire/badAnswer.ts';
import { armIdOf, dateOf, locationOf, recordOf, recordsOf, textOf, type Row } from '../../values.ts';
import type { DetailReader } from './detailReader.ts';

/** A recovery plan's machines and automated steps, and the runbooks that they run. */
export async function readPlan(reader: DetailReader, planId: ArmId): Promise<void> {
  const actions = await reader.read('planActions', planId, async () => parsePlan(await reader.arm.get(planId, apiVersions.siteRecovery)));
  await Promise.all((actions?.runbooks ?? []).map(({ runbookId }) => readRunbook(reader, runbookId)));
}

/** Throws a `UserError` for a body without groups: the list shows plans so, a GET does not. */
export function parsePlan(body: Row): PlanActions {
  const properties = recordOf(body['properties']);
  const groups = recordsOf(properties?.['groups']);
  if (groups === undefined) throw badAnswer();
  const actions = groups
    .flatMap((group) => [group['startGroupActions'], group['endGroupActions']])
    .flatMap((list) => recordsOf(list) ?? []);
  return {
    lostRegion: lostRegionOf(properties),
    groups: groups.map(planGroup),
    runbooks: actions.map(runbookAction).filter((action) => action !== undefined),
  };
}

/** A plan between zones has one fabric at both of its ends (recorded in the tests of Azure PowerShell, 2022-10-13). */
function lostRegionOf(properties: Row | undefined): PlanActions['lostRegion'] {
  const from = armIdOf(properties?.['primaryFabricId']);
  if (from !== undefined && from === armIdOf(properties?.['recoveryFabricId'])) return null;
  return textOf(properties?.['primaryFabricFriendlyName']);
}

function planGroup(group: Row): PlanGroup {
  const items = recordsOf(group['replicationProtectedItems']) ?? [];
  return {
    type: textOf(group['groupType']) ?? '',
    itemIds: items.map((item) => armIdOf(item['id'])).filter((id) => id !== undefined),
  };
}

function runbookAction(action: Row): RunbookAction | undefined {
  const details = recordOf(action['customDetails']);
  const runbookId = armIdOf(details?.['runbookId']);
  if (runbookId === undefined || textOf(details?.['instanceType']) !== 'AutomationRunbookActionDetails') return undefined;
  return { name: textOf(action['actionName']) ?? '', runbookId };
}

async function readRunbook(reader: DetailReader, id: ArmId): Promise<void> {
  await reader.readOrGone('runbooks', id, async () => {
    const body = await reader.arm.get(id, apiVersions.automation);
    const properties = recordOf(body['properties']);
    if (properties === undefined) throw badAnswer();
    return {
      state: textOf(properties['state']),
      location: locationOf(body['location']),
      lastStatus: await lastStatus(reader, id),
    };
  });
}

/** The status of the job that was made last; the filter's grammar is that of Azure PowerShell. */
async function lastStatus(reader: DetailReader, runbookId: ArmId): Promise<string | null> {
  const { name } = partsOf(runbookId);
  const account = runbookId.slice(0, runbookId.lastIndexOf('/runbooks/'));
  let latest: { readonly made: number; readonly status: string | null } | undefined;
  await reader.arm.list(
    `${account}/jobs`,
    apiVersions.automation,
    { $filter: `properties/runbook/name eq '${name.replaceAll("'", "''")}'` },
    (page) => {
      for (const job of page) {
        const properties = recordOf(job['properties']);
        if (textOf(recordOf(properties?.['runbook'])?.['name'])?.toLowerCase() !== name) continue;
        const made = dateOf(properties?.['creationTime'])?.getTime() ?? 0;
        if (latest === undefined || made > latest.made) latest = { made, status: textOf(properties?.['status']) ?? null };
      }
    },
  );
  return latest?.status ?? null;
}
