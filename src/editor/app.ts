import type { LogOutputChannel, Memento } from 'vscode';
import type { SandboxChoice } from './estate.ts';
import type { ReadinessView } from './readinessView.ts';
import type { Session } from './session.ts';

/** The parts that commands work with. */
export interface App {
  readonly session: Session;
  readonly view: ReadinessView;
  readonly log: LogOutputChannel;
  readonly workspaceState: Memento;
}

/** Key of the workspace's memory: the sandbox that was open, to be opened again with the window. */
const sandboxKey = 'sandbox';

export function rememberedSandbox(state: Memento): SandboxChoice | undefined {
  return state.get<SandboxChoice>(sandboxKey);
}

/** `undefined` forgets. */
export async function rememberSandbox(state: Memento, choice: SandboxChoice | undefined): Promise<void> {
  await state.update(sandboxKey, choice);
}
