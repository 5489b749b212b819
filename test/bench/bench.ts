// `npm run bench`: one JSON object on stdout with the project's figures; progress on stderr. Needs a quiet machine.
// Exit code 1 only when something could not be measured.
import path from 'node:path';
import { root, run } from '../../scripts/run.ts';
import { activation } from './activation.ts';
import { packageProbe } from './inEditor.ts';
import { judging } from './judging.ts';
import { inventory } from './inventory.ts';
import { keptRows } from './keptRows.ts';
import { largeTree } from './largeTree.ts';
import { sandboxStart } from './sandboxStart.ts';
import { sizes } from './sizes.ts';

const vsix = path.join(root, 'out/azure-dr-readiness.vsix');

async function bench(): Promise<object> {
  console.error('Packaging …');
  const { code, output } = await run('npm', ['run', '--silent', 'package'], { quiet: true });
  if (code !== 0) throw new Error(output);
  await packageProbe();
  const figures: Record<string, unknown> = { node: process.version, sizes: sizes(vsix) };
  const measurements = {
    judging,
    sandboxStart,
    inventory: () => inventory(),
    activation: () => activation(vsix),
    largeTree: () => largeTree(vsix),
    keptRows,
  };
  for (const [name, measure] of Object.entries(measurements)) {
    console.error(`${name} …`);
    figures[name] = await measure();
  }
  return figures;
}

console.log(JSON.stringify(await bench(), undefined, 2));
