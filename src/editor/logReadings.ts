import type { Subscription } from './listeners.ts';
import type { SafeLog } from './safeLog.ts';
import type { Session, Snapshot } from './session.ts';

/**
 * Writes every reading into the log: its size, and each table that could not be read whole, with Azure's reason. Of full depth, which comes
 * in many parts, only the end.
 */
export function logReadings(session: Session, log: SafeLog): Subscription {
  let last: Snapshot | undefined;
  return session.onDidChange(() => {
    const { state } = session;
    const snapshot = state.kind === 'open' ? state.snapshot : undefined;
    if (snapshot && !isSameReading(snapshot, last)) logReading(snapshot, log);
    last = snapshot;
  });
}

function isSameReading(one: Snapshot, other: Snapshot | undefined): boolean {
  const { readAt, readAgain, kept, assessment } = one;
  return readAt === other?.readAt && readAgain === other.readAgain && kept === other.kept && assessment.depth === other.assessment.depth;
}

function logReading({ assessment }: Snapshot, log: SafeLog): void {
  const { inventory, machines, findings } = assessment;
  log.write(
    'info',
    `${inventory.source.label}: ${machines.length} machines in ${inventory.subscriptions.length} subscriptions, ${findings.length} findings`,
  );
  for (const { table, scope, reason, detail } of inventory.gaps)
    log.write('warn', `${table} of ${scope ?? 'everything'}: ${reason}. ${detail}`);
}
