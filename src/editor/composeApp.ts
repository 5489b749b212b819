import {
  authentication,
  commands,
  extensions,
  l10n,
  window,
  workspace,
  type EventEmitter,
  type ExtensionContext,
  type TreeView,
} from 'vscode';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { ReadinessApi } from './api.ts';
import { isAzureRemembered, rememberedSandbox, type App } from './app.ts';
import { LazyAzure } from './azure/lazyAzure.ts';
import { settingOfPerson } from './azure/settingOfPerson.ts';
import { closeWithEstate } from './closeWithEstate.ts';
import type { Choice, Estate } from './estate.ts';
import { isRowLost } from './commands/lostRow.ts';
import { needsRows, tellNothingOpen } from './commands/needsRows.ts';
import { deepenInBackground } from './deepenInBackground.ts';
import { azureResourcesId, azureSettingIds, commandIds, contextKeys, policySettingIds, viewSettingIds, type CommandId } from './ids.ts';
import { JsonPages } from './json/jsonPages.ts';
import { followAzure } from './operations/followAzure.ts';
import { LazyOperations } from './operations/lazyOperations.ts';
import type { KeptScreen } from './kept/keptScreen.ts';
import type { PolicyOfSettings } from './policyOfSettings.ts';
import { logReadings } from './logReadings.ts';
import { Pages } from './pages/pages.ts';
import { ReadinessView } from './readinessView.ts';
import { runGuarded, runQuietly } from './runGuarded.ts';
import { SafeLog } from './safeLog.ts';
import { showStatusItem } from './statusItem.ts';
import { Session, type SessionParts, type Snapshot } from './session.ts';
import type { TreeNode } from './tree/node.ts';
import { viewOptionsOf, type ViewOptions } from './tree/viewOptions.ts';
import type { KeptInventory } from '../model/keptInventory.ts';
import type { Assessment } from '../readiness/assessment.ts';

/** Kept rows are on their way to the window for so long, milliseconds: what unpacks and judges the facts would hold them up by as much again. */
const paintMs = 300;

type ReadPolicy = () => Promise<PolicyOfSettings>;
type ViewSettings = () => Omit<ViewOptions, 'filter'>;

/** A tree of the editor's, and how it is told that a row, or with undefined all rows, are others. */
interface Tree<T> {
  readonly tree: TreeView<T>;
  readonly treeChanged: EventEmitter<T | undefined>;
}

/** The views of the container. */
export interface Trees {
  readonly readiness: Tree<TreeNode>;
  /** Its elements are ids of rows. */
  readonly operations: Tree<string>;
}

export interface ComposedApp {
  readonly view: ReadinessView;
  readonly operations: LazyOperations;
  readonly api: ReadinessApi;
  /** Opens Azure again where it was open, for what is under way in it. Nobody is asked for a sign-in. */
  readonly goOn: () => void;
  /** Runs a command to its end, rows included. Errors are told; it never rejects. */
  readonly run: (id: CommandId, args: readonly unknown[]) => Promise<void>;
}

/**
 * Composes the parts around the editor's trees. Nothing of Azure, the sandbox or the judgement is loaded before it is used.
 */
export function composeApp(context: ExtensionContext, trees: Trees): ComposedApp {
  const channel = window.createOutputChannel('Azure DR', { log: true });
  const log = new SafeLog(channel);
  const azure = new LazyAzure(context, log);
  // Kept until a setting changes: the editor takes milliseconds for each, and judging waits for them.
  let policy: Promise<PolicyOfSettings> | undefined;
  let unusable: readonly string[] = [];
  const readPolicy: ReadPolicy = () => (policy ??= loadPolicy());
  const loadPolicy: ReadPolicy = async () => {
    const read = (await import('./policyOfSettings.ts')).policyOfSettings();
    unusable = read.problems;
    for (const problem of unusable) log.write('warn', problem);
    return read;
  };
  const viewSettings: ViewSettings = () => {
    const all = workspace.getConfiguration();
    return viewOptionsOf((id) => (viewSettingIds.some((own) => own === id) ? all.get(id) : settingOfPerson(id)), unusable);
  };
  const session = new Session({
    openEstate: (choice) => openEstate(context, azure, choice, readPolicy),
    loadKept: (choice, signal, onScreen) =>
      choice.kind === 'azure' ? loadKept(azure, signal, onScreen, readPolicy, viewSettings) : Promise.resolve(undefined),
    // The sandbox is made anew from its seed: nothing of it is worth keeping, and it must never pass for Azure.
    keep: (choice, snapshot) => {
      if (choice.kind === 'azure') void runQuietly(log, 'keep', () => keep(azure, view, snapshot, viewSettings));
    },
    judge: (...facts) => judge(readPolicy, ...facts),
    now: Date.now,
  });
  const view: ReadinessView = new ReadinessView({
    ...trees.readiness,
    session,
    settings: viewSettings,
    onFirstShow: () => openRemembered(app),
    now: Date.now,
  });
  const pages = new Pages(context.extensionUri, view.onDidDraw);
  const storage = context.globalStorageUri.fsPath;
  const operations = new LazyOperations(async () => {
    const { loadOperations } = await import('./operations/loadOperations.ts');
    return loadOperations(context, { ...trees.operations, session, log, readiness: view, azure: () => azure.access(), storage });
  });
  const app: App = {
    session,
    view,
    log,
    azure,
    operations,
    pages,
    extensionUri: context.extensionUri,
    workspaceState: context.workspaceState,
    globalState: context.globalState,
  };
  context.subscriptions.push(
    channel,
    view,
    pages,
    new JsonPages(view),
    logReadings(session, log),
    followAzure(session, operations, storage),
    deepenInBackground({ session, view, log, now: Date.now }),
    showStatusItem({ session, view, now: Date.now }),
    closeWithEstate(session, pages),
    { dispose: () => void session.close() },
    workspace.onDidChangeConfiguration((change) => {
      const rejudge = policySettingIds.some((id) => change.affectsConfiguration(id));
      if (rejudge) {
        policy = undefined;
        void runGuarded(log, 'settings', () => session.judgeAgain());
        void runQuietly(log, 'settings', () => warnOfSettings(readPolicy));
      }
      if (rejudge || viewSettingIds.some((id) => change.affectsConfiguration(id))) void view.redraw();
      if (azureSettingIds.some((id) => change.affectsConfiguration(id))) void runGuarded(log, 'settings', () => reopenAzure(app));
    }),
    authentication.onDidChangeSessions(({ provider }) => {
      if (provider.id.startsWith('microsoft')) void runQuietly(log, 'accounts', () => followAccounts(app));
    }),
    extensions.onDidChange(lookForAzureResources),
  );
  lookForAzureResources();
  return {
    view,
    operations,
    api: {
      machines: () => view.screen?.snapshot.assessment.machines.map(({ id, name, state }) => ({ id, name, state })) ?? [],
      rows: (depth = 0) => view.screen?.asText(depth) ?? '',
      page: (slot) => pages.markdownOf(slot),
      operations: () => operations.loaded?.view.asText() ?? '',
      state: () => ({ kind: session.state.kind, busy: session.isBusy, message: view.message, badge: view.badge?.value }),
    },
    goOn: () => {
      // A window of a sandbox shows no Azure, so it follows none.
      if (!rememberedSandbox(context.workspaceState)) openRemembered(app);
    },
    run: (id, args) =>
      runGuarded(log, id, async () => {
        if (isRowLost(id, args)) {
          void window.showInformationMessage(l10n.t('The rows were being drawn anew at that moment. Choose it once more.'));
          return;
        }
        if (!view.screen && needsRows(id)) {
          void tellNothingOpen(session); // The command has ended, whether or not anyone answers.
          return;
        }
        const { handlers } = await import('./commands/handlers.ts');
        await handlers[id](app, ...args);
        await view.whenDrawn();
      }),
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

async function openEstate(context: ExtensionContext, azure: LazyAzure, choice: Choice, readPolicy: ReadPolicy): Promise<Estate> {
  const estate = await loadEstate(context, azure, choice);
  // Not beside it: files that are loaded in one turn block the editor together.
  void loadShowing(readPolicy);
  return estate;
}

async function loadEstate({ extensionPath }: ExtensionContext, azure: LazyAzure, choice: Choice): Promise<Estate> {
  if (choice.kind === 'azure') return (await azure.access()).estate;
  // The command has just been loaded, and this brings Azure's clients.
  await turnForOthers();
  const { openSandboxEstate } = await import('./sandboxEstate.ts');
  await turnForOthers();
  return openSandboxEstate(choice.options, pathToFileURL(`${extensionPath}/dist/sandboxWorker.js`));
}

/** What judges and shows facts, while these are still coming: the rows are waited for. One after the other: each takes a turn. */
async function loadShowing(readPolicy: ReadPolicy): Promise<void> {
  const loads = [() => import('./judge.ts'), () => import('./tree/screen.ts'), readPolicy];
  for (const load of loads) {
    await turnForOthers();
    await load();
  }
}

/** A timer, for an immediate belongs to the same turn of the event loop as the message that has led to it. */
async function turnForOthers(): Promise<void> {
  await setTimeout(0);
}

async function loadKept(
  azure: LazyAzure,
  signal: AbortSignal,
  onScreen: (screen: KeptScreen) => void,
  readPolicy: ReadPolicy,
  viewSettings: ViewSettings,
): Promise<KeptInventory | undefined> {
  return (await azure.kept()).load(viewSettings(), signal, async (screen) => {
    if (screen) {
      onScreen(screen);
      await setTimeout(paintMs, undefined, { signal });
    }
    void loadShowing(readPolicy);
  });
}

/** Once it is shown: what was made for that serves here too. */
async function keep(azure: LazyAzure, view: ReadinessView, snapshot: Snapshot, viewSettings: ViewSettings): Promise<void> {
  await view.whenDrawn();
  await (await azure.kept()).save(snapshot, viewSettings(), view.screen);
}

async function judge(readPolicy: ReadPolicy, ...[inventory, now, signal]: Parameters<SessionParts['judge']>): Promise<Assessment> {
  const [{ judge: judgeInSlices }, { policy }] = await Promise.all([import('./judge.ts'), readPolicy()]);
  return judgeInSlices(inventory, policy, now, signal);
}

/** Somebody is at the settings: what cannot be used of them is said where they look. */
async function warnOfSettings(readPolicy: ReadPolicy): Promise<void> {
  const { problems } = await readPolicy();
  if (problems.length > 0) await (await import('./tellUnusable.ts')).tellUnusable(problems);
}

function lookForAzureResources(): void {
  void commands.executeCommand('setContext', contextKeys.azureResources, extensions.getExtension(azureResourcesId) !== undefined);
}
