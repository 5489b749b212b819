import { l10n, ProgressLocation, window } from 'vscode';
import { subscriptionIn } from '../../model/armPath.ts';
import { readReplicationSource } from '../../azure/siteRecovery/readReplicationSource.ts';
import { Gate } from '../../azure/limits/gate.ts';
import { toArmId } from '../../model/armId.ts';
import type { ReplicationSource } from '../../model/replicationSource.ts';
import { UserError } from '../../model/userError.ts';
import type { EnableChoices } from '../../operations/enable/enableChoices.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import type { App } from '../app.ts';
import { machineItems } from '../commands/pick.ts';
import { rowArguments } from '../commands/rows.ts';
import { focusReturned } from '../focusReturned.ts';
import type { Operations } from '../operations/operations.ts';
import type { Screen } from '../tree/screen.ts';
import { askEnabling, type Sources } from './askEnabling.ts';
import { EnablePage } from './enablePage.ts';
import type { LeftOut, WantedMachine } from './enablePlan.ts';
import { machineIdsIn } from '../commands/machineIdsIn.ts';
import { quickInputUi } from './quickInputUi.ts';
import { enableRefusal } from '../../readiness/enableRefusal.ts';
import { RememberedChoices } from './rememberedChoices.ts';

/** Machines that are read at a time. */
const readsAtATime = 8;

/** What a link of a page or another extension may hand over: machines, and choices in place of the wizard. */
interface Given {
  readonly machines: readonly string[];
  readonly choices?: Partial<EnableChoices>;
}

/**
 * Enables the replication of the selected machines, of those that are given, or of those that are picked: asks how, and shows what would be done.
 * Nothing is sent before the start on that page.
 */
export async function enableReplication(app: App, target?: unknown, selected?: unknown): Promise<void> {
  const { screen } = app.view;
  if (!screen) return;
  const given = givenIn(target);
  const machines = given ? byId(screen, given.machines) : ((await machinesOf(screen, target, selected)) ?? []);
  const refused = machines.flatMap((machine): LeftOut[] => {
    const reason = enableRefusal(machine);
    return reason === undefined ? [] : [{ name: machine.name, reason }];
  });
  const wanted = machines.filter((machine) => enableRefusal(machine) === undefined);
  if (wanted.length === 0) {
    if (refused.length > 0) throw new UserError('usage', refused.map(({ reason }) => reason).join(' '), '');
    return;
  }
  const operations = await app.operations.get();
  const { sources, unread } = await readSources(operations, wanted);
  const asked: WantedMachine[] = [];
  for (const group of groupsOf(sources)) {
    const [{ location }] = group;
    const remembered = new RememberedChoices(app.globalState, app.session.choice?.kind ?? '', location);
    const answer = await askEnabling(group, { operations, remembered, ui: quickInputUi, given: given?.choices });
    if (!answer) return;
    asked.push(...answer);
  }
  const { source } = screen.snapshot.assessment.inventory;
  await new EnablePage({ pages: app.pages, operations, source, wanted: asked, refused: [...refused, ...unread] }).open();
}

function givenIn(value: unknown): Given | undefined {
  const machines = machineIdsIn(value);
  if (!machines) return undefined;
  const { choices } = value as { readonly choices?: unknown };
  return { machines, ...(typeof choices === 'object' && choices !== null && { choices }) };
}

function byId({ snapshot }: Screen, ids: readonly string[]): readonly AssessedMachine[] {
  const wanted = new Set(ids.map(toArmId));
  return snapshot.assessment.machines.filter(({ id }) => wanted.has(id));
}

async function machinesOf(screen: Screen, target: unknown, selected: unknown): Promise<readonly AssessedMachine[] | undefined> {
  const rows = rowArguments(target, selected);
  if (rows.length > 0) {
    // As they are now: facts may have been read since the row was drawn.
    return byId(
      screen,
      rows.flatMap((row) => ('machine' in row && row.machine ? [row.machine.id] : [])),
    );
  }
  const items = machineItems(screen).filter(({ value }) => value.state === 'unprotected');
  if (items.length === 0) throw new UserError('usage', 'Every machine is replicated, or not known.', 'Look at the rows for the reasons.');
  await focusReturned();
  const picked = await window.showQuickPick(items, {
    canPickMany: true,
    matchOnDescription: true,
    title: l10n.t('Enable Replication'),
    placeHolder: l10n.t('Machines to replicate: type a part of a name'),
    ignoreFocusOut: true,
  });
  return picked?.map(({ value }) => value);
}

async function readSources(
  operations: Operations,
  machines: readonly AssessedMachine[],
): Promise<{ readonly sources: readonly ReplicationSource[]; readonly unread: readonly LeftOut[] }> {
  const title = l10n.t('Azure DR: reading the machines…');
  const gate = new Gate(readsAtATime);
  const { signal } = new AbortController();
  const read = await window.withProgress({ location: ProgressLocation.Window, title }, () =>
    Promise.all(
      machines.map((machine) =>
        gate.run(async (): Promise<ReplicationSource | LeftOut> => {
          try {
            return await operations.withAccess(machine.id, (azure) => readReplicationSource(azure, machine.azureId));
          } catch (error) {
            if (!(error instanceof UserError) || machines.length === 1) throw error;
            return { name: machine.name, reason: error.toText() };
          }
        }, signal),
      ),
    ),
  );
  return { sources: read.filter((each) => 'disks' in each), unread: read.filter((each) => 'reason' in each) };
}

/** What can be chosen is the same for machines of one subscription and region. */
function groupsOf(sources: readonly ReplicationSource[]): readonly Sources[] {
  const groups = Map.groupBy(sources, ({ id, location }) => `${subscriptionIn(id).toLowerCase()} ${location}`);
  return [...groups.values()].flatMap(([first, ...others]): readonly Sources[] => (first ? [[first, ...others]] : []));
}
