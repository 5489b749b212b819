import { sandboxConnection } from '../../../../src/azure/connection.ts';
import { readInventory } from '../../../../src/azure/readInventory.ts';
import { openRecoveryAccess, type RecoveryAccess } from '../../../../src/azure/siteRecovery/recoveryAccess.ts';
import { withSession } from '../../../../src/azure/withSession.ts';
import { Cockpit } from '../../../../src/editor/failover/cockpit.ts';
import type { ItemSubject } from '../../../../src/editor/failover/cockpitModel.ts';
import { fromInventory, machineOf } from '../../../../src/editor/failover/fromInventory.ts';
import type { OperationEntry } from '../../../../src/editor/operations/operationEntry.ts';
import type { Operations } from '../../../../src/editor/operations/operations.ts';
import type { RecoveryItem } from '../../../../src/model/recoveryItem.ts';
import { createSandbox, type Sandbox } from '../../../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../../../src/sandbox/inProcess.ts';
import type { WireRequest, WireResponse } from '../../../../src/sandbox/wire.ts';
import { english } from '../localizer.ts';
import { screenOf } from '../screenOf.ts';

export interface SandboxCockpit {
  readonly sandbox: Sandbox;
  readonly cockpit: Cockpit;
  /** Operations that the editor has on these machines. */
  readonly entries: OperationEntry[];
  readonly item: (name: string) => Promise<RecoveryItem>;
}

export interface SandboxCockpitOptions {
  /** Stands before the sandbox. */
  readonly door?: (request: WireRequest, sandbox: Sandbox) => Promise<WireResponse>;
  readonly regionsDown?: readonly string[];
  readonly answerWithinMs?: number;
}

/** A cockpit over machines of the sandbox's default estate, whose clock stands. */
export async function sandboxCockpit(
  names: readonly string[],
  { door = (request, sandbox) => sandbox.handle(request), regionsDown = [], answerWithinMs }: SandboxCockpitOptions = {},
): Promise<SandboxCockpit> {
  const sandbox = createSandbox({ clock: 'manual', seed: 1 });
  const source = { kind: 'sandbox', label: 'Sandbox' } as const;
  const inventory = await readInventory(
    sandboxConnection(
      sandboxHttpClient((request) => sandbox.handle(request)),
      source,
    ),
  );
  for (const region of regionsDown) sandbox.control.setOutage(region, 'down');
  const connection = sandboxConnection(
    sandboxHttpClient((request) => door(request, sandbox)),
    source,
  );
  const { index } = screenOf(inventory);
  const subjects = names.map((name): ItemSubject => {
    const machine = index.assessment.machines.find((one) => one.name === name);
    if (!machine?.item) throw new Error(`${name} is not replicated.`);
    return { itemId: machine.item.azureId, machineId: machine.id, name };
  });
  const entries: OperationEntry[] = [];
  const withAccess = async <T>(use: (azure: RecoveryAccess, signal: AbortSignal) => Promise<T>): Promise<T> =>
    withSession(connection, undefined, (session) => use(openRecoveryAccess(session), session.signal));
  const operations: Operations = {
    withAccess: (_, use) => withAccess(use),
    confirmAndStart: () => Promise.reject(new Error('Nothing is started here.')),
    list: () => Promise.resolve(entries),
    onDidChange: () => ({ dispose: () => {} }),
  };
  const cockpit = new Cockpit(
    {
      operations,
      source,
      l10n: english,
      fromInventory: (item) => fromInventory(item, machineOf(item.azureId, index), index, inventory.takenAt),
      regionsDown: () => regionsDown,
      now: () => sandbox.control.now(),
      show: () => {},
      ...(answerWithinMs !== undefined && { answerWithinMs }),
    },
    subjects,
  );
  return {
    sandbox,
    cockpit,
    entries,
    async item(name) {
      const subject = subjects.find((one) => one.name === name)!;
      const item = await withAccess((azure) => azure.readItem(subject.itemId));
      if (!item) throw new Error(`The item of ${name} is gone.`);
      return item;
    },
  };
}
