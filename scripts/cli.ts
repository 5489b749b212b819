// `npm run cli -- …`: runs dist/cli.js, built first when a source is newer. Only the command itself writes to stdout.
import { spawnSync } from 'node:child_process';
import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import { buildAll } from './build.ts';
import { root } from './run.ts';

const cli = path.join(root, 'dist/cli.js');

function isCurrent(): boolean {
  const built = statSync(cli, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = ['package-lock.json', 'scripts/build.ts', ...globSync('src/**/*.{ts,json}', { cwd: root })];
  return sources.every((file) => statSync(path.join(root, file)).mtimeMs <= built);
}

if (!isCurrent()) {
  console.error('Building …');
  await buildAll();
}
process.exitCode = spawnSync(process.execPath, [cli, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1;
