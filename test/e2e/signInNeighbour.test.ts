import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from 'vitest';
import { Workbench } from '../host/workbench.ts';
import { pictures } from './places.ts';
import { AzureDesk } from './signIn.ts';

// One sitting beside the Azure Resources extension: each test goes on where the last one ended.
const stack = new AsyncDisposableStack();
let desk: AzureDesk;
let workbench: Workbench;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  const dev = 'b8829f5c-6d01-4fea-97d2-239126675bd1';
  desk = stack.use(
    await AzureDesk.open({ settings: { 'azureResourceGroups.selectedSubscriptions': [`some-tenant/${dev.toUpperCase()}`] } }),
  );
  const { page } = stack.use(await desk.window('fakeAzureResources'));
  workbench = new Workbench(page);
  await workbench.openContainer();
  await workbench.widenSideBar();
});
afterAll(() => stack.disposeAsync());
beforeEach(({ task }) => {
  onTestFailed(async () => {
    await workbench.page.screenshot({ path: path.join(pictures, `failed-${task.name.replaceAll(/\W+/g, '-')}.png`) });
  });
});

const allow = (): Promise<void> => workbench.page.getByRole('dialog').getByRole('button', { name: 'Allow' }).click();

test('who says no in the dialog is not bothered further', async () => {
  await workbench.sideBar.getByRole('button', { name: 'Sign in to Azure' }).click();
  await workbench.page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await workbench.page.getByRole('dialog').waitFor({ state: 'detached' });
  await workbench.sideBar.getByRole('button', { name: 'Sign in to Azure' }).waitFor();
  expect(await workbench.toasts.allInnerTexts()).toEqual([]);
  expect(desk.accounts.sessions).toEqual([]);
});

test('the neighbour’s selection is the first default', async () => {
  await workbench.sideBar.getByRole('button', { name: 'Sign in to Azure' }).click();
  await allow();
  await workbench.sideBar.getByText(/ · 1 subscription · \d+ machines · just now$/).waitFor();
  await workbench.row('Contoso Dev').waitFor();
});

test('a machine is revealed in the neighbour’s view', async () => {
  await workbench.run('Azure DR: Reveal in Azure Resources');
  await workbench.pick('dev-web-01');
  await expect.poll(() => desk.revealed()).toHaveLength(1);
  expect(desk.revealed()[0]).toMatch(/^\/subscriptions\/.+\/virtualMachines\/dev-web-01$/);
});

test('a session that Azure refuses is renewed by a sign-in, and the rows stay meanwhile', async () => {
  const body = { error: { code: 'ExpiredAuthenticationToken', message: 'The access token expiry is earlier than the current time.' } };
  await desk.fault({ method: 'GET', path: String.raw`^/(subscriptions|tenants)\?`, status: 401, body, times: 2 });
  desk.questions();
  await workbench.run('Azure DR: Refresh');
  const toasts = workbench.page.locator('.notifications-toasts');
  await toasts.getByText('Azure does not accept the sign-in.').waitFor();
  await workbench.sideBar.getByText(/ · not signed in$/).waitFor();
  await workbench.row('Contoso Dev').waitFor();
  await toasts.getByRole('button', { name: 'Sign In' }).click();
  await allow();
  await workbench.sideBar.getByText(/ · 1 subscription · \d+ machines · just now$/).waitFor();
  expect(desk.questions().filter(({ what }) => what === 'create')).toHaveLength(1);
});

test('the log names neither account nor token', async () => {
  await expect.poll(() => desk.log()).toMatch(/Azure at 127\.0\.0\.1:\d+: \d+ machines in 1 subscriptions/);
  expect(desk.log()).toContain('Azure does not accept the sign-in.');
  expect(desk.log()).not.toMatch(/alice|bob@|eyJ/);
});
