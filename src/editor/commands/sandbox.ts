import { commands, l10n, window } from 'vscode';
import { rememberSandbox, type App } from '../app.ts';
import type { SandboxChoice } from '../estate.ts';
import { viewIds } from '../ids.ts';

/**
 * `choice`: `{ vms?, subscriptions?, seed? }`, which opens one without a question; without it the default estate, and where operations have
 * changed the one that is open it asks first. The sandbox is opened again with the window until closed.
 */
export async function openSandbox({ session, operations, workspaceState }: App, choice?: unknown): Promise<void> {
  if (choice === undefined && session.choice?.kind === 'sandbox' && !(await mayBeginAnew(operations))) return;
  const wanted = choiceOf(choice);
  const opening = session.open({ kind: 'sandbox', options: wanted }, 'never');
  await Promise.all([opening, commands.executeCommand(`${viewIds.readiness}.focus`)]);
  await rememberSandbox(workspaceState, wanted);
}

/** Closes the sandbox, and does not open it with the window any more. */
export async function closeSandbox({ session, workspaceState }: App): Promise<void> {
  await rememberSandbox(workspaceState, undefined);
  if (session.choice?.kind === 'sandbox') await session.close();
}

/** True where nothing has been done in the open sandbox, or the person gives it up. */
async function mayBeginAnew(operations: App['operations']): Promise<boolean> {
  const done = (await operations.loaded?.service.list()) ?? [];
  if (done.length === 0) return true;
  const anew = l10n.t('Begin Anew');
  const detail = l10n.t('What is under way in it ends, and what operations have changed in it is gone ({0} so far).', done.length);
  const chosen = await window.showWarningMessage(l10n.t('Begin the sandbox anew?'), { modal: true, detail }, anew);
  return chosen === anew;
}

/** Members that are numbers; whether they make sense is said when the sandbox is started. */
function choiceOf(value: unknown): SandboxChoice {
  if (typeof value !== 'object' || value === null) return {};
  const numbers = Object.entries(value).filter(
    ([name, number]) => ['vms', 'subscriptions', 'seed'].includes(name) && typeof number === 'number',
  );
  return Object.fromEntries(numbers);
}
