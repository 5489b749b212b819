import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWindow } from '../host/openWindow.ts';
import { serveEditor } from '../host/servedEditor.ts';
import { Workbench } from '../host/workbench.ts';
import { pictures, vsix } from './places.ts';

const mostClicks = 5;

const stack = new AsyncDisposableStack();
let workbench: Workbench;
let clicks = 0;

async function click(target: Locator): Promise<void> {
  clicks += 1;
  await target.click();
}

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const editor = stack.use(await serveEditor({ install: [vsix] }));
  const { page } = stack.use(await openWindow(editor));
  workbench = new Workbench(page);
  await workbench.sideBar.waitFor();
});
afterAll(() => stack.disposeAsync());

test(`from the freshly installed extension to the first explained finding in at most ${mostClicks} clicks`, async () => {
  await click(workbench.container);
  await click(workbench.sideBar.getByRole('button', { name: 'Open the Sandbox' }));
  await click(workbench.rows.and(workbench.page.getByRole('treeitem', { name: /^\d+ findings?: / })).first());
  await click(workbench.rows.and(workbench.page.getByRole('treeitem', { name: / finding: / })).first());
  const page = workbench.markdown;
  for (const heading of ['What is wrong', 'Evidence', 'If the region fails', 'What to do']) {
    await page.getByRole('heading', { name: heading }).waitFor();
  }
  expect(clicks).toBeLessThanOrEqual(mostClicks);
  await workbench.page.screenshot({ path: path.join(pictures, 'newcomer.png') });
});

test('the status bar has the gravest figure, marked as the sandbox’s, and leads to the view', async () => {
  const item = workbench.page.locator('.statusbar-item').filter({ hasText: /^ ?Sandbox: \d+ not replicated$/ });
  await item.waitFor();
  await workbench.run('Azure DR: Close the Sandbox');
  await item.waitFor({ state: 'detached' });
});

test('the walkthrough has five steps, each with its picture', async () => {
  const { page } = workbench;
  await workbench.run('View: Close All Editors');
  // The picture stands beside the steps only where there is room.
  await workbench.run('View: Toggle Primary Side Bar Visibility');
  await workbench.run('Welcome: Open Walkthrough...');
  await page.keyboard.type('Get Started with Azure DR');
  await workbench.picks.filter({ hasText: 'Get Started with Azure DR' }).first().waitFor();
  await page.keyboard.press('Enter');
  const steps = page.locator('.getting-started-step');
  await expect.poll(async () => steps.count()).toBe(5);
  // Nothing is open yet: a button of a later step says so, and names the ways in.
  await steps.nth(1).locator('.step-title').click();
  await steps.nth(1).getByRole('button', { name: 'Filter…' }).click();
  const toast = page.locator('.notification-toast').filter({ hasText: 'Nothing is open.' });
  await toast.getByRole('button', { name: 'Open the Sandbox' }).waitFor();
  await workbench.run('Notifications: Clear All Notifications');
  const pictureTitles = new Set<string>();
  for (const step of await steps.all()) {
    await step.locator('.step-title').click();
    await expect.poll(async () => step.getAttribute('class')).toContain('expanded');
    const picture = workbench.markdown.locator('svg[role=img] > title');
    await expect.poll(async () => picture.textContent()).not.toBe([...pictureTitles].at(-1) ?? '');
    pictureTitles.add((await picture.textContent()) ?? '');
    await page.screenshot({ path: path.join(pictures, `walkthrough-${pictureTitles.size}.png`) });
  }
  // Errors of the window are not looked at: the page of walkthroughs is VS Code's own, and throws by itself at times.
  expect(pictureTitles.size).toBe(5);
});
