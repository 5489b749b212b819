import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import type { Workbench } from '../host/workbench.ts';
import { AzureSitting } from './azureSitting.ts';

// One sitting: what is in the way of operations, and how a person gets on.

const group = '/subscriptions/a087eaf3-00b3-4870-bf7e-47f6669ce301/resourceGroups/rg-data-weu';
const machine = `${group}/providers/Microsoft.Compute/virtualMachines/sql-01`;
const link = `${machine}/providers/Microsoft.Resources/links/ASR-Protect-old`;
const drills = /\/testFailover$/;
const enables = /\/replicationProtectedItems\/[^/]+$/;

const sitting = new AzureSitting('trouble', 30_000);
let workbench: Workbench;
beforeAll(() => {
  ({ workbench } = sitting);
});

test('a check that blocks has a button, which asks and takes the problem away', async () => {
  const targetId = `${group}/providers/Microsoft.RecoveryServices/vaults/rsv-gone`;
  await sitting.desk.put({
    id: link,
    name: 'ASR-Protect-old',
    type: 'Microsoft.Resources/links',
    properties: { sourceId: machine, targetId },
  });
  await workbench.run('Azure DR: Enable Replication…');
  await workbench.quickInput.getByPlaceholder('Machines to replicate').waitFor();
  await workbench.quickInput.locator('input[type=text]').fill('sql-01');
  await workbench.picks.filter({ hasText: 'sql-01' }).first().click();
  await workbench.enter();
  await workbench.pick('Use the defaults');
  const page = workbench.markdown;
  await page.getByText('1 machine is blocked.').waitFor();
  await sitting.picture('blocked');
  await page.getByRole('link', { name: 'Delete the link ASR-Protect-old…' }).click();
  await sitting.dialog.getByText('Only the mark of a replication that is gone is deleted').waitFor();
  await sitting.dialog.getByRole('button', { name: 'Delete the link ASR-Protect-old' }).click();
  await page.getByRole('link', { name: 'Enable Replication', exact: true }).waitFor();
  expect(await page.getByText('ASR-Protect-old').count()).toBe(0);
  expect(await sent('DELETE', /\/links\/ASR-Protect-old$/)).toEqual([200]);
});

test('a step that fails says why and what to do', async () => {
  await sitting.desk.fault({ operation: 'EnableDr', errorCode: '150097', times: 1 });
  await workbench.markdown.getByRole('link', { name: 'Enable Replication', exact: true }).click();
  await workbench.markdown.getByText('It has begun.').waitFor();
  // Room for the other view.
  await workbench.pane('Readiness').locator('.pane-header').click();
  await passing(() => workbench.toasts.filter({ hasText: /^sql-01, enable replication failed: / }).isVisible(), 120);
  await sitting.told(/sql-01, enable replication failed: /);
  const row = sitting.operation(/^sql-01, enable replication · failed/);
  await row.waitFor();
  await sitting.operation(/^Replicate sql-01 to northeurope, failed · 150097/).waitFor();
  await sitting.operation(/^It means: The target region has no room for the machine/).waitFor();
  await sitting.operation(/^What to do: .*choose another region/).waitFor();
  await sitting.picture('failed');
});

test('the jobs of its vault: the one that has failed is restarted, and cancelled while it runs', async () => {
  await sitting
    .operation(/^Jobs of rsv-dr-northeurope/)
    .locator('.monaco-tl-twistie')
    .click();
  await sitting.act(sitting.operation(/^Enable replication, sql-01 · failed/), 'Restart Job');
  const again = sitting.operation(/^Enable replication, sql-01 · runs/);
  await sitting.act(again, 'Cancel Job in Azure');
  await sitting.dialog.getByText('What a job has begun Azure takes back as far as it can.').waitFor();
  await sitting.picture('job');
  await sitting.dialog.getByRole('button', { name: 'Cancel in Azure' }).click();
  await passing(() => sitting.operation(/^Enable replication, sql-01 · cancelled/).isVisible(), 5);
  await sitting
    .operation(/^Jobs of rsv-dr-northeurope, \d+ jobs/)
    .locator('.monaco-tl-twistie')
    .click();
  expect(await sent('POST', /\/replicationJobs\/[^/]+\/(restart|cancel)$/)).toEqual([202, 202]);
});

test('Retry goes on from the step that failed', async () => {
  const row = sitting.operation(/^sql-01, enable replication · failed/);
  await sitting.act(row, 'Retry Operation');
  await sitting.dialog.getByRole('button', { name: 'Enable Replication' }).click();
  await passing(() => workbench.toasts.filter({ hasText: 'Replicated and protected: sql-01.' }).isVisible(), 600);
  await sitting.told('Replicated and protected: sql-01.');
  expect(await sent('PUT', enables)).toHaveLength(2);
  // Vault, fabrics, containers, policy and mappings are made once.
  expect(await sent('PUT', /\/replicationPolicies\/[^/]+$/)).toHaveLength(1);
});

test('an answer that was lost is asked about before anything is sent again', async () => {
  await sitting.desk.fault({ method: 'POST', path: String.raw`/testFailover\?`, reset: true });
  await workbench.run('Azure DR: Run Test Failover…');
  await workbench.pick('us-web-01');
  await workbench.pick('Latest processed');
  await workbench.pick('New isolated network');
  await sitting.dialog.getByRole('button', { name: 'Run Test Failover' }).click();
  const lost = 'us-web-01: the answer of Azure was lost, and no job tells whether it took the request.';
  await passing(() => workbench.toasts.filter({ hasText: lost }).isVisible());
  await sitting.told(lost);
  const row = sitting.operation(/^us-web-01, test failover · not known whether Azure took the request/);
  await sitting.act(row, 'Retry Operation');
  await sitting.dialog.getByText('If it did, Azure would do it a second time.').waitFor();
  await sitting.picture('lost');
  expect(await sent('POST', drills)).toEqual([0]);
  // Enter sends nothing.
  await expect.poll(async () => sitting.dialog.locator('.monaco-button:focus').innerText()).toBe('Show the Vault’s Jobs');
  await workbench.page.keyboard.press('Enter');
  await sitting.operation(/^Jobs of rsv-dr-.*, \d+ jobs?/).waitFor();
  await sitting.picture('lost-jobs');
  expect(await sent('POST', drills)).toEqual([0]);
  await sitting.act(row, 'Retry Operation');
  await sitting.dialog.getByRole('button', { name: 'Send Again' }).click();
  await sitting.operation(/^us-web-01, test failover · .*\(1\/\d\)/).waitFor();
  expect(await sent('POST', drills)).toEqual([0, 202]);
});

test('Cancel says what it does: following ends, and is taken up again; or the job is cancelled in Azure', async () => {
  await workbench.pane('Operations').hover();
  await workbench.pane('Operations').getByRole('button', { name: 'Collapse All' }).click();
  const running = sitting.operation(/^us-web-01, test failover · .*\(1\/\d\)/);
  await sitting.act(running, 'Cancel Operation');
  await sitting.dialog.getByText('Stop Following: nothing more is sent').waitFor();
  await sitting.dialog.getByText('Cancel in Azure: the job').waitFor();
  await sitting.picture('cancel');
  await sitting.dialog.getByRole('button', { name: 'Stop Following' }).click();
  const stopped = sitting.operation(/^us-web-01, test failover · not followed/);
  await stopped.waitFor();
  expect(await workbench.toasts.allInnerTexts()).toEqual([]);
  await sitting.act(stopped, 'Retry Operation');
  await running.waitFor();
  await sitting.act(running, 'Cancel Operation');
  await sitting.dialog.getByRole('button', { name: 'Cancel in Azure' }).click();
  await passing(() => workbench.toasts.filter({ hasText: /^us-web-01: .*cancelled/ }).isVisible());
  await sitting.told(/us-web-01: .*cancelled/);
  expect(await sent('POST', /\/replicationJobs\/[^/]+\/cancel$/)).toEqual([202, 202]);
  expect(await sent('POST', drills)).toEqual([0, 202]);
});

test('the records are exported: who, when, what, each step, the end', async () => {
  await workbench.run('Azure DR: Export Operation Records…');
  await workbench.quickInput.getByText('Export Operation Records').waitFor();
  await workbench.enter();
  await workbench.editorTabs.filter({ hasText: 'azure-dr-operations.json' }).waitFor();
  await sitting.picture('exported');
  const folder = new URL(sitting.desk.editor.url).searchParams.get('folder')!;
  const records = JSON.parse(readFileSync(path.join(folder, 'azure-dr-operations.json'), 'utf8')) as readonly Record<string, unknown>[];
  expect(records.map(({ kind, machine: name, outcome }) => [kind, name, outcome])).toEqual([
    ['test-failover', 'us-web-01', 'failed'],
    ['enable', 'sql-01', 'succeeded'],
    ['enable', 'sql-01', 'failed'],
  ]);
  expect(records[1]).toMatchObject({ who: expect.stringContaining('@') as string, startedAt: expect.stringMatching(/Z$/) as string });
});

/** Until something is so; Azure's time passes meanwhile, so many seconds a look. */
async function passing(is: () => Promise<boolean>, seconds = 30): Promise<void> {
  const look = async (): Promise<boolean> => {
    await sitting.desk.advance(seconds);
    return is();
  };
  await expect.poll(look, { interval: 1000, timeout: 60_000 }).toBe(true);
}

/** Status codes of these requests; 0: the connection was cut. */
async function sent(method: string, of: RegExp): Promise<readonly number[]> {
  const requests = await sitting.desk.requests();
  return requests.filter((request) => request.method === method && of.test(request.path)).map(({ status }) => status);
}
