// `npm test`: every check of the project in turn, ending with the first that fails. The last line sums the tests of all steps.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { countTests } from './countTests.ts';
import { root, run } from './run.ts';

/** npm scripts, the quick ones first; `host` builds and `e2e` packages. */
const steps = ['format:check', 'lint', 'types', 'unused', 'unit', 'wire', 'host', 'e2e'];

// Fetching VS Code and the browser takes a minute on a new machine: meanwhile the checks without them run.
const hostInstalled = once(spawn(process.execPath, ['test/host/installHost.ts'], { cwd: root, stdio: ['ignore', 'ignore', 2] }), 'exit');

const total = { passed: 0, failed: 0 };
const times: string[] = [];
let failedStep: string | undefined;
for (const step of steps) {
  console.log(`\n=== ${step}`);
  if (step === 'host') await hostInstalled; // its own failure shows where it is needed
  const start = performance.now();
  const { code, output } = await run('npm', ['run', '--silent', step]);
  times.push(`${step} ${((performance.now() - start) / 1000).toFixed(1)} s`);
  const { passed, failed } = countTests(output);
  total.passed += passed;
  total.failed += failed;
  if (code !== 0) {
    failedStep = step;
    if (failed === 0) total.failed++; // a step that fails without a failed test
    break;
  }
}
await hostInstalled;
console.log(`\n${times.join(', ')}`);
if (failedStep !== undefined) console.log(`Failed at: npm run ${failedStep}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
if (failedStep !== undefined) process.exitCode = 1;
