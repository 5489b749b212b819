import { sandboxConnection } from '../../src/azure/connection.ts';
import { readInventory } from '../../src/azure/readInventory.ts';
import { assess } from '../../src/readiness/assess.ts';
import { defaultPolicy } from '../../src/readiness/policy.ts';
import { createSandbox } from '../../src/sandbox/createSandbox.ts';
import { sandboxHttpClient } from '../../src/sandbox/inProcess.ts';
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

/** Reads the benchmark's estate once and judges it several times. @throws Error when it is not read whole. */
export async function judging(): Promise<Judging> {
  const sandbox = createSandbox(largeEstate);
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
  return { machines: inventory.machines.length, findings, readingMs, assess: summary(times, budgetMs) };
}
