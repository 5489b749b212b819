import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installHost } from './installHost.ts';

const readyWithinMs = 60_000;
const stopWithinMs = 5_000;

/** Colour themes of the pictures: VS Code's own default of each kind. */
export const themes = { light: 'Light 2026', dark: 'Dark 2026', hc: 'Default High Contrast' } as const;
export type Theme = keyof typeof themes;

export function isTheme(name: string): name is Theme {
  return Object.hasOwn(themes, name);
}

/** The theme that `DR_THEME` names, for whoever wants the pictures in another one. */
export function wantedTheme(): Theme {
  const name = process.env['DR_THEME'] ?? '';
  return isTheme(name) ? name : 'light';
}

/** A quiet editor: nothing that greets, asks, updates or calls home. */
function settings(theme: Theme): object {
  return {
    'workbench.colorTheme': themes[theme],
    'window.autoDetectColorScheme': false,
    'window.autoDetectHighContrast': false,
    'workbench.startupEditor': 'none',
    'workbench.welcomePage.walkthroughs.openOnInstall': false,
    'workbench.tips.enabled': false,
    'workbench.enableExperiments': false,
    'workbench.editor.useModal': 'off',
    'workbench.reduceMotion': 'on',
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'security.workspace.trust.enabled': false,
    'telemetry.telemetryLevel': 'off',
    'update.mode': 'none',
    'extensions.autoUpdate': 'off',
    'extensions.autoCheckUpdates': false,
    'extensions.ignoreRecommendations': true,
    'git.enabled': false,
    'chat.commandCenter.enabled': false,
    'chat.disableAIFeatures': true,
    'window.confirmBeforeClose': 'never',
  };
}

export interface ServeOptions {
  /** Packaged extensions to install. */
  readonly install?: readonly string[];
  readonly theme?: Theme;
  /** The person's own settings, beside those that keep the editor quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings that the opened folder brings with it. */
  readonly workspaceSettings?: Readonly<Record<string, unknown>>;
  /** Opens the folder in Restricted Mode. */
  readonly restricted?: boolean;
  /** Added to the environment of the server, and so to that of the extension host. */
  readonly env?: NodeJS.ProcessEnv;
}

/** VS Code, served on 127.0.0.1 by a process of its own, with settings, extensions and a workspace that are gone when it is disposed. */
export interface ServedEditor extends AsyncDisposable {
  /** Where a browser finds it, with an empty folder open. */
  readonly url: string;
  readonly origin: string;
  /** A Chromium or Chrome on this machine. */
  readonly browser: string;
  /** A folder for the browser's profile. */
  readonly profile: string;
  /** What the server has written. */
  log(): string;
  /** Kills it with all that runs below it, and starts it again in the same place. */
  killAndRestart(): Promise<void>;
}

/** @throws Error when the machine lacks what it takes, or when the server does not answer within a minute. */
export async function serveEditor(options: ServeOptions = {}): Promise<ServedEditor> {
  const { install = [], theme = 'dark', env = {}, workspaceSettings, restricted = false } = options;
  const { server, browser } = installHost();
  // Short: the server makes sockets in it, whose paths are limited to 108 characters.
  const root = mkdtempSync(path.join(tmpdir(), 'dr-'));
  const folder = (name: string): string => {
    const made = path.join(root, name);
    mkdirSync(made, { recursive: true });
    return made;
  };
  const home = folder('home');
  const data = folder('data');
  const workspace = folder('workspace');
  const trust = restricted ? { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' } : {};
  const own = JSON.stringify({ ...settings(theme), ...trust, ...options.settings });
  // The served editor is remote: what has machine scope counts there only in the machine's settings.
  for (const place of ['data/User', 'data/Machine']) writeFileSync(path.join(folder(place), 'settings.json'), own);
  if (workspaceSettings !== undefined) {
    writeFileSync(path.join(folder('workspace/.vscode'), 'settings.json'), JSON.stringify(workspaceSettings));
  }

  const environment = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: path.join(home, 'config'),
    XDG_DATA_HOME: path.join(home, 'share'),
    XDG_CACHE_HOME: path.join(home, 'cache'),
    XDG_RUNTIME_DIR: root,
    TMPDIR: root,
    EXTENSIONS_GALLERY: '{}', // else both server and page ask a gallery
    ...env,
  };
  const base = [server, '--user-data-dir', data, '--extensions-dir', folder('extensions')];
  const flags = ['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
  if (!restricted) flags.push('--disable-workspace-trust');

  let log = '';
  let running: ChildProcess | undefined;
  const dispose = async (): Promise<void> => {
    if (running !== undefined) await stopGroup(running);
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    for (const vsix of install) {
      const done = spawnSync(process.execPath, [...base, '--install-extension', vsix], { env: environment, encoding: 'utf8' });
      if (done.status !== 0) throw new Error(`${vsix} could not be installed:\n${done.stdout}${done.stderr}`);
    }
    const origin = `http://127.0.0.1:${await freePort()}`;
    const bind = ['--auth', 'none', '--bind-addr', new URL(origin).host, '--disable-proxy'];
    const start = async (): Promise<void> => {
      // A process group of its own, so that stopping it stops the extension hosts below it.
      running = spawn(process.execPath, [...base, ...flags, ...bind], {
        env: environment,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      for (const stream of [running.stdout, running.stderr]) stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
      await untilReady(origin, running);
    };
    await start();
    return {
      url: `${origin}/?folder=${encodeURIComponent(workspace)}`,
      origin,
      browser,
      profile: folder('profile'),
      log: () => log,
      async killAndRestart() {
        await stopGroup(running!, 'SIGKILL');
        await start();
      },
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw new Error(`VS Code could not be served.\n${log}`, { cause: error });
  }
}

async function untilReady(origin: string, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + readyWithinMs;
  while (performance.now() < deadline && server.exitCode === null) {
    const answer = await fetch(`${origin}/healthz`).catch(() => undefined);
    if (answer?.ok === true) return;
    await sleep(100);
  }
  throw new Error(server.exitCode === null ? 'The server does not answer.' : `The server ended with code ${server.exitCode}.`);
}

async function stopGroup(server: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return;
  const ended = once(server, 'exit');
  process.kill(-server.pid, signal);
  const stopped = await Promise.race([ended, sleep(stopWithinMs, undefined, { ref: false })]);
  if (stopped === undefined) process.kill(-server.pid, 'SIGKILL');
}

/** A port of 127.0.0.1 that nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}
