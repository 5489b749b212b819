import { sandboxConnection } from '../../src/azure/wire/connection.ts';
import { readInventory } from '../../src/azure/inventory/readInventory.ts';
import { assess } from '../../src/readiness/assess.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
import { startSandboxWorker } from '../../src/sandbox/workerClient.ts';
import { largeEstate } from './largeEstate.ts';
import { runs, summary, type Summary } from './summary.ts';

const budgetMs = 100;
/** Before the first timed run, so that the code is compiled as it is in a running editor. */
const warmUps = 3;

export interface Judging {
  readonly machines: number;
  readonly findings: number;
  readonly readingMs: number;
  readonly assess: Summary;
}

/**
 * Reads the benchmark's estate once and judges it several times. The sandbox runs in a thread of its own, as in the editor: its 750 MB in the
 * same heap would make every garbage collection of the judgement dearer than it is for anybody. @throws Error when it is not read whole.
 */
export async function judging(): Promise<Judging> {
  const sandbox = startSandboxWorker(new URL('../../src/sandboxWorker.ts', import.meta.url), largeEstate);
  const connection = sandboxConnection(
    sandboxHttpClient((request) => sandbox.handle(request)),
    { kind: 'sandbox', label: 'Sandbox' },
  );
  const start = performance.now();
  const inventory = await readInventory(connection);
  const readingMs = Math.round(performance.now() - start);
  if (inventory.gaps.length > 0 || inventory.machines.length < largeEstate.vms) {
    throw new Error(`Not read whole: ${inventory.machines.length} machines, ${JSON.stringify(inventory.gaps)}`);
  }
  const times: number[] = [];
  let findings = 0;
  for (let run = -warmUps; run < runs; run++) {
    const from = performance.now();
    findings = assess(inventory, defaultPolicy, inventory.takenAt).findings.length;
    if (run >= 0) times.push(performance.now() - from);
  }
  await sandbox.stop();
  return { machines: inventory.machines.length, findings, readingMs, assess: summary(times, budgetMs) };
}
