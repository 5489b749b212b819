// Installs the project's packages when what is there is not what the lock says. Runs on the Node that a bare machine has (20).
// What follows finds Node 24 first on the PATH, because the packages bring it. Run as a `pre…` script: within one script the shell
// would remember where it found `node` the first time.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** Whether npm's own record of what it installed agrees with the lock. Packages for other platforms are never there. */
function isInstalled() {
  const record = path.join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([folder, { version, optional }]) => folder === '' || optional || installed[folder]?.version === version,
  );
}

if (!isInstalled()) {
  console.error('Installing packages (about a minute) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error('npm ci failed; see above. Check the connection to the npm registry and run the command again.');
    process.exit(npm.status ?? 1);
  }
}
