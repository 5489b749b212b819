import { beforeAll, expect, test } from 'vitest';
import type { Workbench } from '../host/workbench.ts';
import { AzureSitting } from './azureSitting.ts';

// One sitting: windows go in the middle of operations, and the next ones go on with them, though nobody opens our views.

const drillPosts = /\/testFailover$/;
const cleanUpPosts = /\/testFailoverCleanup$/;
const jobReads = /\/replicationJobs\//;
/** Longer than any job of these. */
const jobSeconds = 1200;

const sitting = new AzureSitting('reload', 30_000);
let workbench: Workbench;
beforeAll(() => {
  ({ workbench } = sitting);
});

test('a window is reloaded in the middle of a test failover: the next one goes on, tells the end once, and sends nothing twice', async () => {
  await drill('web-01');
  await leaveTheView();
  await workbench.run('Developer: Reload Window');
  await followedAgain();
  expect(await workbench.toasts.allInnerTexts()).toEqual([]);
  await sitting.desk.advance(jobSeconds);
  await sitting.told('The test machine runs: web-01.');
  expect(await sent(drillPosts)).toBe(1);
  await workbench.openContainer();
  await sitting.operation(/^web-01, test failover · running after \d/).waitFor();
});

test('all is killed in the middle of a clean-up, and started again: so does the next one', async () => {
  await workbench.run('Azure DR: Clean Up Test Failover…');
  await workbench.pick('web-01');
  await workbench.quickInput.getByText('Clean up the test failover of web-01?').waitFor();
  await workbench.enter();
  await sitting.operation(/^web-01, clean-up of the test failover · Prerequisites check for test failover cleanup/).waitFor();
  await leaveTheView();
  await sitting.desk.editor.killAndRestart();
  await sitting.openAgain();
  ({ workbench } = sitting);
  await followedAgain();
  await sitting.desk.advance(jobSeconds);
  await sitting.told('Test failover cleaned up: web-01.');
  expect(await sent(cleanUpPosts)).toBe(1);
});

test('who is signed out at the start is not asked: it waits, says so, and goes on after the sign-in', async () => {
  await workbench.openContainer();
  await drill('web-05');
  const { accounts } = sitting.desk;
  sitting.desk.questions();
  sitting.desk.change({ sessions: [] });
  await workbench.run('Developer: Reload Window');
  await sitting.operation(/^web-05, test failover · paused/).waitFor();
  await sitting.operation(/^You are not signed in to Azure\. Sign in to go on\./).waitFor();
  await sitting.picture('paused');
  expect(await workbench.toasts.allInnerTexts()).toEqual([]);
  expect(await sitting.dialog.count()).toBe(0);
  expect(sitting.desk.questions().filter(({ what }) => what !== 'get')).toEqual([]);
  sitting.desk.change({ sessions: accounts.sessions });
  await sitting.operation(/^web-05, test failover · .*\(\d\/\d\)/).waitFor();
  await sitting.desk.advance(jobSeconds);
  await sitting.told('The test machine runs: web-05.');
  expect(await sent(drillPosts)).toBe(2);
});

test('a test that stays open for more than a day is flagged with its age, and its finding leads to the clean-up', async () => {
  await sitting.desk.advance(26 * 3600);
  await workbench.run('Azure DR: Refresh');
  await workbench.filter('web-05');
  await workbench.sideBar.getByText('“web-05”').waitFor();
  await workbench.enter();
  await expect.poll(async () => workbench.read(sitting.machine('web-05'))).toMatchObject({ description: /^test failover open for 26 h/ });
  await workbench.run('Azure DR: Explain Finding');
  await workbench.pick('DR-DRL-003');
  await workbench.pick('web-05');
  await sitting.picture('open-test');
  await workbench.markdown.getByRole('link', { name: 'Clean Up Test Failover…' }).click();
  await workbench.quickInput.getByText('Clean up the test failover of web-05?').waitFor();
  await workbench.enter();
  await sitting.operation(/^web-05, clean-up of the test failover · Prerequisites check/).waitFor();
  await sitting.desk.advance(jobSeconds);
  await sitting.told('Test failover cleaned up: web-05.');
  await expect.poll(async () => (await workbench.read(sitting.machine('web-05'))).description).not.toContain('open');
  expect(await sent(cleanUpPosts)).toBe(2);
});

/** Begins a test failover; resolves when it is at a task. */
async function drill(name: string): Promise<void> {
  await sitting.beginTestFailover(name);
  // The network is made before.
  const atWork = sitting.operation(new RegExp(String.raw`^${name}, test failover · .*\(\d/\d\)`));
  const isAtWork = async (): Promise<boolean> => {
    await sitting.desk.advance(20);
    return atWork.isVisible();
  };
  await expect.poll(isAtWork, { interval: 2000 }).toBe(true);
}

/** The next window shows another view. */
async function leaveTheView(): Promise<void> {
  await workbench.page.getByRole('tab', { name: 'Explorer' }).first().click();
  await workbench.pane('Operations').waitFor({ state: 'hidden' });
}

/** A window reads the job that an earlier one has begun. */
async function followedAgain(): Promise<void> {
  const before = await sent(jobReads);
  await expect.poll(() => sent(jobReads), { timeout: 60_000 }).toBeGreaterThan(before);
}

async function sent(path: RegExp): Promise<number> {
  return (await sitting.desk.requests()).filter((request) => path.test(request.path)).length;
}
