#!/usr/bin/env node
// Entry of the terminal face. Kept to syntax that old versions of Node.js can read, so that they get one clear line.
const oldest = 22;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  console.error(`azure-dr needs Node.js ${oldest} or newer; this is ${process.version}.`);
  process.exitCode = 2;
} else {
  const { main } = await import('./cli/main.ts');
  process.exitCode = await main(process.argv.slice(2));
}
