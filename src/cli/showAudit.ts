import type { Inventory } from '../model/inventory.ts';
import { assess } from '../readiness/assess.ts';
import type { Assessment } from '../readiness/assessment.ts';
import { auditJsonText } from '../readiness/auditJsonText.ts';
import { durationText } from '../readiness/durationText.ts';
import { severities, type Severity } from '../readiness/finding.ts';
import { notedSkew } from '../readiness/notedSkew.ts';
import { defaultPolicy, type Policy } from '../readiness/policy.ts';
import type { AuditOptions } from './auditOptions.ts';
import { auditTable } from './auditTable.ts';
import { exitCode } from './exitCode.ts';
import { missingFacts } from './missingFacts.ts';
import { printError } from './printError.ts';
import { paintAnsi, paintNothing, safeJson } from './terminalText.ts';
import { writeOut } from './writeOut.ts';

/** Judges and prints; answers with the exit code. */
export async function showAudit(
  inventory: Inventory,
  policy: Partial<Policy>,
  { format, failOn }: Pick<AuditOptions, 'format' | 'failOn'>,
): Promise<number> {
  const assessment = assess(inventory, { ...defaultPolicy, ...policy }, inventory.takenAt);
  // Programs get JSON as it is made: to look through tens of megabytes of it takes a tenth of a second.
  const json = (): Iterable<string> => (process.stdout.isTTY ? Array.from(auditJsonText(assessment), safeJson) : auditJsonText(assessment));
  const table = (): string =>
    auditTable(assessment, colours() ? paintAnsi : paintNothing, {
      mixRebuilt: policy.judgeRebuiltMachines,
      room: process.stdout.isTTY ? process.stdout.columns : undefined,
    });
  await writeOut(format === 'json' ? json() : [table(), '\n']);
  for (const line of [...clockText(inventory), ...missingFacts(inventory)]) printError(line);
  if (assessment.partial) return exitCode.partial;
  return failOn && reaches(assessment, failOn) ? exitCode.findings : exitCode.clean;
}

function clockText(inventory: Inventory): readonly string[] {
  const skew = notedSkew(inventory);
  if (skew === 0) return [];
  const by = `${durationText(Math.abs(skew))} ${skew > 0 ? 'ahead of' : 'behind'}`;
  return [`The clock here is ${by} Azure’s; ages are counted by Azure’s clock.`];
}

function reaches(assessment: Assessment, from: Severity): boolean {
  return assessment.findings.some(({ severity }) => severities.indexOf(severity) <= severities.indexOf(from));
}

function colours(): boolean {
  return process.stdout.isTTY && !process.env['NO_COLOR'];
}
