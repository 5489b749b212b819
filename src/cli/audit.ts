import { readInventory } from '../azure/inventory/readInventory.ts';
import type { AuditOptions } from './auditOptions.ts';
import { heapKeeper } from './heapKeeper.ts';
import { openSource } from './openSource.ts';

/** Reads, judges, prints; answers with the exit code. Aborting `signal` ends the reading. */
export async function runAudit(options: AuditOptions, signal: AbortSignal): Promise<number> {
  // What cannot be carried out is refused before anything is asked.
  const limits = options.settings.length === 0 ? {} : (await import('./policyOptions.ts')).policyOfOptions(options.settings);
  const exclusions =
    options.exclusionsFile === undefined ? [] : await (await import('./readExclusions.ts')).readExclusions(options.exclusionsFile);
  const keepHeap = heapKeeper();
  const connection = await openSource(options.source, signal);
  const reading = readInventory(connection, {
    signal,
    onProgress: ({ rows }) => keepHeap(rows),
    ...(options.depth === undefined ? {} : { depth: options.depth }),
    ...(options.subscriptions === undefined ? {} : { subscriptions: options.subscriptions }),
  });
  // The rules and all the rest are loaded while the first answers are under way.
  const [inventory, { showAudit }] = await Promise.all([reading, import('./showAudit.ts')]);
  return showAudit(inventory, { ...limits, exclusions }, options);
}
