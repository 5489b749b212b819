import type { App } from '../app.ts';
import { commandIds, type CommandId } from '../ids.ts';
import { copyResourceId } from './copyResourceId.ts';
import { excludeFinding } from './excludeFinding.ts';
import { explainFinding } from './explainFinding.ts';
import { filterMachines } from './filterMachines.ts';
import { groupBy } from './groupBy.ts';
import { howToFix } from './howToFix.ts';
import { openInPortal } from './openInPortal.ts';
import { removeExclusion } from './removeExclusion.ts';
import { revealInAzureResources } from './revealInAzureResources.ts';
import { selectSubscriptions } from './selectSubscriptions.ts';
import { closeAzure, signIn, signInToTenant } from './signIn.ts';
import { refreshMachine, refreshSubscription } from './refreshPart.ts';
import { showJson } from './showJson.ts';
import { sortBy } from './sortBy.ts';
import { noFilter } from '../tree/viewOptions.ts';
import { closeSandbox, openSandbox } from './sandbox.ts';
import { endOutage, failRegion } from './sandboxOutage.ts';

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

const enableHandler = loadedBy(async () => (await import('../enable/enableHandlers.ts')).enableHandlers);
const operationHandler = loadedBy(async () => (await import('../operations/commands/operationHandlers.ts')).operationHandlers);
const failoverHandler = loadedBy(async () => (await import('../failover/failoverHandlers.ts')).failoverHandlers);

/** Loaded when the first command runs. */
export const handlers: Readonly<Record<CommandId, Handler>> = {
  [commandIds.signIn]: (app) => signIn(app),
  [commandIds.signInToTenant]: signInToTenant,
  [commandIds.selectSubscriptions]: selectSubscriptions,
  [commandIds.closeAzure]: closeAzure,
  [commandIds.openSandbox]: openSandbox,
  [commandIds.closeSandbox]: closeSandbox,
  [commandIds.failRegion]: failRegion,
  [commandIds.endOutage]: endOutage,
  [commandIds.refresh]: ({ session }) => session.refresh({ kind: 'all' }),
  [commandIds.cancelRefresh]: ({ session }) => session.cancel(),
  [commandIds.refreshSubscription]: refreshSubscription,
  [commandIds.refreshMachine]: refreshMachine,
  [commandIds.filter]: filterMachines,
  [commandIds.clearFilter]: ({ view }) => view.setFilter(noFilter),
  [commandIds.groupBy]: groupBy,
  [commandIds.sortBy]: sortBy,
  [commandIds.explainFinding]: explainFinding,
  [commandIds.excludeFinding]: excludeFinding,
  [commandIds.removeExclusion]: removeExclusion,
  [commandIds.showJson]: showJson,
  [commandIds.openInPortal]: openInPortal,
  [commandIds.copyResourceId]: copyResourceId,
  [commandIds.howToFix]: howToFix,
  [commandIds.revealInAzureResources]: revealInAzureResources,
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
