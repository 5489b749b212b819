import { setTimeout as sleep } from 'node:timers/promises';
import { openMeasured } from './inEditor.ts';
import { runs, summary, type Summary } from './summary.ts';

const extensionId = 'azure-dr-readiness.azure-dr-readiness';
const budgetMs = 10;
/** The report is written once the window has settled. */
const settleMs = 3000;

/**
 * Loading the code and calling `activate`, once the window has started, as VS Code itself reports it.
 *
 * @throws Error when the report does not name the extension.
 */
export async function activation(vsix: string): Promise<Summary> {
  const values: number[] = [];
  for (let run = 0; run < runs; run++) {
    await using editor = await openMeasured(vsix);
    while ((await editor.ask('active', { id: extensionId })) !== 'true') await sleep(50);
    await sleep(settleMs);
    values.push(activationOf(await editor.ask('performance')));
  }
  return summary(values, budgetMs);
}

/** The report has a table: extension, eager, load code, call activate, finish activate, event, by. */
function activationOf(report: string): number {
  const cells = report
    .split('\n')
    .find((line) => line.includes(`| ${extensionId} |`))
    ?.split('|')
    .map((cell) => cell.trim());
  const [load, call] = (cells ?? []).slice(3, 5).map(Number);
  if (load === undefined || call === undefined || Number.isNaN(load + call)) throw new Error(`Not in the report:\n${report}`);
  return load + call;
}
