import { l10n, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import { toArmId } from '../../model/armId.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import type { App } from '../app.ts';
import { machineItems } from '../commands/pick.ts';
import { rowArguments } from '../commands/rows.ts';
import { machineIdsIn } from '../commands/machineIdsIn.ts';
import { focusReturned } from '../focusReturned.ts';
import { kindWords } from '../operations/kindWords.ts';
import { commandsOn, type MachineCommand } from '../tree/machineKind.ts';
import type { Screen } from '../tree/screen.ts';
import { Cockpit } from './cockpit.ts';
import type { ItemSubject } from './cockpitModel.ts';
import { subjectsAmong } from './subjectsAmong.ts';
import { tellLeftOut } from './tellLeftOut.ts';

/**
 * The machines that a command is about: those of the selected rows, those that another extension or a link of the cockpit names, or one that a
 * person picks, those that offer the command first. Machines without a protected item are left out, and named. `selected`: all selected rows.
 */
export async function subjectsOf(
  { view, pages }: App,
  command: MachineCommand,
  row?: unknown,
  selected?: unknown,
): Promise<readonly ItemSubject[]> {
  const named = itemsNamed(row);
  if (named) {
    const page = pages.pageIn('failover');
    return page instanceof Cockpit ? named.flatMap((itemId) => page.machineOf(itemId)?.subject ?? []) : [];
  }
  const given = machineIdsIn(row);
  if (given) return replicated(given.flatMap((id) => view.screen?.index.machine(toArmId(id)) ?? []));
  const rows = rowArguments(row, selected);
  if (rows.length > 0) {
    const machines = rows.flatMap((node) => (node.kind === 'machine' || node.kind === 'fact' ? [node.machine] : []));
    return replicated([...new Set(machines)]);
  }
  const picked = view.screen && (await pickProtected(view.screen, command));
  return picked ? replicated([picked]) : [];
}

function replicated(machines: readonly AssessedMachine[]): readonly ItemSubject[] {
  const { subjects, leftOut } = subjectsAmong(machines, l10n);
  tellLeftOut(leftOut);
  return subjects;
}

/** Of a link: whatever stands in it is data. */
function itemsNamed(argument: unknown): readonly string[] | undefined {
  if (typeof argument !== 'object' || argument === null || !('items' in argument) || !Array.isArray(argument.items)) return undefined;
  return argument.items.filter((item: unknown) => typeof item === 'string');
}

interface Item extends QuickPickItem {
  readonly machine?: AssessedMachine;
}

async function pickProtected(screen: Screen, command: MachineCommand): Promise<AssessedMachine | undefined> {
  const [offering, others]: [Item[], Item[]] = [[], []];
  for (const { label, description, value: machine } of machineItems(screen)) {
    if (!machine.item) continue;
    const item: Item = { label, description, machine };
    (commandsOn(machine).includes(command) ? offering : others).push(item);
  }
  const items: readonly Item[] = [
    ...offering,
    ...(others.length > 0 ? [{ label: l10n.t('Not offered now'), kind: QuickPickItemKind.Separator }, ...others] : []),
  ];
  await focusReturned();
  const picked = await window.showQuickPick(items, {
    title: command === 'failback' ? l10n.t('Fail Back') : kindWords(command, l10n).verb,
    placeHolder: offering.length > 0 ? l10n.t('Type a part of its name') : l10n.t('No machine offers this now; pick one to learn why'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.machine;
}
