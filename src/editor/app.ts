import type { Memento, Uri } from 'vscode';
import type { LazyAzure } from './azure/lazyAzure.ts';
import type { SandboxChoice } from './estate.ts';
import type { LazyOperations } from './operations/lazyOperations.ts';
import type { Pages } from './pages/pages.ts';
import type { ReadinessView } from './readinessView.ts';
import type { SafeLog } from './safeLog.ts';
import type { Session } from './session.ts';

/** The parts that commands work with. */
export interface App {
  readonly session: Session;
  readonly view: ReadinessView;
  readonly log: SafeLog;
  readonly azure: LazyAzure;
  readonly operations: LazyOperations;
  readonly pages: Pages;
  /** Where the extension's own files are. */
  readonly extensionUri: Uri;
  readonly workspaceState: Memento;
  readonly globalState: Memento;
}

/** Key of the workspace's memory: the sandbox that was open, to be opened again with the window. */
const sandboxKey = 'sandbox';

/** Undefined: none was open. */
export function rememberedSandbox(state: Memento): SandboxChoice | undefined {
  return state.get<SandboxChoice>(sandboxKey);
}

/** `undefined` forgets. */
export async function rememberSandbox(state: Memento, choice: SandboxChoice | undefined): Promise<void> {
  await state.update(sandboxKey, choice);
}

/** Key of the memory of all windows: whether Azure was open. */
const azureKey = 'azure';

export function isAzureRemembered(state: Memento): boolean {
  return state.get<boolean>(azureKey, false);
}

export async function rememberAzure(state: Memento, isOpen: boolean): Promise<void> {
  await state.update(azureKey, isOpen ? true : undefined);
}
