import { beforeAll, expect, test } from 'vitest';
import type { Workbench } from '../host/workbench.ts';
import { SandboxSitting } from './sandboxSitting.ts';

// One sitting: three machines are replicated, two of them drilled; one test stays open and is seen, then cleaned up; one replication is ended.
const names = ['sql-01', 'batch-01', 'fs-02'] as const;
/** The sandbox's time runs fast meanwhile, but a first copy still takes the better part of a minute. */
const operationMs = 100_000;

const sitting = new SandboxSitting('enable', operationMs);
let workbench: Workbench;
beforeAll(() => {
  ({ workbench } = sitting);
});

test('three machines are picked; the wizard is gone through, back and with Enter, to the preview', async () => {
  await workbench.run('Azure DR: Enable Replication…');
  await workbench.quickInput.getByPlaceholder('Machines to replicate').waitFor();
  for (const name of names) {
    await workbench.quickInput.locator('input[type=text]').fill(name);
    await workbench.picks.filter({ hasText: name }).first().click();
  }
  await workbench.quickInput.getByText('3 Selected').waitFor();
  await sitting.picture('machines');
  await workbench.enter();
  await workbench.quickInput.getByText('Enable replication: 3 machines').waitFor();
  await sitting.picture('start');
  await workbench.pick('Choose step by step…');
  await workbench.picks.filter({ hasText: 'North Europe' }).filter({ hasText: 'pair' }).waitFor();
  await sitting.picture('region');
  await workbench.enter();
  await workbench.quickInput.getByPlaceholder('Subscription of what a failover makes').waitFor();
  await workbench.quickInput.getByRole('button', { name: 'Back' }).click();
  await workbench.picks.filter({ hasText: 'North Europe' }).waitFor();
  await workbench.quickInput.getByRole('button', { name: 'Back' }).click();
  await workbench.pick('Use the defaults');
  const page = workbench.markdown;
  await page.getByRole('heading', { name: 'Enable replication of 3 machines' }).waitFor();
  await page.getByRole('link', { name: 'Enable Replication' }).waitFor();
  const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
  expect(headings).toEqual(['Checks', 'What is made', 'What it costs', 'What happens']);
  await sitting.picture('preview');
});

test('the preview starts it; rows show progress until the machines are protected', async () => {
  await workbench.markdown.getByRole('link', { name: 'Enable Replication' }).click();
  await workbench.markdown.getByText('It has begun.').waitFor();
  await expect.poll(async () => (await workbench.read(sitting.machine('sql-01'))).icon).toBe('loading');
  await sitting.picture('progress');
  await sitting.told('Replicated and protected');
  for (const name of names) {
    await show(name);
    await expect
      .poll(async () => (await workbench.read(sitting.machine(name))).description, { timeout: operationMs })
      .toMatch(/^RPO \d+ (min|s) · never drilled/);
  }
  await sitting.picture('protected');
});

test('two are drilled: one test is cleaned up, the other stays open and is seen', async () => {
  await drill('sql-01');
  await cleanUp('sql-01');
  await expect.poll(async () => (await workbench.read(sitting.machine('sql-01'))).description).toMatch(/^RPO .* drilled .* ago/);
  await drill('batch-01');
  expect((await workbench.read(sitting.machine('batch-01'))).icon).toBe('beaker');
  await sitting.picture('open-test');
  await cleanUp('batch-01');
});

test('the replication of one ends, and it is not replicated again', async () => {
  await workbench.run('Azure DR: Disable Replication…');
  await workbench.pick('fs-02');
  const { dialog } = sitting;
  await dialog.getByText('its replica disks and all its recovery points are deleted').waitFor();
  await sitting.picture('disable');
  await dialog.getByRole('button', { name: 'Disable Replication' }).click();
  await sitting.told('Not replicated any more: fs-02.');
  await show('fs-02');
  await expect.poll(async () => (await workbench.read(sitting.machine('fs-02'))).description).toMatch(/^not replicated/);
});

test('a disk that was left out is replicated as well', async () => {
  await show('dwh-02');
  expect((await workbench.read(sitting.machine('dwh-02'))).description).toContain('not replicated');
  await workbench.run('Azure DR: Add Disk to Replication…');
  await workbench.pick('dwh-02');
  await sitting.dialog.getByRole('button', { name: 'Add Disk' }).click();
  await sitting.told('A further disk is replicated: dwh-02.');
  await expect.poll(async () => (await workbench.read(sitting.machine('dwh-02'))).description).not.toContain('not replicated');
  await sitting.picture('disk');
});

/** Leaves one machine in the view, with its group open. */
async function show(name: string): Promise<void> {
  await workbench.filter(name);
  await workbench.sideBar.getByText(`“${name}”`).waitFor();
  await workbench.enter();
  await workbench.quickInput.waitFor({ state: 'hidden' });
  await sitting.machine(name).waitFor();
}

async function drill(name: string): Promise<void> {
  await sitting.beginTestFailover(name);
  await sitting.told(`The test machine runs: ${name}.`);
  await show(name);
  await expect.poll(async () => (await workbench.read(sitting.machine(name))).description).toMatch(/^test failover open/);
}

async function cleanUp(name: string): Promise<void> {
  await workbench.run('Azure DR: Clean Up Test Failover…');
  await workbench.pick(name);
  await workbench.quickInput.getByText(`Clean up the test failover of ${name}?`).waitFor();
  await workbench.type('looked at');
  await workbench.enter();
  await sitting.told(`Test failover cleaned up: ${name}.`);
}
