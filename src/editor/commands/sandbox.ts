import { commands } from 'vscode';
import { rememberSandbox, type App } from '../app.ts';
import type { SandboxChoice } from '../estate.ts';
import { viewIds } from '../ids.ts';

/** `choice`: `{ vms?, subscriptions?, seed? }`; without it the default estate. It is opened again with the window until closed. */
export async function openSandbox({ session, workspaceState }: App, choice?: unknown): Promise<void> {
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

/** Members that are numbers; whether they make sense is said when the sandbox is started. */
function choiceOf(value: unknown): SandboxChoice {
  if (typeof value !== 'object' || value === null) return {};
  const numbers = Object.entries(value).filter(
    ([name, number]) => ['vms', 'subscriptions', 'seed'].includes(name) && typeof number === 'number',
  );
  return Object.fromEntries(numbers);
}
