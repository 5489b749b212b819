import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from 'vitest';
import type { EditorWindow } from '../host/openWindow.ts';
import { Workbench } from '../host/workbench.ts';
import { pictures } from './places.ts';
import { AzureDesk, tenants } from './signIn.ts';

// One sitting: each test goes on where the last one ended.
const stack = new AsyncDisposableStack();
let desk: AzureDesk;
let window: EditorWindow;
let workbench: Workbench;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  // The folder would like to lead the requests somewhere else.
  desk = stack.use(
    await AzureDesk.open({ workspaceSettings: { 'azureDr.endpoint': 'https://127.0.0.1:1', 'azureDr.audience': 'https://evil.example' } }),
  );
  const value = [
    { tenantId: tenants.contoso, displayName: 'Contoso' },
    { tenantId: tenants.fabrikam, displayName: 'Fabrikam' },
  ];
  await desk.fault({ method: 'GET', path: '^/tenants', status: 200, body: { value }, times: 100_000 });
  await openDesk();
});
afterAll(async () => {
  await window?.[Symbol.asyncDispose]();
  await stack.disposeAsync();
});
beforeEach(({ task }) => {
  onTestFailed(async () => {
    await workbench.page.screenshot({ path: path.join(pictures, `failed-${task.name.replaceAll(/\W+/g, '-')}.png`) });
  });
});

async function openDesk(): Promise<void> {
  window = await desk.window();
  workbench = new Workbench(window.page);
  await workbench.openContainer();
  await workbench.widenSideBar();
}

const scope = /^Azure at 127\.0\.0\.1:\d+ · 3 subscriptions · \d+ machines · just now$/;

test('signing in asks for consent, once, and Azure stands there', async () => {
  await workbench.sideBar.getByRole('button', { name: 'Sign in to Azure' }).click();
  const dialog = workbench.page.getByRole('dialog');
  await dialog.getByText(/wants to sign in using Microsoft/).waitFor();
  expect(await dialog.innerText()).toContain('DR Readiness for Azure');
  await dialog.getByRole('button', { name: 'Allow' }).click();
  await workbench.sideBar.getByText(scope).waitFor();
  await workbench.row('Contoso Production').waitFor();
  expect(desk.questions().filter(({ what }) => what === 'create')).toHaveLength(1);
  expect(await workbench.toasts.allInnerTexts()).toEqual([]);
});

test('a tenant that needs another sign-in is a row, and clicking it signs in', async () => {
  await workbench.clickTitleAction('Collapse All');
  const tenant = workbench.row('Fabrikam');
  expect(await workbench.read(tenant)).toEqual({ icon: 'lock', name: 'Fabrikam', description: 'needs another sign-in' });
  await tenant.locator('.label-name').click();
  await allow();
  await tenant.waitFor({ state: 'detached' });
  const asked = desk.questions().filter(({ what }) => what === 'create');
  expect(asked.map(({ account, scopes }) => [account, scopes?.at(-1)])).toEqual([['alice', `VSCODE_TENANT:${tenants.fabrikam}`]]);
  expect(desk.accounts.sessions.map(({ tenant: id }) => id)).toEqual([tenants.contoso, tenants.fabrikam]);
});

test('a claims challenge is asked about once, and the request sent once more', async () => {
  const claims = Buffer.from('{"access_token":{"acrs":{"essential":true,"value":"c1"}}}').toString('base64');
  const challenge = `Bearer realm="", error="insufficient_claims", claims="${claims}"`;
  const before = (await desk.requests()).length;
  await desk.fault({
    method: 'GET',
    path: String.raw`^/subscriptions\?`,
    status: 401,
    headers: { 'www-authenticate': challenge },
    times: 1,
  });
  desk.questions();
  await workbench.run('Azure DR: Refresh');
  await allow();
  await expect
    .poll(async () =>
      (await desk.requests())
        .slice(before)
        .filter(isSubscriptions)
        .map(({ status }) => status),
    )
    .toContain(401);
  await idle();
  const asked = desk.questions();
  expect(asked.filter(({ what }) => what === 'createFromChallenge')).toHaveLength(1);
  const statuses = (await desk.requests())
    .slice(before)
    .filter(isSubscriptions)
    .map(({ status }) => status);
  expect(statuses.filter((status) => status === 401)).toHaveLength(1);
  await workbench.sideBar.getByText(scope).waitFor();
  expect(await workbench.toasts.allInnerTexts()).toEqual([]);
});

test('a second account is picked from VS Code’s own list', async () => {
  desk.change({ next: 'bob' });
  await reading(async () => {
    await workbench.run('Azure DR: Sign In');
    await allow();
    await workbench.pick('Sign in to another account');
    await expect.poll(() => desk.accounts.sessions.some(({ account }) => account === 'bob')).toBe(true);
  });
  expect(new Set(desk.accounts.sessions.map(({ account }) => account))).toEqual(new Set(['alice', 'bob']));
  // Both see the same: every subscription stands there once.
  await workbench.sideBar.getByText(scope).waitFor();
  expect(await workbench.row('Contoso Production').count()).toBe(1);
});

test('an expired session leaves the rows and offers the sign-in', async () => {
  desk.change({ sessions: [], next: 'alice' });
  await workbench.sideBar.getByText(/(ago|just now) · not signed in$/).waitFor();
  await workbench.row('Contoso Production').waitFor();
  expect(await workbench.toasts.allInnerTexts()).toEqual([]);
  await workbench.run('Azure DR: Refresh');
  await workbench.page.locator('.notifications-toasts').getByText('You are not signed in to Azure.').waitFor();
  await workbench.page.locator('.notifications-toasts').getByRole('button', { name: 'Sign In' }).click();
  await allow();
  await workbench.sideBar.getByText(scope).waitFor();
  expect(desk.accounts.sessions.map(({ account }) => account)).toEqual(['alice']);
  await idle();
});

test('of the picked subscriptions alone the machines are read, of all the vaults', async () => {
  await workbench.run('Azure DR: Select Subscriptions…');
  await workbench.picks.nth(2).waitFor();
  await reading(async () => {
    for (const name of ['Contoso Production', 'Contoso Shared Services']) await workbench.picks.filter({ hasText: name }).click();
    await workbench.page.keyboard.press('Enter');
  });
  await workbench.sideBar.getByText(/ · 1 subscription · \d+ machines · just now$/).waitFor();
  expect(await workbench.read(workbench.row('2 more subscriptions'))).toMatchObject({ description: 'not selected' });
  // Its vault is in another subscription.
  const machine = await devWeb();
  expect(machine.icon).toBe('pass');
  expect(machine.description).toMatch(/^RPO /);
});

test('a vault that may not be read makes its machines unknown, and How to Fix names role and scope', async () => {
  const body = { error: { code: 'AuthorizationFailed', message: 'The client does not have authorization to perform action.' } };
  const refused = { status: 403, body, times: 100_000 };
  await desk.fault({ ...refused, method: 'POST', path: '/providers/Microsoft.ResourceGraph/resources' });
  await desk.fault({ ...refused, method: 'GET', path: '/vaults/[^/]+/replicationProtectedItems' });
  await reading(() => workbench.run('Azure DR: Refresh'));
  await workbench.sideBar.getByText(/ · incomplete$/).waitFor();
  const machine = await devWeb();
  expect(machine.icon).toBe('question');
  expect(machine.description).not.toMatch(/not replicated/);
  await workbench.run('Azure DR: How to Fix');
  await workbench.markdown.getByRole('heading', { level: 2, name: 'Site Recovery Reader' }).first().waitFor();
  expect(await workbench.markdown.locator('body').innerText()).toMatch(/Scope\s+\/subscriptions\/.+\/vaults\//i);
  await workbench.run('View: Close All Editors');
});

test('after a restart the kept inventory stands there, without any sign-in', async () => {
  await window[Symbol.asyncDispose]();
  desk.change({ sessions: [] });
  desk.questions();
  await openDesk();
  await workbench.sideBar.getByText(/ · 1 subscription · \d+ machines · kept, .+ old · not signed in · incomplete$/).waitFor();
  await workbench.row('Contoso Dev').waitFor();
  expect(desk.questions().filter(({ what }) => what !== 'get')).toEqual([]);
  expect(await workbench.page.getByRole('dialog').count()).toBe(0);
  expect(await workbench.toasts.allInnerTexts()).toEqual([]);
  await workbench.titleAction('Sign In').waitFor({ state: 'attached' });
});

test('closing Azure forgets what is kept of it', async () => {
  await workbench.run('Azure DR: Close Azure');
  await workbench.sideBar.getByRole('button', { name: 'Sign in to Azure' }).waitFor();
  await window[Symbol.asyncDispose]();
  await openDesk();
  await workbench.sideBar.getByRole('button', { name: 'Sign in to Azure' }).waitFor();
  expect(await workbench.rows.count()).toBe(0);
});

async function devWeb(): Promise<Awaited<ReturnType<Workbench['read']>>> {
  await workbench.filter('dev-web-01');
  await workbench.page.keyboard.press('Enter');
  await workbench.row('dev-web-01').waitFor();
  const row = await workbench.read(workbench.row('dev-web-01'));
  await workbench.run('Azure DR: Clear Filter');
  await workbench.sideBar.getByText('machines shown').or(workbench.sideBar.getByText('1 machine shown')).waitFor({ state: 'detached' });
  return row;
}

/** Does something that makes the extension read, and waits until it has. */
async function reading(act: () => Promise<void>): Promise<void> {
  const before = (await desk.requests()).length;
  await act();
  await expect.poll(async () => (await desk.requests()).length, { timeout: 30_000 }).toBeGreaterThan(before);
  await idle();
}

/** Says yes if VS Code asks: it remembers who may use which account. */
async function allow(): Promise<void> {
  const button = workbench.page.getByRole('dialog').getByRole('button', { name: 'Allow' });
  await button.waitFor({ timeout: 5000 }).then(
    () => button.click(),
    () => {},
  );
}

/** Until nothing is being read any more, for a while: after a sign-in one reading may follow another. */
async function idle(): Promise<void> {
  for (let before = -1, now = 0; now !== before; before = now, now = (await desk.requests()).length) {
    await sleep(1000);
    await workbench.titleAction('Cancel Refresh').waitFor({ state: 'detached', timeout: 60_000 });
  }
}

function isSubscriptions({ path: of }: { readonly path: string }): boolean {
  return /^\/subscriptions\/?($|\?)/.test(of);
}
