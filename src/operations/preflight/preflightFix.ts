import type { WriteCall } from '../../azure/wire/armWriter.ts';
import type { RecoveryAccess } from '../../azure/siteRecovery/recoveryAccess.ts';
import type { Problem } from '../../model/problem.ts';

/** A request that takes a problem away. It may be sent twice without harm. */
export interface PreflightFix {
  /** For a button: `Register Microsoft.Network`. */
  readonly title: string;
  /** What it changes, for whoever confirms it. */
  readonly consequence: string;
  readonly call: WriteCall;
}

/**
 * Sends a fix. What Azure then does by itself (registering a provider takes a minute) is not followed: the checks tell whether it is done. Resolves
 * with what Azure says against it. Throws a `UserError` when it was not sent, or when nobody knows.
 */
export async function applyFix(azure: RecoveryAccess, { call }: PreflightFix): Promise<Problem | undefined> {
  const sent = await azure.send(call);
  if (sent.kind === 'refused') return sent.problem;
  if (sent.kind === 'accepted') return undefined;
  throw sent.error;
}
