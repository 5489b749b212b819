import type { App } from '../app.ts';
import { EnablePage } from './enablePage.ts';

/* What the links of the preview do. Without an open preview: nothing. */

function pageOf({ pages }: App): EnablePage | undefined {
  const page = pages.pageIn('enable');
  return page instanceof EnablePage ? page : undefined;
}

export async function startEnabling(app: App): Promise<void> {
  await pageOf(app)?.start();
}

export async function checkEnabling(app: App): Promise<void> {
  await pageOf(app)?.checkAgain();
}

export async function copyEnableCommands(app: App): Promise<void> {
  await pageOf(app)?.copyCommands();
}

/** `target`: `{ check, cause }` of a problem on the page. */
export async function fixEnabling(app: App, target?: unknown): Promise<void> {
  if (typeof target !== 'object' || target === null || !('check' in target) || !('cause' in target)) return;
  await pageOf(app)?.fix(String(target.check), String(target.cause));
}

/** `target`: `{ machineId }` of a machine on the page. */
export async function leaveOutOfEnabling(app: App, target?: unknown): Promise<void> {
  if (typeof target !== 'object' || target === null || !('machineId' in target)) return;
  await pageOf(app)?.leaveOut(String(target.machineId));
}
