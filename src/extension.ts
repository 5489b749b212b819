import { authentication, commands, extensions, window, workspace, type ExtensionContext } from 'vscode';
import { pathToFileURL } from 'node:url';
import type { ReadinessApi } from './editor/api.ts';
import { isAzureRemembered, rememberedSandbox, type App } from './editor/app.ts';
import { LazyAzure } from './editor/azure/lazyAzure.ts';
import type { Choice, Estate } from './editor/estate.ts';
import { FindingPages } from './editor/explain/findingPages.ts';
import { azureResourcesId, azureSettingIds, commandIds, contextKeys, settingIds } from './editor/ids.ts';
import { logReadings } from './editor/logReadings.ts';
import { ReadinessView } from './editor/readinessView.ts';
import { runGuarded, runQuietly } from './editor/runGuarded.ts';
import { SafeLog } from './editor/safeLog.ts';
import { Session, type SessionParts } from './editor/session.ts';
import type { GroupBy } from './editor/tree/viewOptions.ts';
import type { KeptInventory } from './model/keptInventory.ts';

/** Composes the parts. Nothing of Azure, the sandbox or the judgement is loaded before it is used. */
export function activate(context: ExtensionContext): ReadinessApi {
  const channel = window.createOutputChannel('Azure DR', { log: true });
  const log = new SafeLog(channel);
  const azure = new LazyAzure(context, log);
  const session = new Session({
    openEstate: (choice) => openEstate(context, azure, choice),
    loadKept: (choice, signal) => (choice.kind === 'azure' ? loadKept(azure, signal) : Promise.resolve(undefined)),
    // The sandbox is made anew from its seed: nothing of it is worth keeping, and it must never pass for Azure.
    keep: (choice, kept) => {
      if (choice.kind === 'azure') void runQuietly(log, 'keep', async () => (await azure.kept()).save(kept));
    },
    judge,
    now: Date.now,
  });
  const view: ReadinessView = new ReadinessView({ session, settings, onFirstShow: () => openRemembered(app), now: Date.now });
  const app: App = { session, view, log, azure, workspaceState: context.workspaceState, globalState: context.globalState };
  context.subscriptions.push(
    channel,
    view,
    new FindingPages(view),
    logReadings(session, log),
    { dispose: () => void session.close() },
    ...Object.values(commandIds).map((id) =>
      commands.registerCommand(id, (...args: unknown[]) =>
        runGuarded(log, id, async () => {
          const { handlers } = await import('./editor/commands/handlers.ts');
          await handlers[id](app, ...args);
          await view.whenDrawn();
        }),
      ),
    ),
    workspace.onDidChangeConfiguration((change) => {
      const rejudge = change.affectsConfiguration(settingIds.judgeRebuiltMachines);
      if (rejudge) void runGuarded(log, 'settings', () => session.judgeAgain());
      if (rejudge || change.affectsConfiguration(settingIds.groupBy)) void view.redraw();
      if (azureSettingIds.some((id) => change.affectsConfiguration(id))) void runGuarded(log, 'settings', () => reopenAzure(app));
    }),
    authentication.onDidChangeSessions(({ provider }) => {
      if (provider.id.startsWith('microsoft')) void runQuietly(log, 'accounts', () => followAccounts(app));
    }),
    extensions.onDidChange(lookForAzureResources),
  );
  lookForAzureResources();
  return {
    machines: () => view.screen?.snapshot.assessment.machines.map(({ id, name, state }) => ({ id, name, state })) ?? [],
    rows: (depth = 0) => view.screen?.asText(depth) ?? '',
    state: () => ({ kind: session.state.kind, busy: session.isBusy, message: view.message, badge: view.badge?.value }),
  };
}

/** What was open when the window closed: the sandbox in this workspace, or Azure in any. Nobody is asked for a sign-in. */
function openRemembered({ session, log, workspaceState, globalState }: App): void {
  if (session.state.kind !== 'closed') return;
  const sandbox = rememberedSandbox(workspaceState);
  if (sandbox) void runGuarded(log, commandIds.openSandbox, () => session.open({ kind: 'sandbox', options: sandbox }, 'never'));
  else if (isAzureRemembered(globalState)) void runQuietly(log, commandIds.signIn, () => session.open({ kind: 'azure' }, 'never'));
}

/** Somebody has signed in or out in VS Code. What our own commands have asked for, they read themselves. */
async function followAccounts({ session, azure }: App): Promise<void> {
  if (session.choice?.kind !== 'azure' || azure.isAsking) return;
  await session.whenIdle();
  if (await (await azure.access()).haveSessionsChanged()) await session.refresh({ kind: 'all' }, 'never');
}

async function reopenAzure({ session, azure }: App): Promise<void> {
  azure.forget();
  if (session.choice?.kind === 'azure') await session.open(session.choice, 'never');
}

async function openEstate({ extensionPath }: ExtensionContext, azure: LazyAzure, choice: Choice): Promise<Estate> {
  if (choice.kind === 'azure') return (await azure.access()).estate;
  const { openSandboxEstate } = await import('./editor/sandboxEstate.ts');
  return openSandboxEstate(choice.options, pathToFileURL(`${extensionPath}/dist/sandboxWorker.js`));
}

/** What shows it is loaded meanwhile: the rows are waited for. */
async function loadKept(azure: LazyAzure, signal: AbortSignal): Promise<KeptInventory | undefined> {
  const showing = Promise.all([import('./editor/judge.ts'), import('./editor/tree/screen.ts')]);
  const kept = await (await azure.kept()).load(signal);
  await showing;
  return kept;
}

const judge: SessionParts['judge'] = async (inventory, now, signal) => {
  const [{ judge: judgeInSlices }, { defaultPolicy }] = await Promise.all([import('./editor/judge.ts'), import('./readiness/policy.ts')]);
  const judgeRebuiltMachines = workspace.getConfiguration().get(settingIds.judgeRebuiltMachines, false);
  return judgeInSlices(inventory, { ...defaultPolicy, judgeRebuiltMachines }, now, signal);
};

function settings(): { groupBy: GroupBy; mixRebuilt: boolean } {
  const all = workspace.getConfiguration();
  return {
    groupBy: all.get<GroupBy>(settingIds.groupBy, 'subscription'),
    mixRebuilt: all.get(settingIds.judgeRebuiltMachines, false),
  };
}

function lookForAzureResources(): void {
  void commands.executeCommand('setContext', contextKeys.azureResources, extensions.getExtension(azureResourcesId) !== undefined);
}
