import { readInventory } from '../azure/readInventory.ts';
import { assess } from '../readiness/assess.ts';
import type { Assessment } from '../readiness/assessment.ts';
import { toAuditJson } from '../readiness/auditJson.ts';
import { auditJsonText } from '../readiness/auditJsonText.ts';
import { severities, type Severity } from '../readiness/finding.ts';
import { defaultPolicy } from '../readiness/policy.ts';
import type { AuditOptions } from './auditOptions.ts';
import { auditTable } from './auditTable.ts';
import { exitCode } from './exitCode.ts';
import { heapKeeper } from './heapKeeper.ts';
import { missingFacts } from './missingFacts.ts';
import { openSource } from './openSource.ts';
import { policyOfOptions } from './policyOptions.ts';
import { printError } from './printError.ts';
import { readExclusions } from './readExclusions.ts';
import { paintAnsi, paintNothing } from './terminalText.ts';

/** Reads, judges, prints; answers with the exit code. Aborting `signal` ends the reading. */
export async function runAudit(options: AuditOptions, signal: AbortSignal): Promise<number> {
  const limits = policyOfOptions(options.settings);
  const exclusions = options.exclusionsFile === undefined ? [] : await readExclusions(options.exclusionsFile);
  const keepHeap = heapKeeper();
  const connection = await openSource(options.source, signal);
  const inventory = await readInventory(connection, {
    signal,
    onProgress: ({ rows }) => keepHeap(rows),
    ...(options.depth === undefined ? {} : { depth: options.depth }),
    ...(options.subscriptions === undefined ? {} : { subscriptions: options.subscriptions }),
  });
  const assessment = assess(inventory, { ...defaultPolicy, ...limits, exclusions }, inventory.takenAt);
  await print(
    options.format === 'json'
      ? auditJsonText(toAuditJson(assessment))
      : [auditTable(assessment, colours() ? paintAnsi : paintNothing), '\n'],
  );
  for (const line of missingFacts(inventory)) printError(line);
  if (assessment.partial) return exitCode.partial;
  return options.failOn && reaches(assessment, options.failOn) ? exitCode.findings : exitCode.clean;
}

function reaches(assessment: Assessment, from: Severity): boolean {
  return assessment.findings.some(({ severity }) => severities.indexOf(severity) <= severities.indexOf(from));
}

function colours(): boolean {
  return process.stdout.isTTY && !process.env['NO_COLOR'];
}

/** Waits until each piece is written: a pipe takes a large estate slowly. */
async function print(pieces: Iterable<string>): Promise<void> {
  // Each piece hears of it below; unheard by the stream's own listeners it would end the process.
  process.stdout.on('error', () => {});
  for (const piece of pieces) {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    process.stdout.write(piece, (error) => (error && !('code' in error && error.code === 'EPIPE') ? reject(error) : resolve()));
    await promise;
  }
}
