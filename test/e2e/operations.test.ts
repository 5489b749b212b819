import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFailed, test } from 'vitest';
import { openWindow } from '../host/openWindow.ts';
import { serveEditor } from '../host/servedEditor.ts';
import { Workbench } from '../host/workbench.ts';
import { pictures, vsix } from './places.ts';

// One sitting: a machine is drilled, its test looked at and cleaned up, and its replication is ended.
const stack = new AsyncDisposableStack();
let workbench: Workbench;

/** The sandbox's time runs fast, but a job still takes some seconds. */
const operationMs = 60_000;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const editor = stack.use(await serveEditor({ install: [vsix], theme: 'light' }));
  const { page } = stack.use(await openWindow(editor));
  workbench = new Workbench(page);
  await workbench.container.click();
  await workbench.widenSideBar();
  await workbench.sideBar.getByRole('button', { name: 'Open the Sandbox' }).click();
  await workbench.row('Contoso Production').waitFor();
  await workbench.filter('web-01');
  await workbench.sideBar.getByText('“web-01”').waitFor();
  await workbench.page.keyboard.press('Enter');
  await machine('web-01').waitFor();
});
afterAll(() => stack.disposeAsync());
beforeEach(({ task }) => {
  onTestFailed(async () => {
    await picture(`failed-${task.name.replaceAll(/\W+/g, '-')}`);
  });
});
afterEach(() => {
  expect(workbench.errors).toEqual([]);
});

/** A pane of the container, by its title. */
function pane(title: string): Locator {
  return workbench.sideBar.locator('.pane').filter({ has: workbench.page.locator('.pane-header', { hasText: title }) });
}

/** The row of a machine in the view Readiness. */
function machine(name: string): Locator {
  return pane('Readiness')
    .getByRole('treeitem')
    .filter({ has: workbench.page.locator('.label-name').getByText(name, { exact: true }) });
}

function operation(text: RegExp): Locator {
  return pane('Operations').getByRole('treeitem', { name: text });
}

async function picture(name: string): Promise<void> {
  await workbench.page.screenshot({ path: path.join(pictures, `operations-${name}.png`) });
}

/** The end is told once; the notification is closed. */
async function told(text: string): Promise<void> {
  const toast = workbench.page.locator('.notification-toast').filter({ hasText: text });
  await toast.waitFor({ timeout: operationMs });
  expect(await toast.count()).toBe(1);
  await workbench.run('Notifications: Clear All Notifications');
}

test('a machine is drilled: point, network, consequences, tasks, the open test', async () => {
  await workbench.run('Azure DR: Run Test Failover…');
  await workbench.pick('web-01');
  await workbench.quickInput.getByText('Recovery point of the test').waitFor();
  await picture('points');
  await workbench.pick('Latest processed');
  await workbench.quickInput.getByText('Network in northeurope for the test machine of web-01').waitFor();
  await picture('networks');
  await workbench.pick('New isolated network');
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await dialog.getByText('The machine itself and its replication are not touched.').waitFor();
  await picture('confirm');
  await dialog.getByRole('button', { name: 'Run Test Failover' }).click();
  await operation(/Create test virtual machine/)
    .first()
    .waitFor({ timeout: operationMs });
  await picture('drill');
  expect((await workbench.read(machine('web-01'))).icon).toBe('loading');
  await told('The test machine runs: web-01.');
  await expect.poll(async () => (await workbench.read(machine('web-01'))).description).toMatch(/^test failover open/);
  await operation(/^web-01, test failover · running after \d/).waitFor();
  await picture('open');
});

test('the open test is cleaned up from its row', async () => {
  const row = machine('web-01');
  await row.hover();
  await row.getByRole('button', { name: 'Clean Up Test Failover…' }).click();
  await workbench.quickInput.getByText('Clean up the test failover of web-01?').waitFor();
  await picture('cleanup');
  await workbench.page.keyboard.type('rehearsed');
  await workbench.page.keyboard.press('Enter');
  await told('Test failover cleaned up: web-01.');
  await expect
    .poll(async () => workbench.read(machine('web-01')))
    .toMatchObject({ icon: 'pass', description: /drilled \d+ s ago|drilled \d min ago/ });
  const ended = operation(/^web-01, clean-up of the test failover · done in/);
  if ((await ended.getAttribute('aria-expanded')) !== 'true') await ended.locator('.monaco-tl-twistie').click();
  await operation(/^Cleanup test virtual machine, 1 min/).waitFor();
  await picture('cleaned');
});

test('replication is ended after its consequences were agreed to; keeping it is the default', async () => {
  await workbench.run('Azure DR: Disable Replication…');
  await workbench.pick('us-web-01');
  const dialog = workbench.page.locator('.monaco-dialog-box');
  await dialog.getByText('it does not come back if its region fails').waitFor();
  await picture('disable');
  await expect.poll(async () => dialog.locator('.monaco-button:focus').innerText()).toBe('Keep Replicating');
  await dialog.getByRole('button', { name: 'Disable Replication' }).click();
  await told('Not replicated any more: us-web-01.');
  await expect.poll(async () => (await workbench.read(machine('us-web-01'))).description).toMatch(/^not replicated/);
  await operation(/disable replication · done in/).waitFor();
  await workbench.run('Preferences: Toggle between Light/Dark Themes');
  await picture('dark');
});
