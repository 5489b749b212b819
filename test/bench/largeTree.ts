import type { Page } from 'playwright-core';
import { Workbench } from '../host/workbench.ts';
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

    await watchRows(page);
    await ask('command', { id: 'azureDr.openSandbox', arguments: JSON.stringify([largeEstate]) });
    firstRows.push((await rowsChanged(page)).at - Number(await ask('mark', { name: 'azureDr/inventory' })));

    await page.waitForTimeout(settleMs);
    await new Workbench(page).filter('');
    await page.waitForTimeout(settleMs);
    await watchRows(page);
    await page.keyboard.press('7');
    const { at, keyAt } = await rowsChanged(page);
    filter.push(at - keyAt);
    longestBlock.push(Number(await ask('loop')));
  }
  return {
    firstRows: summary(firstRows, budgets.firstRowsMs),
    filter: summary(filter, budgets.filterMs),
    longestBlock: summary(longestBlock, budgets.blockMs),
  };
}

/** Wall-clock times in ms. */
interface Change {
  /** When the rows said something else than before. */
  readonly at: number;
  /** The last key press before; NaN without one. */
  readonly keyAt: number;
}

/** From now on the page looks for the next change of the tree's first row: a message of another height shows more or fewer of the others. */
async function watchRows(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    const text = () => document.querySelector('.sidebar [role=treeitem]')?.textContent ?? '';
    const before = text();
    let keyAt = NaN;
    document.addEventListener('keydown', () => { keyAt = Date.now(); }, { capture: true, once: true });
    globalThis.rowsChanged = new Promise((resolve, reject) => {
      const observer = new MutationObserver(() => {
        const now = text();
        if (now === before || now === '') return;
        observer.disconnect();
        resolve({ at: Date.now(), keyAt });
      });
      observer.observe(document.querySelector('.sidebar'), { childList: true, subtree: true, characterData: true });
      setTimeout(() => reject(new Error('The rows do not change.')), ${openWithinMs});
    });
  })()`);
}

async function rowsChanged(page: Page): Promise<Change> {
  return page.evaluate('globalThis.rowsChanged');
}
