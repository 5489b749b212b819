// Installs the project's packages when they are missing or the lock has changed. Runs on the Node that a bare machine has (20).
// What follows finds Node 24 first on the PATH, because the packages bring it. Run as a `pre…` script: within one script the shell
// would remember where it found `node` the first time.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const stamp = path.join(root, 'node_modules', '.installed-lock');
const lock = createHash('sha256')
  .update(readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== lock) {
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
  writeFileSync(stamp, lock);
}
