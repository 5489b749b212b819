import { expect, test } from 'vitest';
import { AzureSitting } from './azureSitting.ts';

// An outage of Resource Manager that hits the lists of one subscription, seen by somebody who had everything on the screen an hour before.
const sitting = new AzureSitting('unread', 60_000);
const dev = 'b8829f5c-6d01-4fea-97d2-239126675bd1';
const error = { code: 'ServiceUnavailable', message: 'The service is unavailable.' };
const unread = /(\d+) machines? of 1 subscription could not be read again, as of \d{4}-\d\d-\d\d \d\d:\d\d UTC$/;

test('the machines of a subscription whose lists fail stay, and say how old they are', async () => {
  const { desk, workbench } = sitting;
  // Its machines would push the others out of sight.
  await workbench.row('Contoso Production').locator('.monaco-tl-twistie').click();
  await workbench.row('Contoso Dev').waitFor();
  const before = await workbench.read(workbench.row('Contoso Dev'));
  const count = /^\d+/.exec(before.description)?.[0];
  await desk.fault({
    path: 'Microsoft.ResourceGraph',
    status: 403,
    body: { error: { ...error, code: 'AuthorizationFailed' } },
    times: 100_000,
  });
  await desk.fault({ path: `/subscriptions/${dev}/providers/Microsoft.Compute/`, status: 500, body: { error }, times: 100_000 });
  await desk.advance(3600);
  await workbench.run('Azure DR: Refresh');
  await workbench.sideBar.getByText(unread).waitFor();
  // Those that are rebuilt stand apart from their subscription.
  expect(Number(unread.exec(await workbench.sideBar.getByText(unread).innerText())?.[1])).toBeGreaterThanOrEqual(Number(count));

  const group = await workbench.read(workbench.row('Contoso Dev'));
  expect(group.description).toMatch(new RegExp(`^${count} machines .*· ${count} could not be read again, as of `));
  const production = await workbench.read(workbench.row('Contoso Production'));
  expect(production.description).not.toContain('could not be read');
  await sitting.picture('rows');
});

test('a machine that was ready is not told as ready, but with what is known of it', async () => {
  const { workbench } = sitting;
  await workbench.filter('dev-web-01');
  await workbench.page.keyboard.press('Enter');
  await workbench.sideBar.getByText('1 machine shown').waitFor();
  const row = workbench.row('dev-web-01');
  await row.waitFor();
  const { icon, description } = await workbench.read(row);
  expect(icon).toBe('question');
  expect(description).toMatch(/^unknown: could not be read again · RPO .+ · drilled .+ ▸ .+ · as of \d{4}-\d\d-\d\d \d\d:\d\d UTC$/);
  await workbench.run('Azure DR: Clear Filter');
  await workbench.sideBar.getByText('1 machine shown').waitFor({ state: 'detached' });
});

test('in the next window they are as old as they were', async () => {
  const said = await sitting.workbench.sideBar.getByText(unread).innerText();
  await sitting.openAgain();
  const { workbench } = sitting;
  await workbench.openContainer();
  await workbench.sideBar.getByText(unread).waitFor();
  expect(unread.exec(await workbench.sideBar.getByText(unread).innerText())?.[0]).toBe(unread.exec(said)?.[0]);
});
