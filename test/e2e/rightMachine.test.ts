import { beforeAll, expect, test } from 'vitest';
import type { Workbench } from '../host/workbench.ts';
import { SandboxSitting } from './sandboxSitting.ts';

// One sitting: what keeps a person from changing another machine than they mean.
const sitting = new SandboxSitting('right-machine', 60_000);
let workbench: Workbench;
beforeAll(() => {
  ({ workbench } = sitting);
});

test('machines of one name are told apart in lists, on rows and in what is asked', async () => {
  await workbench.run('Azure DR: Disable Replication…');
  const { quickInput, picks } = workbench;
  await quickInput.getByPlaceholder('Type a part of the machine’s name').fill('report-01');
  await expect.poll(async () => picks.count()).toBe(2);
  await sitting.picture('namesakes');
  await picks.filter({ hasText: 'rg-reports-weu' }).click();
  await sitting.dialog.getByText('Stop replicating report-01?').waitFor();
  await sitting.dialog.getByText('In the resource group rg-reports-weu.').waitFor();
  await sitting.dialog.getByRole('button', { name: 'Keep Replicating' }).click();
  await workbench.filter('report-01');
  await workbench.enter();
  await expect.poll(async () => sitting.machine('report-01').count()).toBe(2);
  for (const group of ['rg-app-weu', 'rg-reports-weu']) {
    expect(await sitting.machine('report-01').filter({ hasText: group }).count()).toBe(1);
  }
  await workbench.run('Azure DR: Clear Filter');
});

test('to fail back, no machine is offered where none has failed over and is protected again', async () => {
  await workbench.run('Azure DR: Fail Back…');
  await workbench.quickInput.getByText('Fail Back', { exact: true }).waitFor();
  await workbench.quickInput.getByPlaceholder('No machine offers this now; pick one to learn why').waitFor();
  await workbench.page.keyboard.press('Escape');
  await workbench.quickInput.waitFor({ state: 'hidden' });
});

test('a failover that is tried again asks for the machine’s name again', async () => {
  await workbench.run('Azure DR: Fail Over…');
  await workbench.pick('app-03');
  await workbench.markdown.getByText('This failover would fail:').waitFor();
  await workbench.markdown.getByRole('link', { name: 'Fail Over app-03…' }).click();
  await workbench.quickInput.getByText('Fail over app-03?').waitFor();
  await workbench.type('app-03');
  await workbench.enter();
  await sitting.told(/app-03, failover failed: /);
  // Why, without another click.
  await sitting.operation(/^It means: The target region has no room for the machine/).waitFor();
  await workbench.run('Azure DR: Retry Operation');
  await workbench.pick('app-03');
  await sitting.dialog.getByRole('button', { name: 'Fail Over' }).click();
  await workbench.quickInput.getByText('Type app-03 to go on.').waitFor();
  await workbench.page.keyboard.press('Escape');
  await workbench.quickInput.waitFor({ state: 'hidden' });
});
