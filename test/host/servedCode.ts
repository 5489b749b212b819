#!/usr/bin/env node
// Stands in for the `code` executable where no desktop VS Code can be had: takes the flags that @vscode/test-electron gives and runs
// the tests in the extension host of the served VS Code. Exit code: the tests' own; 2 when they never started or never ended.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openWindow } from './openWindow.ts';
import { serveEditor } from './servedEditor.ts';

const notRun = 2;
const endWithinMs = 5 * 60_000;
const pictures = path.resolve(import.meta.dirname, '../../out/screenshots');

function flag(name: string): readonly string[] {
  const prefix = `--${name}=`;
  return process.argv.filter((argument) => argument.startsWith(prefix)).map((argument) => argument.slice(prefix.length));
}

/** What the workbench itself writes into the console that carries the tests' output. */
const noise =
  /^(%c|Creating a socket|Resolv(ing|ed) connection token|\[(reconnection-grace-time|Service Worker|AgentHost|AccountPolicyGate)|Ignoring fetching|Updating additional builtin|Error while fetching the extension under development)/;

function write(type: string, [first, ...rest]: readonly unknown[]): void {
  if (typeof first === 'string' && noise.test(first)) return;
  const method = type === 'error' || type === 'warn' ? console.error : console.log;
  method(first, ...rest);
}

async function run(extensions: readonly string[], tests: string): Promise<number> {
  await using editor = await serveEditor();
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  await using window = await openWindow(editor, {
    development: { extensions, tests },
    prepare: async (page) => {
      // The two functions of a window under test.
      let writing = true;
      await page.exposeFunction('codeAutomationLog', (type: string, values: readonly unknown[]) => {
        if (writing) write(type, values);
      });
      await page.exposeFunction('codeAutomationExit', (code: number) => {
        writing = false; // what follows is the shutdown's noise
        end(code);
      });
    },
  });
  const code = await Promise.race([ended, sleep(endWithinMs, 'late' as const, { ref: false })]);
  if (code !== 0) {
    mkdirSync(pictures, { recursive: true });
    await window.page.screenshot({ path: path.join(pictures, 'host-failure.png') });
  }
  if (code === 'late') {
    console.error(`The tests did not end within ${endWithinMs / 1000} s.\n${editor.log()}`);
    return notRun;
  }
  return code;
}

const [tests] = flag('extensionTestsPath');
const extensions = flag('extensionDevelopmentPath');
if (tests === undefined || extensions.length === 0) {
  console.error('Only runs of tests: --extensionDevelopmentPath=… --extensionTestsPath=…');
  process.exit(notRun);
}
process.exit(
  await run(extensions, tests).catch((error: unknown) => {
    console.error(error);
    return notRun;
  }),
);
