// `npm run bench [-- PART… SIZE…]`: one JSON object on stdout with the project's figures; progress on stderr. Needs a quiet machine.
// PART: which of them, all without any; SIZE: numbers of machines for `inventory`, 1,000, 10,000 and 100,000 without any.
// Exit code 1 only when something could not be measured.
import { run, vsix } from '../../scripts/run.ts';
import { activation } from './activation.ts';
import { packageProbe } from './inEditor.ts';
import { judging } from './judging.ts';
import { inventory } from './inventory.ts';
import { keptRows } from './keptRows.ts';
import { largeTree } from './largeTree.ts';
import { sandboxStart } from './sandboxStart.ts';
import { sizes } from './sizes.ts';

async function bench(words: readonly string[]): Promise<object> {
  const parts = words.filter((word) => !/^\d+$/.test(word));
  const machines = words.filter((word) => !parts.includes(word)).map(Number);
  const measurements = {
    judging,
    sandboxStart,
    inventory: () => inventory(machines.length > 0 ? machines : undefined),
    activation: () => activation(vsix),
    largeTree: () => largeTree(vsix),
    keptRows,
  };
  const unknown = parts.find((part) => !Object.hasOwn(measurements, part));
  if (unknown !== undefined) throw new Error(`${unknown} is none of: ${Object.keys(measurements).join(', ')}.`);
  console.error('Packaging …');
  const { code, output } = await run('npm', ['run', '--silent', 'package'], { quiet: true });
  if (code !== 0) throw new Error(output);
  await packageProbe();
  const figures: Record<string, unknown> = { node: process.version, sizes: sizes(vsix) };
  for (const [name, measure] of Object.entries(measurements)) {
    if (parts.length > 0 && !parts.includes(name)) continue;
    console.error(`${name} …`);
    figures[name] = await measure();
  }
  return figures;
}

console.log(JSON.stringify(await bench(process.argv.slice(2)), undefined, 2));
