import type { Page } from 'playwright-core';
import { openMeasured } from './inEditor.ts';
import { largeEstate } from './largeEstate.ts';
import { runs, summary, type Summary } from './summary.ts';

const budgets = { firstRowsMs: 500, filterMs: 200, blockMs: 50 } as const;
const openWithinMs = 120_000;
const settleMs = 2000;

export interface LargeTree {
  /** From the inventory being there to rows in the window. */
  readonly firstRows: Summary;
  /** From a key press in the filter's box to other rows in the window. */
  readonly filter: Summary;
  /** Longest block of the extension host's event loop from opening the sandbox to the filtered rows. */
  readonly longestBlock: Summary;
}

/** The view on the benchmark's estate in a real editor. */
export async function largeTree(vsix: string): Promise<LargeTree> {
  const [firstRows, filter, longestBlock]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < runs; run++) {
    await using editor = await openMeasured(vsix);
    const { page, ask } = editor;
    await ask('active', { id: 'azure-dr-readiness.azure-dr-readiness' });
    await page.getByRole('tab', { name: 'Azure DR' }).click();
    await page.waitForTimeout(settleMs);
    await ask('loop');

    const rowsAt = whenRowsChange(page);
    await ask('command', { id: 'azureDr.openSandbox', arguments: JSON.stringify([largeEstate]) });
    const shown = await rowsAt;
    firstRows.push(shown - Number(await ask('mark', { name: 'azureDr/inventory' })));

    await page.waitForTimeout(settleMs);
    void ask('command', { id: 'azureDr.filter' }); // answers when the box is closed
    await page.locator('.quick-input-widget:visible input[type=text]').waitFor();
    await page.waitForTimeout(settleMs);
    const filteredAt = whenRowsChange(page);
    const pressed = Date.now();
    await page.keyboard.press('7');
    filter.push((await filteredAt) - pressed);
    await page.keyboard.press('Enter');
    longestBlock.push(Number(await ask('loop')));
  }
  return {
    firstRows: summary(firstRows, budgets.firstRowsMs),
    filter: summary(filter, budgets.filterMs),
    longestBlock: summary(longestBlock, budgets.blockMs),
  };
}

/** Wall-clock time in ms at which the tree's rows say something else than now, seen from inside the page. */
async function whenRowsChange(page: Page): Promise<number> {
  return page.evaluate(`new Promise((resolve, reject) => {
    const text = () => [...document.querySelectorAll('.sidebar [role=treeitem]')].map((row) => row.textContent).join('\\n');
    const before = text();
    const observer = new MutationObserver(() => {
      if (text() === before || text() === '') return;
      observer.disconnect();
      resolve(Date.now());
    });
    observer.observe(document.querySelector('.sidebar'), { childList: true, subtree: true, characterData: true });
    setTimeout(() => reject(new Error('The rows do not change.')), ${openWithinMs});
  })`);
}
