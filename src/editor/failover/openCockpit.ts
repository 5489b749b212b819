import { commands, l10n, Uri, window } from 'vscode';
import type { App } from '../app.ts';
import { viewIds } from '../ids.ts';
import { runQuietly } from '../runGuarded.ts';
import type { Session } from '../session.ts';
import { Cockpit } from './cockpit.ts';
import type { ItemSubject } from './cockpitModel.ts';
import { fromInventory, machineOf } from './fromInventory.ts';
import { pickPoint, pickPointWord } from './pickPoint.ts';
import { subjectsOf } from './subjects.ts';
import { tellLeftOut } from './tellLeftOut.ts';
import { typedWord } from '../operations/typedWord.ts';

/** A page that follows progress is not made anew more often, milliseconds. */
const renewEveryMs = 500;

export const failOver = openerFor('failover');
/** To fail back is to fail over once more. */
export const failBack = openerFor('failback');

function openerFor(command: 'failover' | 'failback'): (app: App, row?: unknown, selected?: unknown) => Promise<void> {
  return async (app, row, selected) => openCockpit(app, await subjectsOf(app, command, row, selected));
}

/** Opens the failover cockpit for machines. Nothing is sent. */
async function openCockpit(app: App, subjects: readonly ItemSubject[]): Promise<void> {
  const { view, pages, session, log } = app;
  const { screen } = view;
  if (subjects.length === 0 || !screen) return;
  const operations = await app.operations.get();
  let isToRenew = false;
  const cockpit: Cockpit = new Cockpit(
    {
      operations,
      source: screen.snapshot.assessment.inventory.source,
      l10n,
      fromInventory: (item) => {
        const index = (view.screen ?? screen).index;
        const { takenAt } = index.assessment.inventory;
        return fromInventory(item, machineOf(item.azureId, index), index, takenAt);
      },
      regionsDown: () => view.screen?.snapshot.surroundings?.regionsDown?.map(({ region }) => region) ?? [],
      now: () => nowOf(session),
      show: () => {
        if (isToRenew) return;
        isToRenew = true;
        setTimeout(() => {
          isToRenew = false;
          void runQuietly(log, 'cockpit', () => pages.renew(cockpit));
        }, renewEveryMs);
      },
    },
    subjects,
  );
  await pages.show(cockpit);
  const subscription = operations.onDidChange(() => {
    if (pages.pageIn('failover') === cockpit) void runQuietly(log, 'cockpit', () => cockpit.follow());
    else subscription.dispose();
  });
  await cockpit.follow();
  await cockpit.read();
  await pages.renew(cockpit);
}

/** What a link of the cockpit asks for; whatever stands in it is data. */
export async function changeFailover(app: App, asked?: unknown): Promise<void> {
  const cockpit = app.pages.pageIn('failover');
  if (!(cockpit instanceof Cockpit) || typeof asked !== 'object' || asked === null || !('do' in asked)) return;
  switch (asked.do) {
    case 'read':
      await cockpit.read();
      return;
    case 'shutDown':
      cockpit.changeShutDown();
      return;
    case 'pointOfAll': {
      const word = await pickPointWord();
      if (word !== undefined) cockpit.choosePoint(word);
      return;
    }
    case 'point': {
      const machine = 'item' in asked && typeof asked.item === 'string' ? cockpit.machineOf(asked.item) : undefined;
      const choice = machine && (await pickPoint(machine, cockpit.model));
      if (machine && choice !== undefined) cockpit.choosePoint(choice, machine.subject.itemId);
      return;
    }
    case 'start':
      if ('items' in asked && Array.isArray(asked.items)) await start(app, cockpit, asked.items);
  }
}

/** The page has named targets and consequences; what is typed names them once more. */
async function start(app: App, cockpit: Cockpit, itemIds: readonly string[]): Promise<void> {
  const operations = await app.operations.get();
  const { planned, leftOut } = await window.withProgress({ location: { viewId: viewIds.readiness } }, () => cockpit.plan(itemIds));
  tellLeftOut(leftOut);
  await operations.confirmAndStart(planned, { alreadyConfirmed: true, typed: typedWord(planned, l10n) });
}

/** Azure's time now, as far as it is known: the sandbox has its own. */
function nowOf({ estate, state }: Session): Date {
  if (estate?.time) return estate.time.now();
  const skew = state.kind === 'open' ? state.snapshot.assessment.inventory.clockSkewMs : 0;
  return new Date(Date.now() - skew);
}

/** The page for the night: from a region that is down to machines that run and are protected. */
export async function openOutageGuide(app: App): Promise<void> {
  const file = Uri.joinPath(app.extensionUri, 'docs', 'outage.md');
  await commands.executeCommand('markdown.showPreview', file);
}
