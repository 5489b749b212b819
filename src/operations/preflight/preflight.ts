import { abortable } from '../../azure/abortable.ts';
import { readPreflightFacts } from '../../azure/siteRecovery/preflight/readPreflightFacts.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import type { PreflightFacts } from '../../model/preflightFacts.ts';
import { allChecks } from './allChecks.ts';
import { MissingFact, type CheckSource, type Judged, type PreflightCheck } from './preflightCheck.ts';
import type { PreflightFix } from './preflightFix.ts';
import type { PreflightMachine } from './preflightMachine.ts';
import { subjectOf } from './subjectOf.ts';

/** What one check says of one machine. A check that finds several things says each by itself. */
export interface PreflightResult {
  /** `PF-NET-001`; `--skip-preflight` names it. */
  readonly check: string;
  /** What was looked at. */
  readonly looksAt: string;
  /** What is wrong when it is found. */
  readonly title: string;
  readonly machineId: string;
  readonly machine: string;
  readonly level: 'pass' | 'warning' | 'blocker' | 'unknown';
  /** What was read, or why nothing can be said; '' for a pass. */
  readonly cause: string;
  /** What follows when nothing is done; '' for a pass. */
  readonly consequence: string;
  /** What to do; '' for a pass. */
  readonly fix: string;
  /** Where Azure can do it at once. */
  readonly fixStep?: PreflightFix;
  readonly source: CheckSource;
}

/**
 * Looks for everything that can be seen beforehand and would make the operations fail or be of little use, in at most three calls a machine and
 * ten a pair of regions. Changes nothing. Results in the order of machines, and of checks. Rejects with the signal's reason only: what cannot be
 * read is `unknown`.
 */
export async function preflight(
  azure: RecoveryAccess,
  machines: readonly PreflightMachine[],
  signal: AbortSignal,
): Promise<readonly PreflightResult[]> {
  const facts = await abortable(readPreflightFacts(azure, machines.map(subjectOf)), signal);
  return judgePreflight(machines, facts);
}

/** The same from facts that are at hand. */
export function judgePreflight(machines: readonly PreflightMachine[], facts: PreflightFacts): readonly PreflightResult[] {
  const all = machines.map((machine) => Object.assign({ subject: subjectOf(machine) }, machine));
  return all.flatMap((machine) =>
    allChecks
      .filter(({ atReprotect }) => atReprotect || machine.subject.isNew)
      .flatMap((check) => resultsOf(check, { ...machine, all, facts })),
  );
}

function resultsOf(check: PreflightCheck, judged: Judged): readonly PreflightResult[] {
  const { id, looksAt, title, source, level, consequence, fix } = check;
  const about = { check: id, looksAt, title, machineId: judged.source.id, machine: judged.source.name, source };
  try {
    const found = check.judge(judged);
    if (found.length === 0) return [{ ...about, level: 'pass', cause: '', consequence: '', fix: '' }];
    return found.map(({ cause, fix: fixStep }) => Object.assign({ level, cause, consequence, fix }, about, fixStep && { fixStep }));
  } catch (error) {
    if (!(error instanceof MissingFact)) throw error;
    return [{ ...about, level: 'unknown', cause: error.message, consequence, fix }];
  }
}
