import { window } from 'vscode';
import { readRecoveryPoints } from '../../azure/siteRecovery/readRecoveryPoints.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import { UserError } from '../../model/userError.ts';
import { offeredCommands, type ItemCommand } from '../../operations/item/offeredCommands.ts';
import type { Operation } from '../../operations/operation.ts';
import { planItem, type ItemPlanChoices } from '../../operations/item/planItem.ts';
import { requireOffered } from '../../operations/item/requireOffered.ts';
import type { App } from '../app.ts';
import { viewIds } from '../ids.ts';
import type { Operations } from '../operations/operations.ts';
import { itemOf } from './cockpit.ts';
import type { ItemSubject } from './cockpitModel.ts';
import { pickOtherPoint, pickPointWord } from './pickPoint.ts';
import { planEach } from './planEach.ts';
import { subjectsOf } from './subjects.ts';
import { tellLeftOut } from './tellLeftOut.ts';
import { within } from './within.ts';

type Command = Extract<ItemCommand, 'commit' | 'change-point' | 'reprotect' | 'repair'>;

export const commitFailover = commandOf('commit');
export const reprotect = commandOf('reprotect');
export const repairReplication = commandOf('repair');

/** Asks for another point of each machine, or for a kind of point of several, and makes the machines anew from it. */
export async function changeRecoveryPoint(app: App, row?: unknown, selected?: unknown): Promise<void> {
  const subjects = await subjectsOf(app, 'change-point', row, selected);
  const [subject] = subjects;
  if (!subject) return;
  const operations = await app.operations.get();
  const recoveryPoint = subjects.length > 1 ? await pickPointWord(false) : await otherPointOf(operations, subject);
  if (recoveryPoint !== undefined) await planAndStart(operations, 'change-point', subjects, { recoveryPoint });
}

async function otherPointOf(operations: Operations, subject: ItemSubject): Promise<string | undefined> {
  const { item, points } = await operations.withAccess(subject.machineId, (azure) =>
    within(
      (async () => {
        const read = await itemOf(azure, subject);
        requireOffered('change-point', read);
        return { item: read, points: await readRecoveryPoints(azure, read) };
      })(),
    ),
  );
  if (points.length === 0) throw new UserError('usage', `Azure has no other recovery point of ${subject.name}.`, 'Commit the failover.');
  return pickOtherPoint(subject.name, points, item.lastFailoverAt === undefined ? undefined : new Date(item.lastFailoverAt));
}

function commandOf(command: Command): (app: App, row?: unknown, selected?: unknown) => Promise<void> {
  return async (app, row, selected) => {
    const subjects = await subjectsOf(app, command, row, selected);
    if (subjects.length > 0) await planAndStart(await app.operations.get(), command, subjects, {});
  };
}

/** Machines that refuse are left out, and named with the reason; refuses when all do. */
async function planAndStart(
  operations: Operations,
  command: Command,
  subjects: readonly ItemSubject[],
  choices: ItemPlanChoices,
): Promise<void> {
  const plan = (subject: ItemSubject): Promise<Operation> =>
    operations.withAccess(subject.machineId, (azure) =>
      within(itemOf(azure, subject).then((item) => planOne(azure, command, item, choices))),
    );
  const { planned, leftOut } = await window.withProgress({ location: { viewId: viewIds.readiness } }, () => planEach(subjects, plan));
  tellLeftOut(leftOut);
  await operations.confirmAndStart(planned);
}

async function planOne(azure: RecoveryAccess, command: Command, item: RecoveryItem, choices: ItemPlanChoices): Promise<Operation> {
  const portal = offeredCommands(item).inPortal.find((one) => one.command === command);
  if (portal) throw new UserError('usage', portal.why, 'Open the protected item in the portal.');
  return planItem(azure, command, item, choices);
}
