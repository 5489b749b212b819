import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { sandboxConnection } from '../../../../src/azure/wire/connection.ts';
import { readInventory } from '../../../../src/azure/inventory/readInventory.ts';
import { openRecoveryAccess, type RecoveryAccess } from '../../../../src/azure/siteRecovery/recoveryAccess.ts';
import { withSession } from '../../../../src/azure/wire/withSession.ts';
import { Cockpit } from '../../../../src/editor/failover/cockpit.ts';
import type { ItemSubject } from '../../../../src/editor/failover/cockpitModel.ts';
import { fromInventory, machineOf } from '../../../../src/editor/failover/fromInventory.ts';
import { OperationRuns } from '../../../../src/editor/operations/operationRuns.ts';
import type { Operations } from '../../../../src/editor/operations/operations.ts';
import type { RecoveryItem } from '../../../../src/model/recoveryItem.ts';
import { FileJournals } from '../../../../src/operations/journal/fileJournals.ts';
import type { Operation } from '../../../../src/operations/operation.ts';
import { createSandbox, type Sandbox } from '../../../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../../../src/sandbox/inProcess.ts';
import type { WireRequest, WireResponse } from '../../../../src/sandbox/wire.ts';
import { english } from '../localizer.ts';
import { screenOf } from '../screenOf.ts';

export interface SandboxCockpit {
  readonly sandbox: Sandbox;
  readonly cockpit: Cockpit;
  readonly item: (name: string) => Promise<RecoveryItem>;
  /** Runs operations to their end, as the editor does; the clock moves while they wait. Rejects unless all succeed. */
  readonly run: (operations: readonly Operation[]) => Promise<void>;
  readonly azure: <T>(use: (azure: RecoveryAccess) => Promise<T>) => Promise<T>;
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
  const withAccess = async <T>(use: (azure: RecoveryAccess, signal: AbortSignal) => Promise<T>): Promise<T> =>
    withSession(connection, undefined, (session) => use(openRecoveryAccess(session), session.signal));
  const folder = mkdtempSync(path.join(tmpdir(), 'cockpit-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const runs = new OperationRuns({
    journals: new FileJournals(folder),
    who: 'tester',
    clock: {
      now: () => sandbox.control.now(),
      sleep: (ms) => Promise.resolve(void sandbox.control.advance(Math.max(30, ms / 1000))),
    },
    withAccess: (_, use) => withAccess(use),
  });
  const operations: Operations = {
    withAccess: (_, use) => withAccess(use),
    confirmAndStart: () => Promise.reject(new Error('Nothing is started here.')),
    list: () => Promise.resolve(runs.entries),
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
    azure: (use) => withAccess(use),
    async run(wanted) {
      const { ran } = await runs.start(wanted);
      for (const { end } of await ran) if (end.kind !== 'succeeded') throw new Error(JSON.stringify(end));
    },
    async item(name) {
      const subject = subjects.find((one) => one.name === name)!;
      const item = await withAccess((azure) => azure.readItem(subject.itemId));
      if (!item) throw new Error(`The item of ${name} is gone.`);
      return item;
    },
  };
}
