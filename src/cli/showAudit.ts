import type { Inventory } from '../model/inventory.ts';
import { assess } from '../readiness/assess.ts';
import type { Assessment } from '../readiness/assessment.ts';
import { toAuditJson } from '../readiness/auditJson.ts';
import { auditJsonText } from '../readiness/auditJsonText.ts';
import { severities, type Severity } from '../readiness/finding.ts';
import { defaultPolicy, type Policy } from '../readiness/policy.ts';
import type { AuditOptions } from './auditOptions.ts';
import { auditTable } from './auditTable.ts';
import { exitCode } from './exitCode.ts';
import { missingFacts } from './missingFacts.ts';
import { printError } from './printError.ts';
import { paintAnsi, paintNothing } from './terminalText.ts';

/** Judges and prints; answers with the exit code. */
export async function showAudit(
  inventory: Inventory,
  policy: Partial<Policy>,
  { format, failOn }: Pick<AuditOptions, 'format' | 'failOn'>,
): Promise<number> {
  const assessment = assess(inventory, { ...defaultPolicy, ...policy }, inventory.takenAt);
  await print(
    format === 'json' ? auditJsonText(toAuditJson(assessment)) : [auditTable(assessment, colours() ? paintAnsi : paintNothing), '\n'],
  );
  for (const line of missingFacts(inventory)) printError(line);
  if (assessment.partial) return exitCode.partial;
  return failOn && reaches(assessment, failOn) ? exitCode.findings : exitCode.clean;
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
