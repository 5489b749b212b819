import { setTimeout as sleep } from 'node:timers/promises';
import { openMeasured } from './inEditor.ts';
import { runs, summary, type Summary } from './summary.ts';

const extensionId = 'azure-dr-readiness.azure-dr-readiness';
const probeId = 'azure-dr-readiness.bench-probe';
const budgetMs = 10;
/** The report is written once the window has settled. */
const settleMs = 3000;

export interface Activation {
  /** Loading the code and calling `activate` once the window has started, as VS Code itself reports it. */
  readonly reported: Summary;
  /**
   * The same report on the probe, next to nothing that starts at the same event. VS Code begins with all extensions of an event in one
   * turn of its loop, and each one's time runs until those before it are loaded, its own among them.
   */
  readonly probeBeside: Summary;
  /** What is ours of it: from VS Code's mark before our file to the one after it, and the call. */
  readonly own: Summary;
}

/** @throws Error when the report does not name the extension. */
export async function activation(vsix: string): Promise<Activation> {
  const [reported, probeBeside, own]: [number[], number[], number[]] = [[], [], []];
  for (let run = 0; run < runs; run++) {
    await using editor = await openMeasured(vsix);
    while ((await editor.ask('active', { id: extensionId })) !== 'true') await sleep(50);
    await sleep(settleMs);
    const loadedInMs = Number(await editor.ask('loaded', { id: extensionId }));
    const report = await editor.ask('performance');
    const { load, call } = activationOf(extensionId, report);
    const probe = activationOf(probeId, report);
    reported.push(load + call);
    probeBeside.push(probe.load + probe.call);
    own.push(loadedInMs + call);
  }
  return { reported: summary(reported, budgetMs), probeBeside: summary(probeBeside), own: summary(own) };
}

/** Milliseconds. The report has a table: extension, eager, load code, call activate, finish activate, event, by. */
function activationOf(id: string, report: string): { readonly load: number; readonly call: number } {
  const cells = report
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .find((line) => line[1] === id);
  const [load, call] = (cells ?? []).slice(3, 5).map(Number);
  if (load === undefined || call === undefined || Number.isNaN(load + call)) throw new Error(`Not in the report:\n${report}`);
  return { load, call };
}
