#!/usr/bin/env node
// Entry of the terminal face. Kept to syntax that old versions of Node.js can read, so that they get one clear line.
import { keepCompiled } from './cli/keepCompiled.ts';

const oldest = 22;
const interrupted = 130;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  console.error(`azure-dr needs Node.js ${oldest} or newer; this is ${process.version}.`);
  process.exitCode = 2;
} else {
  keepCompiled();
  const { main } = await import('./cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
  // What was called off may still hold the process: a sign-in by Azure CLI, which cannot be told to stop.
  if (process.exitCode === interrupted) process.exit();
}
