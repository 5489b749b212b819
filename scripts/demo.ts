// `npm run demo`: the audit of the sandbox as a table, then VS Code with the Readiness view open on the same sandbox: the desktop's
// where `code` is on the PATH, else one served on 127.0.0.1 until Ctrl+C (AZURE_DR_HOST=served asks for that one).
// `npm run demo -- --screenshot FILE [--theme light|dark|hc]` takes a picture of the view and ends.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openWindow } from '../test/host/openWindow.ts';
import { isTheme, serveEditor, themes, type Theme } from '../test/host/servedEditor.ts';
import { Workbench } from '../test/host/workbench.ts';
import { packageHelper } from './packageHelper.ts';
import { root, run, vsix } from './run.ts';

/** An extension of the demo's own that opens the sandbox when the window opens: the product itself waits to be asked. */
const opener = path.join(import.meta.dirname, 'demo');
const packages = { extension: vsix, opener: path.join(root, 'out/demo.vsix') };
/** The audit's exit code when there are findings. */
const foundSomething = 1;
const rowsWithinMs = 60_000;
/** For icons, badges and colours, which come after the rows. */
const settleMs = 1500;

async function demo(theme: Theme, screenshot: string | undefined): Promise<void> {
  console.error('Building …');
  const packaging = await run('npm', ['run', '--silent', 'package'], { quiet: true });
  if (packaging.code !== 0) throw new Error(packaging.output);
  shown(process.execPath, ['dist/cli.js', 'audit', '--sandbox'], foundSomething);
  const code = screenshot === undefined ? findCode() : undefined;
  if (code === undefined) await served(theme, screenshot);
  else shown(code, ['--new-window', `--extensionDevelopmentPath=${root}`, `--extensionDevelopmentPath=${opener}`]);
}

async function served(theme: Theme, screenshot: string | undefined): Promise<void> {
  await packageHelper(opener, packages.opener);
  await using editor = await serveEditor({ install: Object.values(packages), theme });
  if (screenshot === undefined) {
    console.log(`\nVS Code with the sandbox open: ${editor.url}\nCtrl+C ends it.`);
    const { promise: interrupted, resolve: end } = Promise.withResolvers<void>();
    process.once('SIGINT', end).once('SIGTERM', end);
    await interrupted;
    return;
  }
  await using window = await openWindow(editor);
  const workbench = new Workbench(window.page);
  await workbench.rows.first().waitFor({ timeout: rowsWithinMs });
  await workbench.widenSideBar();
  await window.page.waitForTimeout(settleMs);
  await window.page.screenshot({ path: screenshot });
  console.log(`\nPicture: ${path.resolve(screenshot)}`);
}

function shown(command: string, args: readonly string[], alsoGood = 0): void {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: command.endsWith('.cmd') });
  if (status !== 0 && status !== alsoGood) throw new Error(`${command} ${args.join(' ')} ended with code ${status}.`);
}

function findCode(): string | undefined {
  if (process.env['AZURE_DR_HOST'] === 'served') return undefined;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}

async function main(): Promise<void> {
  const options = { screenshot: { type: 'string' }, theme: { type: 'string', default: 'dark' } } as const;
  const { screenshot, theme } = parseArgs({ options }).values;
  if (!isTheme(theme)) throw new Error(`--theme takes ${Object.keys(themes).join(', ')}.`);
  await demo(theme, screenshot);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
