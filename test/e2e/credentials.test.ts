import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Workbench } from '../host/workbench.ts';
import { AzureDesk } from './signIn.ts';

const read = /^Azure at 127\.0\.0\.1:\d+ · \d+ subscriptions · \d+ machines · just now$/;

/** The audience of the desk's private cloud. */
const audience = 'https://management.dr.example';

async function openWorkbench(desk: AzureDesk, stack: AsyncDisposableStack): Promise<Workbench> {
  const { page } = stack.use(await desk.window());
  const workbench = new Workbench(page);
  await workbench.openContainer();
  await workbench.widenSideBar();
  return workbench;
}

test('azureCli: without a login its words, with one Azure, and nobody is asked; a slow reading can be given up', async () => {
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(path.join(tmpdir(), 'dr-az-'));
  stack.defer(() => rmSync(folder, { recursive: true }));
  const [login, asked] = [path.join(folder, 'login.json'), path.join(folder, 'asked')];
  // Stands in for Azure CLI: writes down what it is asked, and answers as `az account get-access-token` does before and after `az login`.
  const az = `#!/bin/sh\necho "$@" >> '${asked}'\ncat '${login}' 2>/dev/null && exit 0\necho "Please run 'az login' to setup account." >&2\nexit 1\n`;
  writeFileSync(path.join(folder, 'az'), az, { mode: 0o755 });
  const desk = stack.use(
    await AzureDesk.open({
      sandbox: ['--vms', '300', '--subscriptions', '200'],
      settings: { 'azureDr.credential': 'azureCli' },
      // As when VS Code is started in a terminal: else it takes the PATH of a login shell.
      env: () => ({ VSCODE_CLI: '1', PATH: `${folder}${path.delimiter}${process.env['PATH'] ?? ''}` }),
    }),
  );
  const workbench = await openWorkbench(desk, stack);

  await workbench.sideBar.getByRole('button', { name: 'Sign in to Azure' }).click();
  await workbench.page.locator('.notifications-toasts').getByText('Azure CLI has no login that gives a token.').waitFor();
  expect(readFileSync(asked, 'utf8')).toContain(`--resource ${audience}`);
  expect(await desk.requests()).toEqual([]);

  const token = `${encode({ alg: 'none' })}.${encode({ tid: '5a4d0b0c-1111-4222-8333-444444444444' })}.none`;
  const expiresOn = Math.floor(Date.now() / 1000) + 3600;
  writeFileSync(login, JSON.stringify({ accessToken: token, expires_on: expiresOn, tokenType: 'Bearer' }));
  await workbench.run('Azure DR: Refresh');
  await workbench.sideBar.getByText(read).waitFor();
  expect(desk.questions()).toEqual([]);
  expect(desk.log()).not.toContain(token);

  // Two lists a subscription, 64 at a time: many seconds.
  const answerAfterMs = 2000;
  await desk.fault({ path: 'Microsoft.Resources/links|statusOnly', delayMs: answerAfterMs, times: 100_000 });
  const before = (await desk.requests()).length;
  await workbench.run('Azure DR: Refresh');
  await expect.poll(async () => (await desk.requests()).length).toBeGreaterThan(before);
  await workbench.clickTitleAction('Cancel Refresh');
  await workbench.titleAction('Cancel Refresh').waitFor({ state: 'detached' });
  const cancelled = Date.now();
  // A request is logged when it is answered, with the time when it came.
  await sleep(3 * answerAfterMs);
  const since = (await desk.requests()).slice(before);
  expect(since.filter(({ time }) => Date.parse(time) > cancelled + 100)).toEqual([]);
  expect(since.length).toBeLessThan(2 * 200);
  await workbench.sideBar.getByText(/^Azure at .+ · 200 subscriptions · \d+ machines · /).waitFor();
});

test('environment: a service principal signs in where AZURE_AUTHORITY_HOST says', async () => {
  await using stack = new AsyncDisposableStack();
  const desk = stack.use(
    await AzureDesk.open({
      settings: { 'azureDr.credential': 'environment' },
      env: ({ url, tenantId }) => ({
        AZURE_AUTHORITY_HOST: url,
        AZURE_TENANT_ID: tenantId,
        AZURE_CLIENT_ID: '11111111-2222-4333-8444-555555555555',
        AZURE_CLIENT_SECRET: 'not-a-real-one',
      }),
    }),
  );
  const workbench = await openWorkbench(desk, stack);
  await workbench.sideBar.getByRole('button', { name: 'Sign in to Azure' }).click();
  await workbench.sideBar.getByText(read).waitFor();
  const tokens = (await desk.requests()).filter(({ path: of }) => /\/oauth2\/v2\.0\/token/.test(of));
  expect(tokens).toMatchObject([{ method: 'POST', status: 200 }]);
  expect(desk.questions()).toEqual([]);
  expect(desk.log()).not.toMatch(/not-a-real-one|eyJ/);
  expect(await workbench.toasts.allInnerTexts()).toEqual([]);
});

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
