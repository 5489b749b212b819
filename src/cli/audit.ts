import { readInventory } from '../azure/readInventory.ts';
import { assess } from '../readiness/assess.ts';
import type { Assessment } from '../readiness/assessment.ts';
import { toAuditJson } from '../readiness/auditJson.ts';
import { severities, type Severity } from '../readiness/finding.ts';
import { defaultPolicy } from '../readiness/policy.ts';
import type { AuditOptions } from './auditOptions.ts';
import { auditTable } from './auditTable.ts';
import { exitCode } from './exitCode.ts';
import { openSource } from './openSource.ts';
import { paintAnsi, paintNothing } from './terminalText.ts';

/** Reads, judges, prints; answers with the exit code. Aborting `signal` ends the reading. */
export async function runAudit(options: AuditOptions, signal: AbortSignal): Promise<number> {
  const connection = await openSource(options.source, signal);
  const inventory = await readInventory(connection, { signal, ...(options.depth ? { depth: options.depth } : {}) });
  const assessment = assess(inventory, defaultPolicy, inventory.takenAt);
  await print(
    options.format === 'json'
      ? JSON.stringify(toAuditJson(assessment), null, 2)
      : auditTable(assessment, colours() ? paintAnsi : paintNothing),
  );
  for (const gap of inventory.gaps)
    console.error(`azure-dr: not read: ${gap.table}${gap.scope === undefined ? '' : ` of ${gap.scope}`}: ${gap.detail}`);
  if (assessment.partial) return exitCode.partial;
  return options.failOn && reaches(assessment, options.failOn) ? exitCode.findings : exitCode.clean;
}

function reaches(assessment: Assessment, from: Severity): boolean {
  return assessment.findings.some(({ severity }) => severities.indexOf(severity) <= severities.indexOf(from));
}

function colours(): boolean {
  return process.stdout.isTTY && !process.env['NO_COLOR'];
}

/** Waits until all is written: a pipe takes a large estate in many pieces. */
function print(text: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  process.stdout.write(`${text}\n`, (error) => (error && !('code' in error && error.code === 'EPIPE') ? reject(error) : resolve()));
  return promise;
}
