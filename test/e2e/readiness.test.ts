import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFailed, test } from 'vitest';
import { openWindow } from '../host/openWindow.ts';
import { serveEditor } from '../host/servedEditor.ts';
import { Workbench } from '../host/workbench.ts';
import { pictures, vsix } from './places.ts';

// One sitting at the packaged extension in a real VS Code: each test goes on where the last one ended.
const stack = new AsyncDisposableStack();
let workbench: Workbench;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const editor = stack.use(await serveEditor({ install: [vsix] }));
  const { page } = stack.use(await openWindow(editor));
  workbench = new Workbench(page);
  await workbench.widenSideBar();
});
afterAll(() => stack.disposeAsync());
beforeEach(({ task }) => {
  onTestFailed(async () => {
    await workbench.page.screenshot({ path: path.join(pictures, `failed-${task.name.replaceAll(/\W+/g, '-')}.png`) });
  });
});
afterEach(async () => {
  expect(await workbench.toasts.allInnerTexts()).toEqual([]);
  expect(workbench.errors).toEqual([]);
});

/** VS Code looks after the focus within this time, milliseconds. */
const attentionMs = 300;
const countOfMachines = /^(\d+) machines?/;

test('the container has an icon and two ways in', async () => {
  await workbench.openContainer();
  await workbench.sideBar.getByText('no account, no cost').waitFor();
  const ways = workbench.sideBar.locator('.welcome-view-content').getByRole('button');
  expect(await ways.allInnerTexts()).toEqual(['Sign in to Azure', 'Open the Sandbox']);
  expect(await workbench.container.getAttribute('aria-label')).not.toMatch(/critical/);
  expect(await workbench.editorTabs.count()).toBe(0);
});

test('the sandbox opens with the worst machine unfolded', async () => {
  await workbench.sideBar.getByRole('button', { name: 'Open the Sandbox' }).click();
  await workbench.row('Contoso Production').waitFor();
  await workbench.sideBar.getByText(/^Sandbox · 3 subscriptions · \d+ machines · just now$/).waitFor();

  const production = await workbench.read(workbench.row('Contoso Production'));
  expect(production.icon).toBe('key');
  expect(production.description).toMatch(/^\d+ machines · \d+ not replicated · \d+ at risk/);

  const worst = workbench.rows.nth(1);
  expect(await worst.getAttribute('aria-expanded')).toBe('true');
  expect(await workbench.read(worst)).toMatchObject({ icon: 'error', description: 'not replicated · westeurope' });
  expect(await workbench.read(workbench.rows.nth(2))).toEqual({
    icon: 'error',
    name: 'Replication',
    description: 'none: lost if westeurope fails',
  });
});

test('the icon counts what is critical', async () => {
  expect(await workbench.container.getAttribute('aria-label')).toMatch(/^Azure DR - Sandbox: \d+ critical findings$/);
});

test('a row tells its state by shape and by words', async () => {
  const machines = workbench.rows.and(workbench.page.locator('[aria-level="2"]'));
  expect(await machines.count()).toBeGreaterThan(10);
  const states = { error: /, not replicated · /, warning: /, at risk: /, 'arrow-swap': /, failed over/, pass: /, ready: / };
  for (const machine of await machines.all()) {
    const { icon, name } = await workbench.read(machine);
    const spoken = (await machine.getAttribute('aria-label')) ?? '';
    expect(Object.keys(states)).toContain(icon);
    expect(spoken.startsWith(`${name}, `)).toBe(true);
    expect(spoken).toMatch(states[icon as keyof typeof states]);
  }
});

test('a machine unfolds to what is known about it', async () => {
  await workbench.row('db-07').locator('.monaco-tl-twistie').click();
  const backup = workbench.rows.and(workbench.page.getByRole('treeitem', { name: /^Backup: .* vault/ }));
  await backup.waitFor();
  expect(await workbench.row('db-07').getAttribute('aria-expanded')).toBe('true');
  await workbench.row('db-07').locator('.monaco-tl-twistie').click();
  await backup.waitFor({ state: 'detached' });
});

test('hovering shows the card of a machine', async () => {
  await workbench.showHover(workbench.row('sql-01').locator('.label-name'));
  const card = await workbench.hover.first().innerText();
  expect(card).toContain('sql-01');
  expect(card).toContain('rg-');
  expect(card).toMatch(/Sandbox\. Facts as of \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
  await workbench.leaveHover();
});

test('rows follow the words of the filter, and Escape brings them back', async () => {
  const before = await workbench.read(workbench.rows.first());
  await workbench.filter('shop');
  await workbench.sideBar.getByText(/— 7 machines shown: “shop”$/).waitFor();
  await expect.poll(async () => (await workbench.read(workbench.rows.first())).description).toMatch(/^7 machines/);
  expect(await workbench.row('sql-01').count()).toBe(0);
  await workbench.page.keyboard.press('Escape');
  await workbench.sideBar.getByText('machines shown').waitFor({ state: 'detached' });
  await workbench.row('sql-01').waitFor();
  await expect.poll(async () => workbench.read(workbench.rows.first())).toEqual(before);
});

test('a filter that leaves nothing says so and offers the way back', async () => {
  await workbench.filter('no such machine');
  await workbench.page.keyboard.press('Enter');
  await workbench.sideBar.getByText('No machine matches the filter.').waitFor();
  await workbench.sideBar.getByRole('button', { name: 'Clear Filter' }).last().click();
  await workbench.row('sql-01').waitFor();
});

test('machines can be grouped by region and by state', async () => {
  for (const [grouping, icon, name] of [
    ['Region', 'globe', /^[a-z]+$/],
    ['State', 'error', /^Not replicated$/],
    ['Subscription', 'key', /^Contoso /],
  ] as const) {
    await workbench.run('Azure DR: Group By…');
    await workbench.pick(grouping);
    const first = workbench.rows.first();
    await expect.poll(async () => (await workbench.read(first)).icon).toBe(icon);
    const row = await workbench.read(first);
    expect(row.name).toMatch(name);
    expect(row.description).toMatch(countOfMachines);
  }
});

test('a finding explains itself on a page', async () => {
  await workbench.run('Azure DR: Explain Finding');
  await workbench.pick('DR-VM-001');
  await workbench.pick('sql-01');
  const page = workbench.markdown;
  await page.getByRole('heading', { level: 1 }).waitFor();
  const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
  expect(headings).toEqual(
    expect.arrayContaining(['What is wrong', 'Evidence', 'If the region fails', 'What to do', 'Sources', 'Resource']),
  );
  expect(await page.locator('body').innerText()).toMatch(/sql-01 · High · DR-VM-001 · Sandbox/);
  expect(await page.getByRole('link').count()).toBeGreaterThan(0);
});

test('a list stays when the page in front takes the focus', async () => {
  const { page } = workbench;
  const list = workbench.quickInput.getByPlaceholder('Pick a grouping');
  await workbench.run('Azure DR: Group By…');
  await expect.poll(async () => list.evaluate((input) => input === input.ownerDocument.activeElement)).toBe(true);
  await page.evaluate(`document.querySelector('iframe.webview.ready').contentWindow.focus()`);
  await expect.poll(async () => list.evaluate((input) => input === input.ownerDocument.activeElement)).toBe(false);
  // What would close it comes with the loss of the focus.
  await page.waitForTimeout(attentionMs);
  await list.press('Escape');
  await list.waitFor({ state: 'hidden' });
  await workbench.run('View: Close All Editors');
  await workbench.editorTabs.first().waitFor({ state: 'detached' });
});

test('the palette has the commands of the open sandbox', async () => {
  const commands = new Set(await workbench.commands('Azure DR: '));
  // The list holds no more rows than it shows: page by page to its end.
  do {
    await workbench.page.keyboard.press('PageDown');
    for (const title of await workbench.picks.locator('.label-name').allInnerTexts()) commands.add(title);
  } while ((await workbench.picks.last().getAttribute('data-last-element')) !== 'true');
  expect([...commands].filter((title) => title.startsWith('Azure DR: ')).toSorted()).toEqual(
    [
      'Add Disk to Replication…',
      'Cancel Operation',
      'Change Recovery Point…',
      'Clean Up Test Failover…',
      'Close the Sandbox',
      'Commit Failover…',
      'Copy Resource ID',
      'Disable Replication…',
      'Enable Replication…',
      'Exclude Finding…',
      'Explain Finding',
      'Export Operation Records…',
      'Fail Back…',
      'Fail Over…',
      'Filter…',
      'Focus on Operations View', // from the editor itself
      'Focus on Readiness View', // likewise
      'Group By…',
      'Open the Sandbox',
      'Re-protect…',
      'Refresh',
      'Refresh Machine',
      'Refresh Subscription',
      'Remove Exclusion',
      'Repair Replication…',
      'Retry Operation',
      'Run Test Failover…',
      'Sandbox: Fail a Region…',
      'Show JSON',
      'Show Log',
      'Show Operations',
      'Sign In',
      'Sort By…',
      'Update Failover Settings…',
      'When a Region Is Down',
    ]
      .map((title) => `Azure DR: ${title}`)
      .toSorted(),
  );
  await workbench.page.keyboard.press('Escape');
});

test('the keyboard alone leads to the page of a finding', async () => {
  const { keyboard } = workbench.page;
  await workbench.run('View: Close All Editors');
  await keyboard.press('F1');
  await keyboard.type('Azure DR: Focus on Readiness View');
  await workbench.picks.first().waitFor();
  await keyboard.press('Enter');
  await keyboard.press('Home');
  const focused = workbench.sideBar.locator('.monaco-list-row.focused');
  await expect.poll(async () => focused.getAttribute('aria-level')).toBe('1');
  // Down to the findings of the worst machine, which is unfolded.
  for (let step = 0; step < 20; step++) {
    if (/^\d+ findings?: /.test((await focused.getAttribute('aria-label')) ?? '')) break;
    await keyboard.press('ArrowDown');
  }
  await keyboard.press('ArrowRight');
  await workbench.rows.and(workbench.page.getByRole('treeitem', { name: /^critical finding: / })).waitFor();
  await keyboard.press('ArrowDown');
  await expect.poll(async () => focused.getAttribute('aria-label')).toMatch(/^critical finding: /);
  await keyboard.press('Enter');
  await workbench.markdown.getByRole('heading', { name: 'What to do' }).waitFor();
});

test('closing the sandbox leaves the way in, and no page of it', async () => {
  await workbench.run('Azure DR: Show JSON');
  await workbench.pick('The whole audit');
  await workbench.editorTabs.filter({ hasText: 'audit.json' }).waitFor();
  expect(await workbench.editorTabs.count()).toBe(2);
  await workbench.run('Azure DR: Close the Sandbox');
  await expect.poll(async () => workbench.editorTabs.count()).toBe(0);
  await workbench.sideBar.getByRole('button', { name: 'Open the Sandbox' }).waitFor();
  expect(await workbench.rows.count()).toBe(0);
  await expect.poll(async () => workbench.container.getAttribute('aria-label')).not.toMatch(/critical/);
});
