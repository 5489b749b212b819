// `npm run demo`: the audit of the sandbox as a table, then VS Code with the Readiness view open on the same sandbox: the desktop's
// where `code` is on the PATH, else one served on 127.0.0.1 until Ctrl+C.
// `npm run demo -- --screenshot FILE [--theme light|dark|hc]` takes a picture of the view and ends.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openWindow } from '../test/host/openWindow.ts';
import { isTheme, serveEditor, themes } from '../test/host/servedEditor.ts';
import { Workbench } from '../test/host/workbench.ts';
import { root, run } from './run.ts';

const opener = path.join(import.meta.dirname, 'demo');
const extensionPackage = path.join(root, 'out/azure-dr-readiness.vsix');
const openerPackage = path.join(root, 'out/demo.vsix');
const rowsWithinMs = 60_000;
/** For icons, badges and colours, which come after the rows. */
const settleMs = 1500;

const { screenshot, theme } = parseArgs({ options: { screenshot: { type: 'string' }, theme: { type: 'string', default: 'dark' } } }).values;
if (!isTheme(theme)) {
  console.error(`--theme takes ${Object.keys(themes).join(', ')}.`);
  process.exit(2);
}

async function must(command: string, args: readonly string[], cwd = root): Promise<void> {
  const { code } = await run(command, args, { cwd });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with code ${code}.`);
}

function findCode(): string | undefined {
  if (screenshot !== undefined || process.env['AZURE_DR_HOST'] === 'served') return undefined;
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}

await must('npm', ['run', '--silent', 'package']);
await must(process.execPath, ['dist/cli.js', 'audit', '--sandbox']);

const code = findCode();
if (code === undefined) {
  await must('vsce', ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', openerPackage], opener);
  await using editor = await serveEditor({ install: [extensionPackage, openerPackage], theme });
  if (screenshot === undefined) {
    console.log(`\nVS Code with the sandbox open: ${editor.url}\nCtrl+C ends it.`);
    const { promise: interrupted, resolve: end } = Promise.withResolvers<void>();
    process.once('SIGINT', end).once('SIGTERM', end);
    await interrupted;
  } else {
    await using window = await openWindow(editor);
    const workbench = new Workbench(window.page);
    await workbench.rows.first().waitFor({ timeout: rowsWithinMs });
    await workbench.widenSideBar();
    await window.page.waitForTimeout(settleMs);
    await window.page.screenshot({ path: screenshot });
    console.log(`Picture: ${path.resolve(screenshot)}`);
  }
} else {
  await must(code, ['--new-window', `--extensionDevelopmentPath=${root}`, `--extensionDevelopmentPath=${opener}`]);
}
