import { globSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { AzureDesk } from '../e2e/signIn.ts';
import { Workbench } from '../host/workbench.ts';
import { largeEstate } from './largeEstate.ts';
import { runs, summary, type Summary } from './summary.ts';

const budgetMs = 300;
const settleMs = 5000;
const withinMs = 180_000;

export interface KeptRows {
  readonly fileBytes: number;
  /** From the click that shows the view for the first time in a window to rows. */
  readonly rows: Summary;
  /** To the message with their age. */
  readonly age: Summary;
  /** To the facts behind them: every row opens. */
  readonly facts: Summary;
}

/** The kept inventory of the benchmark's estate, made by a real reading, in windows of a real editor that nobody is signed in to. */
export async function keptRows(): Promise<KeptRows> {
  await using desk = await AzureDesk.open({
    sandbox: ['--vms', String(largeEstate.vms), '--subscriptions', String(largeEstate.subscriptions)],
    // The editor's way to the network is not what is measured here.
    settings: { 'http.proxySupport': 'off', 'http.systemCertificates': false },
  });
  const fileBytes = await readOnce(desk);
  desk.change({ sessions: [] });

  const [rows, age, facts]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < runs; run++) {
    await using window = await desk.window();
    const { page } = window;
    const workbench = new Workbench(page);
    await workbench.container.waitFor();
    await page.waitForTimeout(settleMs);
    await watch(page);
    await workbench.openContainer();
    const seen: Seen = await page.evaluate('globalThis.seen');
    rows.push(seen.rows);
    age.push(seen.age);
    facts.push(seen.facts);
    await leave(page);
  }
  return { fileBytes, rows: summary(rows, budgetMs), age: summary(age, budgetMs), facts: summary(facts) };
}

/** Signs in and reads; resolves with the size of what is then kept. */
async function readOnce(desk: AzureDesk): Promise<number> {
  await using window = await desk.window();
  const { page } = window;
  const workbench = new Workbench(page);
  await workbench.openContainer();
  await workbench.sideBar.getByRole('button', { name: 'Sign in to Azure' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Allow' }).click();
  await workbench.sideBar.getByText(/ machines · just now$/).waitFor({ timeout: withinMs });
  const data = path.join(path.dirname(desk.editor.profile), 'data');
  for (;;) {
    const [file] = globSync('User/globalStorage/*/*.inventory.gz', { cwd: data });
    if (file !== undefined) {
      await leave(page);
      return statSync(path.join(data, file)).size;
    }
    await sleep(100);
  }
}

/** So that the next window does not begin with the view. */
async function leave(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /^Explorer/ }).click();
  await page.waitForTimeout(settleMs);
}

/** Milliseconds from the click. */
interface Seen {
  readonly rows: number;
  readonly age: number;
  readonly facts: number;
}

/** From now on the page looks for the next click, and then for what the view shows. */
async function watch(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    let clickedAt;
    document.addEventListener('mousedown', () => { clickedAt = performance.now(); }, { capture: true, once: true });
    const conditions = {
      rows: (bar) => bar.querySelector('[role=treeitem]') !== null,
      age: (bar) => / · kept, .+ old/.test(bar.textContent),
      // Without a sign-in the message says so once the facts are there.
      facts: (bar) => / · kept, .+ old · not signed in/.test(bar.textContent),
    };
    const seen = {};
    globalThis.seen = new Promise((resolve, reject) => {
      const observer = new MutationObserver(() => {
        if (clickedAt === undefined) return;
        const bar = document.querySelector('.sidebar');
        for (const [name, holds] of Object.entries(conditions)) if (holds(bar)) seen[name] ??= performance.now() - clickedAt;
        if (Object.keys(seen).length < Object.keys(conditions).length) return;
        observer.disconnect();
        resolve(seen);
      });
      observer.observe(document.querySelector('.sidebar'), { childList: true, subtree: true, characterData: true });
      setTimeout(() => reject(new Error('Not seen: ' + JSON.stringify(seen))), ${withinMs});
    });
  })()`);
}
