// Runs test/host/suite inside a real VS Code: the desktop's where it can be downloaded and shown, else the one served to a browser.
// Exit code: 0 all tests passed, 1 some failed, 2 none ran. AZURE_DR_HOST=desktop or =served decides by hand.
import { build } from 'esbuild';
import { globSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { countTests } from '../../scripts/countTests.ts';
import { root, run } from '../../scripts/run.ts';
import { installHost } from './installHost.ts';

const releases = 'https://update.code.visualstudio.com/api/releases/stable';
const askForMs = 5000;

/** CommonJS, because the runner that VS Code loads reads the tests with `require`. */
async function bundleSuite(): Promise<void> {
  const outdir = path.join(root, 'out/test/host');
  await rm(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: globSync('test/host/suite/**/*.test.ts', { cwd: root }),
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

async function desktopPossible(): Promise<boolean> {
  const chosen = process.env['AZURE_DR_HOST'];
  if (chosen !== undefined) return chosen === 'desktop';
  if (process.platform === 'linux' && process.env['DISPLAY'] === undefined && process.env['WAYLAND_DISPLAY'] === undefined) return false;
  const answer = await fetch(releases, { signal: AbortSignal.timeout(askForMs) }).catch(() => undefined);
  return answer?.ok === true;
}

async function runHost(): Promise<number> {
  await bundleSuite();
  const env: NodeJS.ProcessEnv = {};
  if (!(await desktopPossible())) {
    installHost();
    env['AZURE_DR_CODE'] = path.join(import.meta.dirname, 'servedCode.ts');
  }
  const { code, output } = await run('vscode-test', [], { env });
  const { passed, failed } = countTests(output);
  if (passed + failed === 0) {
    console.error('No test ran inside VS Code.');
    return 2;
  }
  return code === 0 && failed === 0 ? 0 : 1;
}

process.exitCode = await runHost();
