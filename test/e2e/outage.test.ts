import { beforeAll, expect, test } from 'vitest';
import { wantedTheme } from '../host/servedEditor.ts';
import type { Workbench } from '../host/workbench.ts';
import { SandboxSitting } from './sandboxSitting.ts';

// One sitting: a region fails, two machines are failed over, one is committed, the other gets another recovery point; the region is up again,
// both are re-protected, failed back, and protected once more. The pictures of docs/outage.md (docs/outage) are taken from those of the light
// theme; DR_THEME chooses another.
const theme = wantedTheme();
const machines = ['web-01', 'web-05'] as const;

/** The sandbox's time runs fast, but a failover still takes some seconds. */
const operationMs = 90_000;
/** For rows that find their place. */
const settleMs = 1500;
/** The first copy back takes an hour of the sandbox's time. */
const copyMs = 240_000;

const sitting = new SandboxSitting(`outage-${theme}`, operationMs, theme);
let workbench: Workbench;
beforeAll(() => {
  ({ workbench } = sitting);
});

async function describedBy(name: string): Promise<string> {
  return (await workbench.read(sitting.machine(name))).description;
}

/** Selects both machines, whose rows move while they are filtered and read again, and chooses from their menu. */
async function choose(title: string): Promise<void> {
  await workbench.page.waitForTimeout(settleMs);
  for (const name of machines) {
    const isSelected = (await sitting.machine(name).getAttribute('aria-selected')) === 'true';
    if (!isSelected) await sitting.machine(name).click({ modifiers: ['ControlOrMeta'] });
    await expect.poll(() => sitting.machine(name).getAttribute('aria-selected')).toBe('true');
  }
  await workbench.chooseFromMenu(sitting.machine(machines[1]), title);
}

async function filterMachines(): Promise<void> {
  await workbench.filter('web-0');
  await workbench.sideBar.getByText('“web-0”').waitFor();
  await workbench.enter();
  await sitting.machine(machines[0]).waitFor();
}

test('a region of the sandbox fails, and the tree says so before all else', async () => {
  await workbench.run('Azure DR: Sandbox: Fail a Region…');
  await workbench.pick('westeurope');
  await sitting.machine('westeurope is down').waitFor();
  expect(await describedBy('westeurope is down')).toMatch(/^rehearsed in the sandbox, since \d+ s$/);
  await sitting.picture('down');
});

test('a reading that gets no answer from there leaves every machine its row, and says what could not be read', async () => {
  await workbench.run('Azure DR: Refresh');
  await workbench.sideBar.getByText(/· incomplete$/).waitFor();
  await sitting.picture('read-again');
  await filterMachines();
  for (const name of machines) expect(await describedBy(name)).toMatch(/westeurope ▸ northeurope$/);
  await workbench.run('Azure DR: Clear Filter');
  await workbench.filter('crm-01');
  await workbench.enter();
  // Its old machine was deleted: there is nothing to re-protect from.
  await expect.poll(() => describedBy('crm-01')).toMatch(/^failed over to northeurope .+ ago, not re-protected, source machine not found$/);
  await sitting.machine('crm-01').click({ button: 'right' });
  await workbench.page.getByRole('menuitem', { name: 'Disable Replication…' }).waitFor();
  expect(await workbench.page.getByRole('menuitem', { name: 'Re-protect…' }).count()).toBe(0);
  await workbench.page.keyboard.press('Escape');
  await workbench.run('Azure DR: Clear Filter');
});

test('what a failover makes is changed beforehand: another size, another address', async () => {
  await workbench.run('Azure DR: Update Failover Settings…');
  await workbench.pick('web-05');
  await workbench.quickInput.getByText('Failover settings of web-05').waitFor();
  await workbench.pick('Size');
  await workbench.quickInput.getByPlaceholder('Sizes that the subscription may have there').waitFor();
  await workbench.picks.nth(1).waitFor();
  await sitting.picture('sizes');
  const size = await workbench.picks.nth(1).locator('.label-name').first().innerText();
  await workbench.picks.nth(1).click();
  await workbench.quickInput.getByText(`▸ ${size}`).waitFor();
  // The list of networks fails with the region that is down; Resource Graph knows them.
  await workbench.pick('Network');
  await workbench.quickInput.getByPlaceholder('Networks of the target region').waitFor();
  await workbench.pick('vnet-dr-neu');
  await workbench.pick('Address of web-05-nic');
  await workbench.pick('snet-app');
  await workbench.quickInput.getByText('Private IPv4 address').waitFor();
  await workbench.type('10.101.1.77');
  await workbench.enter();
  await workbench.quickInput.getByText('▸ 10.101.1.77 in snet-app').waitFor();
  await sitting.picture('settings');
  await workbench.pick('Change Settings…');
  await sitting.dialog.getByRole('button', { name: 'Change Settings' }).click();
  await sitting.told(/Failover settings changed: web-05/);
}, 150_000);

test('the cockpit tells what a failover of two machines would mean, with nothing asked of the region that is down', async () => {
  await filterMachines();
  await choose('Fail Over…');
  const page = workbench.markdown;
  await page.getByRole('heading', { name: 'Failover of 2 machines' }).waitFor();
  await page.getByRole('cell', { name: 'nothing known' }).nth(1).waitFor();
  await sitting.picture('cockpit');
  await page.getByRole('link', { name: 'Choose Another Point…' }).nth(1).click();
  await workbench.quickInput.getByText('Recovery point of web-05').waitFor();
  await sitting.picture('points');
  await workbench.pick('Newest app-consistent');
  await page.getByRole('cell', { name: /^● Newest app-consistent/ }).waitFor();
});

test('both fail over once their number is typed', async () => {
  const page = workbench.markdown;
  await page.getByRole('link', { name: 'Fail Over 2 Machines…' }).click();
  await workbench.quickInput.getByText('Fail over 2 machines?').waitFor();
  await workbench.type('fail over');
  await sitting.picture('typed');
  await workbench.type(' 2 machines');
  await workbench.enter();
  // It may be over before the page is shown anew.
  const isUnderWay = page.getByText(/failover: .+\(\d\/\d\)/).or(page.getByText('web-01 runs in northeurope.'));
  await isUnderWay.first().waitFor({ timeout: operationMs });
  await sitting.picture('running');
  await sitting.told(/Failed over: web-0\d, web-0\d/);
  for (const name of machines) await expect.poll(() => describedBy(name)).toMatch(/^failed over to northeurope .+ ago, not committed$/);
  await page.getByText('web-01 runs in northeurope.').waitFor();
  await sitting.picture('failed-over');
}, 150_000);

test('one is committed from its row, the other gets another recovery point', async () => {
  const [committed, changed] = machines;
  // Else it would be about both.
  await sitting.machine(committed).click();
  await sitting.act(sitting.machine(committed), 'Commit Failover…');
  await sitting.dialog.getByText('all other points are deleted').waitFor();
  await sitting.picture('commit');
  await sitting.dialog.getByRole('button', { name: 'Commit', exact: true }).click();
  await sitting.told(/Failover committed: web-01/);
  await expect.poll(() => describedBy(committed)).toMatch(/^failed over to northeurope .+ ago, not re-protected$/);

  await workbench.chooseFromMenu(sitting.machine(changed), 'Change Recovery Point…');
  await workbench.quickInput.getByText(`Recovery point of ${changed}`).waitFor();
  await workbench.picks.first().waitFor();
  await sitting.picture('other-points');
  await workbench.picks.nth(2).click();
  await sitting.dialog.getByRole('button', { name: 'Change Recovery Point' }).click();
  await sitting.told(/Recovery point changed: web-05/);
}, 150_000);

test('the outage ends, and both are re-protected', async () => {
  await workbench.run('Azure DR: Clear Filter');
  await sitting.act(sitting.machine('westeurope is down'), 'Sandbox: End Outage…');
  await sitting.machine('westeurope is down').waitFor({ state: 'detached' });
  await filterMachines();
  await choose('Re-protect…');
  await sitting.dialog.getByText('once its disks are copied').first().waitFor();
  await sitting.picture('reprotect');
  await sitting.dialog.getByRole('button', { name: 'Re-protect' }).click();
  await sitting.told(/Re-protected, in the other direction: web-0\d, web-0\d/, copyMs);
  for (const name of machines) await expect.poll(() => describedBy(name)).toMatch(/northeurope ▸ westeurope$/);
  await sitting.picture('reprotected');
}, 300_000);

test('both are failed back', async () => {
  await choose('Fail Back…');
  const page = workbench.markdown;
  // The page of the failover, which offers the same, makes room for one that is read anew.
  await page.getByText('What Azure knows of them is being read…').waitFor();
  await page.getByRole('link', { name: 'Fail Back 2 Machines…' }).click();
  await workbench.quickInput.getByText('Fail over 2 machines?').waitFor();
  await workbench.type('fail over 2 machines');
  await workbench.enter();
  await sitting.told(/Failed over: web-0\d, web-0\d/);
  for (const name of machines) await expect.poll(() => describedBy(name)).toMatch(/^failed over to westeurope .+ ago, not committed$/);
  await sitting.picture('failed-back');
}, 150_000);

test('protected once more they are where they began, and what stands still in the other region is no machine without protection', async () => {
  await choose('Re-protect…');
  await sitting.dialog.getByText('stays; its disks are copied').first().waitFor();
  await sitting.dialog.getByRole('button', { name: 'Re-protect' }).click();
  await sitting.told(/Re-protected, in the other direction: web-0\d, web-0\d/, copyMs);
  for (const name of machines) {
    await expect.poll(() => describedBy(name)).toMatch(/westeurope ▸ northeurope$/);
    expect(await sitting.machine(name).count()).toBe(1);
  }
  await sitting.picture('home');
}, 300_000);

test('the page for the night on which it happens opens from the palette, with its pictures', async () => {
  await workbench.run('Azure DR: When a Region Is Down');
  const page = workbench.markdown;
  await page.getByRole('heading', { name: 'When a region is down' }).waitFor();
  const pictureOnPage = page.getByRole('img', { name: 'The failover cockpit for two machines' });
  await expect.poll(() => pictureOnPage.evaluate((image) => Number(Reflect.get(image, 'naturalWidth')))).toBeGreaterThan(0);
  await sitting.picture('guide');
});
