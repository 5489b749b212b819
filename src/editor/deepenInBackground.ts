import { setTimeout } from 'node:timers/promises';
import type { ArmId } from '../model/armId.ts';
import { isNothing, type Subjects } from '../model/subjects.ts';
import { isCancellation } from './cancellation.ts';
import type { SafeLog } from './safeLog.ts';
import type { ReadinessView } from './readinessView.ts';
import type { Session } from './session.ts';

/** Machines read at a time: few that somebody looks at, more that nobody does. */
const shownAtOnce = 50;
const restAtOnce = 200;
/** Or this share of what is left, where that is more: each part is judged together with the whole estate, and drawn. */
const shareAtOnce = 0.2;
/** Before each part, milliseconds without a question for rows: the window and readings that somebody asks for come first. */
const pauseMs = 250;

export interface DeepeningParts {
  readonly session: Session;
  readonly view: Pick<ReadinessView, 'drawnMachines' | 'askedAt'>;
  readonly log: SafeLog;
  /** Local time in milliseconds. */
  readonly now: () => number;
}

/** Reads full depth whenever nothing else is read: of the rows that are drawn first, then of all others, part by part. */
export function deepenInBackground({ session, view, log, now }: DeepeningParts): { dispose(): void } {
  let isRunning = false;
  /** What failed, or brought nothing, is not tried again until the facts are read again. */
  let failedAt: number | undefined;
  const run = async (): Promise<void> => {
    for (;;) {
      do await setTimeout(pauseMs);
      while (now() - view.askedAt < pauseMs);
      if (failedAt === readAt(session)) return;
      const { unread } = session;
      const next = unread && nextPart(unread, view.drawnMachines);
      if (!next) return;
      try {
        const at = readAt(session);
        await session.deepen(next);
        if (session.unread && isWithin(next, session.unread)) failedAt = at;
      } catch (error) {
        if (!isCancellation(error)) failedAt = readAt(session);
        if (!isCancellation(error)) log.write('warn', `Full depth could not be read: ${String(error)}`);
      }
    }
  };
  return session.onDidChange(() => {
    if (isRunning || !session.mayDeepen) return;
    isRunning = true;
    void run().finally(() => {
      isRunning = false;
    });
  });
}

function readAt({ state }: Session): number | undefined {
  return state.kind === 'open' ? state.snapshot.readAt : undefined;
}

/** Whether all of the part is unread. */
function isWithin(part: Subjects, unread: Subjects): boolean {
  return (['machines', 'accounts', 'plans'] as const).every((kind) => {
    const ids = new Set(unread[kind]);
    return part[kind].every((id) => ids.has(id));
  });
}

/** The part to read next; undefined when everything was read. */
export function nextPart(unread: Subjects, shown: ReadonlySet<ArmId>): Subjects | undefined {
  if (isNothing(unread)) return undefined;
  const seen = unread.machines.filter((id) => shown.has(id)).slice(0, shownAtOnce);
  if (seen.length > 0) return { machines: seen, accounts: [], plans: [] };
  const part = (ids: readonly ArmId[]): readonly ArmId[] => ids.slice(0, Math.max(restAtOnce, Math.ceil(ids.length * shareAtOnce)));
  return { machines: part(unread.machines), accounts: part(unread.accounts), plans: part(unread.plans) };
}
