import { expect, test } from 'vitest';
import { Workbench } from '../host/workbench.ts';
import { AzureDesk } from './signIn.ts';

test('in Restricted Mode the audit works, and the folder’s word about endpoint and sign-in is ignored', async () => {
  await using desk = await AzureDesk.open({
    restricted: true,
    workspaceSettings: {
      'azureDr.endpoint': 'https://127.0.0.1:1',
      'azureDr.audience': 'https://evil.example',
      'azureDr.credential': 'environment',
      'azureDr.tenant': 'evil.example',
    },
  });
  await using window = await desk.window();
  const workbench = new Workbench(window.page);
  await workbench.page.getByText('Restricted Mode').first().waitFor();
  await workbench.openContainer();
  await workbench.widenSideBar();
  await workbench.sideBar.getByRole('button', { name: 'Sign in to Azure' }).click();
  await workbench.page.getByRole('dialog').getByRole('button', { name: 'Allow' }).click();
  await workbench.sideBar.getByText(/^Azure at 127\.0\.0\.1:\d+ · 3 subscriptions/).waitFor();
  expect(new URL(desk.sandbox.url).host).not.toBe('127.0.0.1:1');
  const asked = desk.questions().flatMap(({ scopes }) => scopes ?? []);
  expect(new Set(asked)).toContain('https://management.dr.example/.default');
  expect(asked.filter((scope) => scope.includes('evil'))).toEqual([]);
  expect(await workbench.toasts.allInnerTexts()).toEqual([]);
});
