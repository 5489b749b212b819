import type { App } from '../app.ts';
import { commandIds, type CommandId } from '../ids.ts';
import { noFilter } from '../tree/viewOptions.ts';
import { closeSandbox, openSandbox } from './sandbox.ts';

/**
 * What a command does. `args` come from the editor (the row, then all selected rows), from a link, or from another extension: anything
 * may stand in them.
 */
export type Handler = (app: App, ...args: readonly unknown[]) => Promise<void> | void;

/** Makes handlers of what is loaded when one of them is called. */
function loadedBy<Name extends string>(load: () => Promise<Readonly<Record<Name, Handler>>>): (name: Name) => Handler {
  return (name) =>
    async (app, ...args) => {
      await (await load())[name](app, ...args);
    };
}

const accountHandler = loadedBy(() => import('./signIn.ts'));
const viewHandler = loadedBy(async () => (await import('./viewHandlers.ts')).viewHandlers);
const enableHandler = loadedBy(async () => (await import('../enable/enableHandlers.ts')).enableHandlers);
const operationHandler = loadedBy(async () => (await import('../operations/commands/operationHandlers.ts')).operationHandlers);
const failoverHandler = loadedBy(async () => (await import('../failover/failoverHandlers.ts')).failoverHandlers);

/** Loaded when the first command runs, and so no more than opens the sandbox: a window that begins with that waits for each file. */
export const handlers: Readonly<Record<CommandId, Handler>> = {
  [commandIds.signIn]: accountHandler('signIn'),
  [commandIds.signInToTenant]: accountHandler('signInToTenant'),
  [commandIds.selectSubscriptions]: viewHandler('selectSubscriptions'),
  [commandIds.closeAzure]: accountHandler('closeAzure'),
  [commandIds.openSandbox]: openSandbox,
  [commandIds.closeSandbox]: closeSandbox,
  [commandIds.failRegion]: viewHandler('failRegion'),
  [commandIds.endOutage]: viewHandler('endOutage'),
  [commandIds.refresh]: ({ session }) => session.refresh({ kind: 'all' }),
  [commandIds.cancelRefresh]: ({ session }) => session.cancel(),
  [commandIds.refreshSubscription]: viewHandler('refreshSubscription'),
  [commandIds.refreshMachine]: viewHandler('refreshMachine'),
  [commandIds.filter]: viewHandler('filter'),
  [commandIds.clearFilter]: ({ view }) => view.setFilter(noFilter),
  [commandIds.groupBy]: viewHandler('groupBy'),
  [commandIds.sortBy]: viewHandler('sortBy'),
  [commandIds.explainFinding]: viewHandler('explainFinding'),
  [commandIds.excludeFinding]: viewHandler('excludeFinding'),
  [commandIds.removeExclusion]: viewHandler('removeExclusion'),
  [commandIds.showJson]: viewHandler('showJson'),
  [commandIds.openInPortal]: viewHandler('openInPortal'),
  [commandIds.copyResourceId]: viewHandler('copyResourceId'),
  [commandIds.howToFix]: viewHandler('howToFix'),
  [commandIds.revealInAzureResources]: viewHandler('revealInAzureResources'),
  [commandIds.enableReplication]: enableHandler('enableReplication'),
  [commandIds.startEnabling]: enableHandler('startEnabling'),
  [commandIds.checkEnabling]: enableHandler('checkEnabling'),
  [commandIds.copyEnableCommands]: enableHandler('copyEnableCommands'),
  [commandIds.fixEnabling]: enableHandler('fixEnabling'),
  [commandIds.leaveOutOfEnabling]: enableHandler('leaveOutOfEnabling'),
  [commandIds.addDisk]: enableHandler('addDisk'),
  [commandIds.testFailover]: operationHandler('testFailover'),
  [commandIds.cleanUpTest]: operationHandler('cleanUpTest'),
  [commandIds.disableReplication]: operationHandler('disableReplication'),
  [commandIds.showOperations]: operationHandler('showOperations'),
  [commandIds.cancelOperation]: operationHandler('cancelOperation'),
  [commandIds.retryOperation]: operationHandler('retryOperation'),
  [commandIds.exportOperations]: operationHandler('exportOperations'),
  [commandIds.cancelJob]: operationHandler('cancelJob'),
  [commandIds.restartJob]: operationHandler('restartJob'),
  [commandIds.resumeJob]: operationHandler('resumeJob'),
  [commandIds.failOver]: failoverHandler('failOver'),
  [commandIds.failBack]: failoverHandler('failBack'),
  [commandIds.commitFailover]: failoverHandler('commitFailover'),
  [commandIds.changeRecoveryPoint]: failoverHandler('changeRecoveryPoint'),
  [commandIds.reprotect]: failoverHandler('reprotect'),
  [commandIds.updateFailoverSettings]: failoverHandler('updateFailoverSettings'),
  [commandIds.repairReplication]: failoverHandler('repairReplication'),
  [commandIds.changeFailover]: failoverHandler('changeFailover'),
  [commandIds.openOutageGuide]: failoverHandler('openOutageGuide'),
  [commandIds.showLog]: ({ log }) => log.show(),
};
