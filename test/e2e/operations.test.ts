import { beforeAll, expect, test } from 'vitest';
import type { Workbench } from '../host/workbench.ts';
import { SandboxSitting } from './sandboxSitting.ts';

// One sitting: a machine is drilled, its test looked at and cleaned up, and its replication is ended.

/** The sandbox's time runs fast, but a job still takes some seconds. */
const operationMs = 60_000;

const sitting = new SandboxSitting('operations', operationMs);
let workbench: Workbench;
beforeAll(async () => {
  ({ workbench } = sitting);
  await filterWeb();
});

test('a machine is drilled: point, network, consequences, tasks, the open test', async () => {
  await workbench.run('Azure DR: Run Test Failover…');
  await workbench.pick('web-01');
  await workbench.quickInput.getByText('Recovery point of the test').waitFor();
  await sitting.picture('points');
  await workbench.pick('Latest processed');
  await workbench.quickInput.getByText('Network in northeurope for the test machine of web-01').waitFor();
  await sitting.picture('networks');
  await workbench.pick('New isolated network');
  const { dialog } = sitting;
  await dialog.getByText('The machine itself and its replication are not touched.').waitFor();
  await sitting.picture('confirm');
  await dialog.getByRole('button', { name: 'Run Test Failover' }).click();
  await sitting
    .operation(/Create test virtual machine/)
    .first()
    .waitFor({ timeout: operationMs });
  await sitting.picture('drill');
  expect((await workbench.read(sitting.machine('web-01'))).icon).toBe('loading');
  await sitting.told('The test machine runs: web-01.');
  await expect.poll(async () => (await workbench.read(sitting.machine('web-01'))).description).toMatch(/^test failover open/);
  await sitting.operation(/^web-01, test failover · running after \d/).waitFor();
  await sitting.picture('open');
});

test('the open test is cleaned up from its row', async () => {
  await sitting.act(sitting.machine('web-01'), 'Clean Up Test Failover…');
  await workbench.quickInput.getByText('Clean up the test failover of web-01?').waitFor();
  await sitting.picture('cleanup');
  await workbench.type('rehearsed');
  await workbench.enter();
  await sitting.told('Test failover cleaned up: web-01.');
  await expect
    .poll(async () => workbench.read(sitting.machine('web-01')))
    .toMatchObject({ icon: 'pass', description: /drilled \d+ s ago|drilled \d min ago/ });
  const ended = sitting.operation(/^web-01, clean-up of the test failover · done in/);
  if ((await ended.getAttribute('aria-expanded')) !== 'true') await ended.locator('.monaco-tl-twistie').click();
  await sitting.operation(/^Clean up the test virtual machine, succeeded, 1 min/).waitFor();
  await sitting.picture('cleaned');
});

test('replication is ended after its consequences were agreed to; keeping it is the default', async () => {
  await workbench.run('Azure DR: Disable Replication…');
  await workbench.pick('us-web-01');
  const { dialog } = sitting;
  await dialog.getByText('it does not come back if its region fails').waitFor();
  await sitting.picture('disable');
  await expect.poll(async () => dialog.locator('.monaco-button:focus').innerText()).toBe('Keep Replicating');
  await dialog.getByRole('button', { name: 'Disable Replication' }).click();
  await sitting.told('Not replicated any more: us-web-01.');
  await expect.poll(async () => (await workbench.read(sitting.machine('us-web-01'))).description).toMatch(/^not replicated/);
  await sitting.operation(/disable replication · done in/).waitFor();
  await workbench.run('Preferences: Toggle between Light/Dark Themes');
  await sitting.picture('dark');
});

test('a sandbox in which something was done begins anew only after a question', async () => {
  await workbench.run('Azure DR: Open the Sandbox');
  const { dialog } = sitting;
  await dialog.getByText(/what operations have changed in it is gone \(\d so far\)/).waitFor();
  await sitting.picture('anew');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await sitting.operation(/disable replication · done in/).waitFor();
  await workbench.run('Azure DR: Open the Sandbox');
  await dialog.getByRole('button', { name: 'Begin Anew' }).click();
  await expect.poll(() => sitting.operation(/done in/).count()).toBe(0);
  await sitting.machine('legacy-3').waitFor();
  await filterWeb();
  await expect.poll(async () => (await workbench.read(sitting.machine('us-web-01'))).description).toMatch(/^RPO/);
});

test('a sandbox ends with its window: the next one says what was under way in it', async () => {
  await sitting.beginTestFailover('web-01');
  await sitting.operation(/^web-01, test failover · .*\(\d\/\d\)/).waitFor();
  await workbench.run('Developer: Reload Window');
  await sitting.told('The sandbox ended with its window, and what was under way in it: web-01. It begins anew.');
  await workbench.row('Contoso Production').waitFor();
  await expect.poll(() => sitting.operation(/^web-01/).count()).toBe(0);
});

async function filterWeb(): Promise<void> {
  await workbench.filter('web-01');
  await workbench.sideBar.getByText('“web-01”').waitFor();
  await workbench.enter();
  await sitting.machine('web-01').waitFor();
}
