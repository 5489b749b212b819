// Installs the VS Code that is served to a browser. Usage: node test/host/installHost.ts (prints the folder).
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const recipe = path.join(import.meta.dirname, 'server');
const systemHeaders = '/usr/include/node/node_version.h';

export interface Host {
  /** The JavaScript file that starts the server. */
  readonly server: string;
  /** A Chromium or Chrome. */
  readonly browser: string;
}

/**
 * Makes sure that the served VS Code and a browser are on this machine: about a minute at first, milliseconds later.
 *
 * The server stands outside the project, under the user's cache, named after its lock: VS Code takes every theme below the folder of
 * the extension under development, its own built-in ones included, for a theme of that extension.
 *
 * @throws Error with what is missing and what to do.
 */
export function installHost(): Host {
  return { server: path.join(installServer(), 'node_modules/code-server/out/node/entry.js'), browser: installBrowser() };
}

function installServer(): string {
  const lock = readFileSync(path.join(recipe, 'package-lock.json'));
  const identity = createHash('sha256').update(lock).update(process.versions.modules).update(process.arch).digest('hex').slice(0, 12);
  const cache = path.join(process.env['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'azure-dr-readiness');
  const folder = path.join(cache, `host-${identity}`);
  if (existsSync(folder)) return folder;

  console.error('Installing VS Code for the browser (about a minute, once) …');
  mkdirSync(cache, { recursive: true });
  const partial = mkdtempSync(path.join(cache, 'partial-'));
  try {
    for (const name of ['package.json', 'package-lock.json']) cpSync(path.join(recipe, name), path.join(partial, name));
    buildServer(partial);
    renameSync(partial, folder);
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another process was faster
  }
  return folder;
}

/** The server's own install script compiles modules that no test needs (kerberos among them); here only what it cannot run without. */
function buildServer(folder: string): void {
  const vscode = path.join(folder, 'node_modules/code-server/lib/vscode');
  npm(folder, 'ci', '--ignore-scripts');
  // Not `npm ci`: the published shrinkwrap lacks an entry, which `npm ci` refuses.
  npm(vscode, 'install', '--omit=dev', '--ignore-scripts');
  npm(path.join(vscode, 'extensions'), 'install', '--omit=dev', '--ignore-scripts');
  // Without the watchdog the extension host dies silently; without spdlog nothing is written to the log.
  npm(vscode, 'rebuild', '@vscode/native-watchdog', '@vscode/spdlog');
  execFileSync(process.execPath, ['-e', "require('@vscode/native-watchdog'); require('@vscode/spdlog')"], { cwd: vscode });
}

function npm(cwd: string, ...args: readonly string[]): void {
  // Headers that stand on the machine spare node-gyp a download.
  const headers = existsSync(systemHeaders) ? { npm_config_nodedir: '/usr' } : {};
  const { status } = spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd,
    env: { ...process.env, ...headers },
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} failed in ${cwd}; see above.`);
}

const browsers = {
  linux: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium'],
  win32: [String.raw`C:\Program Files\Google\Chrome\Application\chrome.exe`],
};

function findBrowser(): string | undefined {
  const names = process.env['CHROME_PATH'] ?? browsers[process.platform as keyof typeof browsers] ?? browsers.linux;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return [names]
    .flat()
    .flatMap((name) => (path.isAbsolute(name) ? [name] : folders.map((folder) => path.join(folder, name))))
    .find((file) => existsSync(file));
}

function installBrowser(): string {
  const found = findBrowser();
  if (found !== undefined) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('Installing Chromium from the system’s packages (a minute or two, once) …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const stdio: ['ignore', 2, 2] = ['ignore', 2, 2];
    spawnSync('apt-get', ['update', '-qq'], { env, stdio });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env, stdio });
  }
  const browser = findBrowser();
  if (browser === undefined) {
    throw new Error('No Chromium or Chrome found. Install one (Debian: apt-get install chromium), or name its file in CHROME_PATH.');
  }
  return browser;
}

if (import.meta.main) {
  try {
    console.log(JSON.stringify(installHost()));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
