import { commands, window, workspace, type ExtensionContext } from 'vscode';
import { pathToFileURL } from 'node:url';
import type { ReadinessApi } from './editor/api.ts';
import { rememberedSandbox, type App } from './editor/app.ts';
import type { Estate, SandboxChoice } from './editor/estate.ts';
import { FindingPages } from './editor/explain/findingPages.ts';
import { commandIds, settingIds } from './editor/ids.ts';
import { logReadings } from './editor/logReadings.ts';
import { ReadinessView } from './editor/readinessView.ts';
import { runGuarded } from './editor/runGuarded.ts';
import { Session } from './editor/session.ts';
import type { GroupBy } from './editor/tree/viewOptions.ts';

/** Composes the parts. Nothing of Azure, the sandbox or the judgement is loaded before it is used. */
export function activate(context: ExtensionContext): ReadinessApi {
  const log = window.createOutputChannel('Azure DR', { log: true });
  const session = new Session({ openSandbox: (choice) => openSandbox(context, choice), judge, now: Date.now });
  const view: ReadinessView = new ReadinessView({ session, settings, onFirstShow: () => openRemembered(app), now: Date.now });
  const app: App = { session, view, log, workspaceState: context.workspaceState };
  context.subscriptions.push(
    log,
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
    }),
  );
  return {
    machines: () => view.screen?.snapshot.assessment.machines.map(({ id, name, state }) => ({ id, name, state })) ?? [],
    rows: (depth = 0) => view.screen?.asText(depth) ?? '',
    state: () => ({ kind: session.state.kind, busy: session.isBusy, message: view.message, badge: view.badge?.value }),
  };
}

/** The sandbox that was open when the window closed. */
function openRemembered({ session, log, workspaceState }: App): void {
  const choice = rememberedSandbox(workspaceState);
  if (choice && session.state.kind === 'closed') void runGuarded(log, commandIds.openSandbox, () => session.openSandbox(choice));
}

async function openSandbox({ extensionPath }: ExtensionContext, choice: SandboxChoice): Promise<Estate> {
  const { openSandboxEstate } = await import('./editor/sandboxEstate.ts');
  return openSandboxEstate(choice, pathToFileURL(`${extensionPath}/dist/sandboxWorker.js`));
}

const judge: ConstructorParameters<typeof Session>[0]['judge'] = async (inventory, now, signal) => {
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
