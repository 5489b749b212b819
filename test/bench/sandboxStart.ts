import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { root } from '../../scripts/run.ts';
import { largeEstate } from './largeEstate.ts';
import { runs, summary, type Summary } from './summary.ts';

const budgetMs = 10_000;

/** From starting the served sandbox with the benchmark's estate to the line that says where it listens. */
export async function sandboxStart(): Promise<Summary> {
  const times: number[] = [];
  const { vms, subscriptions } = largeEstate;
  for (let run = 0; run < runs; run++) {
    const from = performance.now();
    const flags = ['--port', '0', '--vms', String(vms), '--subscriptions', String(subscriptions)];
    const sandbox = spawn(process.execPath, ['src/sandbox.ts', ...flags], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(sandbox, 'exit');
    const spoke = await Promise.race([once(sandbox.stdout, 'data'), ended.then(() => undefined)]);
    if (spoke === undefined) throw new Error('The sandbox ended before it was ready.');
    times.push(performance.now() - from);
    sandbox.kill();
    await ended;
  }
  return summary(times, budgetMs);
}
