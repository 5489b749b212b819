import { l10n, window } from 'vscode';
import { toArmId } from '../../../model/armId.ts';
import type { RecoveryItem } from '../../../model/recoveryItem.ts';
import { UserError } from '../../../model/userError.ts';
import type { ItemCommand } from '../../../operations/item/offeredCommands.ts';
import type { AssessedMachine } from '../../../readiness/assessment.ts';
import type { App } from '../../app.ts';
import { machineItems, pick } from '../../commands/pick.ts';
import { rowArguments } from '../../commands/rows.ts';
import { machineIdsIn } from '../../commands/machineIdsIn.ts';
import { viewIds } from '../../ids.ts';
import { plain } from '../../markdown.ts';
import { commandsOn } from '../../tree/machineKind.ts';
import { kindWords } from '../kindWords.ts';
import type { Operations } from '../operations.ts';

/** A machine with its protected item as Azure shows it now. */
export interface Ready {
  readonly machine: AssessedMachine;
  readonly item: RecoveryItem;
}

/**
 * The machines that a command works on, with their items as they are now: those of the selected rows, those that a link names, or one that is asked
 * for. Undefined when the person leaves, or when nothing is open. Rejects with a `UserError` for machines that do not offer the command.
 */
export async function machinesFor(
  { view, operations }: App,
  command: ItemCommand,
  row: unknown,
  selected: unknown,
): Promise<readonly Ready[] | undefined> {
  const { screen } = view;
  if (!screen) return undefined;
  const given = rowArguments(row, selected).flatMap((node) => (node.kind === 'machine' || node.kind === 'fact' ? [node.machine.id] : []));
  const named = machineIdsIn(row)?.map(toArmId) ?? given;
  const own = [...new Set(named)].flatMap((id) => screen.index.machine(id) ?? []);
  const machines = own.length > 0 ? own : await pickOne(machineItems(screen), command);
  if (machines.length === 0) return undefined;
  const missing = machines.filter(({ item }) => !item);
  if (missing.length > 0) {
    const names = missing.map(({ name }) => plain(name)).join(', ');
    throw new UserError('usage', `Not replicated: ${names}.`, 'Enable the replication first, or refresh.');
  }
  const service = await operations.get();
  return window.withProgress({ location: { viewId: viewIds.readiness } }, () =>
    Promise.all(machines.map(async (machine) => ({ machine, item: await itemOf(machine, service) }))),
  );
}

async function pickOne(items: ReturnType<typeof machineItems>, command: ItemCommand): Promise<readonly AssessedMachine[]> {
  const { name, verb } = kindWords(command, l10n);
  const offering = items.filter(({ value }) => commandsOn(value).includes(command));
  if (offering.length === 0) {
    void window.showInformationMessage(l10n.t('No machine offers this now: {0}.', name));
    return [];
  }
  const machine = await pick(offering, verb, l10n.t('Type a part of the machine’s name'));
  return machine ? [machine] : [];
}

async function itemOf({ id, name, item }: AssessedMachine, service: Operations): Promise<RecoveryItem> {
  const now = await service.withAccess(id, (azure) => azure.readItem(item!.azureId));
  if (now) return now;
  throw new UserError('notFound', `The protected item of ${plain(name)} is not there any more.`, 'Refresh the machine.');
}
