import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from 'vitest';
import { openWindow } from '../host/openWindow.ts';
import { serveEditor } from '../host/servedEditor.ts';
import { Workbench } from '../host/workbench.ts';
import { pictures, vsix } from './places.ts';

// One sitting: each test goes on where the last one ended. The folder's own word about exclusions is there from the start.
const stack = new AsyncDisposableStack();
let workbench: Workbench;

beforeEach(({ task }) => {
  onTestFailed(async () => {
    await workbench.page.screenshot({ path: path.join(pictures, `failed-${task.name.replaceAll(/\W+/g, '-')}.png`) });
  });
});
beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const folders = [{ rule: 'DR-VM-020', resourceId: '/subscriptions/x', reason: 'hidden by a folder', until: '2999-12-31' }];
  const editor = stack.use(await serveEditor({ install: [vsix], workspaceSettings: { 'azureDr.exclusions': folders } }));
  const { page } = stack.use(await openWindow(editor));
  workbench = new Workbench(page);
  await workbench.widenSideBar();
  await workbench.openContainer();
  await workbench.sideBar.getByRole('button', { name: 'Open the Sandbox' }).click();
  await workbench.row('sql-01').waitFor();
});
afterAll(() => stack.disposeAsync());

async function describedBy(name: string): Promise<string> {
  return (await workbench.read(workbench.row(name))).description;
}

test('a folder’s settings exclude nothing', async () => {
  await workbench.run('Azure DR: Remove Exclusion');
  await workbench.toasts.getByText('No finding is excluded.').waitFor();
  await workbench.run('Notifications: Clear All Notifications');
});

test('a finding is excluded from the palette, with reason and last day; the state stays', async () => {
  await workbench.run('Azure DR: Exclude Finding…');
  await workbench.pick('DR-VM-001');
  await workbench.pick('sql-01');
  await workbench.quickInput.getByText('Why it does not count').waitFor();
  await workbench.enter();
  await workbench.quickInput.getByText('A reason is needed.').waitFor();
  await workbench.type('its application copies itself');
  await workbench.enter();
  await workbench.pick('30 days');
  await expect.poll(() => describedBy('sql-01')).toBe('not replicated · westeurope · 1 excluded');
  expect((await workbench.read(workbench.row('sql-01'))).icon).toBe('error');
});

test('the title of the view asks which, whatever row has the focus', async () => {
  await workbench.row('sql-01').click();
  await workbench.chooseFromTitle('Remove Exclusion');
  await workbench.picks.filter({ hasText: 'DR-VM-001 · sql-01' }).waitFor();
  await workbench.page.keyboard.press('Escape');
  await workbench.row('1 excluded').click();
  await workbench.chooseFromTitle('Show JSON');
  await workbench.picks.filter({ hasText: 'The whole audit' }).waitFor();
  await workbench.page.keyboard.press('Escape');
  await workbench.quickInput.waitFor({ state: 'hidden' });
  expect((await workbench.read(workbench.row('sql-01'))).description).toContain('1 excluded');
});

test('it stands quietly under its machine, whose rows are open now, and can be counted again from there', async () => {
  const excluded = workbench.rows.and(workbench.page.getByRole('treeitem', { name: /^excluded high finding: / }));
  await excluded.waitFor();
  const { icon, description } = await workbench.read(excluded);
  expect(icon).toBe('circle-slash');
  expect(description).toMatch(/^until \d{4}-\d\d-\d\d · its application copies itself$/);
  await workbench.page.screenshot({ path: path.join(pictures, 'excluded.png') });
  await workbench.chooseFromMenu(excluded, 'Remove Exclusion');
  await expect.poll(() => describedBy('sql-01')).toBe('not replicated · westeurope');
});

test('the audit is shown as JSON, for reading alone', async () => {
  await workbench.run('Azure DR: Show JSON');
  await workbench.pick('The whole audit');
  await workbench.editorTabs.filter({ hasText: 'audit.json' }).waitFor();
  await workbench.page.locator('.view-lines').getByText('"schemaVersion"').waitFor();
  await workbench.page.locator('.view-lines').click();
  await workbench.page.keyboard.type('x');
  await workbench.page.getByText('Cannot edit in read-only editor').first().waitFor();
  expect(workbench.errors).toEqual([]);
});
