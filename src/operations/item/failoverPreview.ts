import type { NetworkInterface, VirtualMachine } from '../../model/compute.ts';
import type { Room } from '../../model/enableOptions.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { RecoveryPoint } from '../../model/recoveryPoint.ts';
import type { RecoveryTarget } from '../../model/recoveryTarget.ts';
import { realDate } from '../../readiness/dates.ts';
import { leftBehind, type LeftBehind } from './leftBehind.ts';
import { targetProblems } from './targetProblems.ts';

/** What is known of a machine that may fail over. All but `source` is read without the region that is left. */
export interface FailoverFacts {
  readonly item: RecoveryItem;
  readonly target: RecoveryTarget;
  /** Newest first. */
  readonly points: readonly RecoveryPoint[];
  /** Undefined where it cannot be read. */
  readonly room: Room | undefined;
  readonly readAt: Date;
  /** The machine itself, from an inventory; undefined where nobody has read it. */
  readonly source: SourceFacts | undefined;
}

/** What only the machine itself tells, which may be in the region that fails. */
export interface SourceFacts {
  readonly machine: Pick<VirtualMachine, 'encryptionAtHost'>;
  readonly interfaces: readonly NetworkInterface[];
  readonly readAt: Date;
}

/** Where a failover can bring a machine back to. */
export interface PointPreview {
  readonly point: RecoveryPoint;
  /** Age now: everything written since then is lost. Milliseconds. */
  readonly lossMs: number;
  /** It is what these words stand for. */
  readonly words: readonly ('latest-processed' | 'app-consistent')[];
}

/** What a failover of one machine would mean now. */
export interface FailoverPreview {
  readonly item: RecoveryItem;
  readonly target: RecoveryTarget;
  /** How old the facts are, milliseconds. */
  readonly factsAgeMs: number;
  /**
   * Lost at most by `latest`, were nothing more to come from the source: by Azure's figure, and never more than with the newest point.
   * Milliseconds; undefined where Azure told neither.
   */
  readonly latestLossMs: number | undefined;
  /** Age of Azure's figure; undefined: there is none. */
  readonly latestFigureAgeMs: number | undefined;
  /** Newest first. Empty: Azure has none, and a failover will fail. */
  readonly points: readonly PointPreview[];
  /** Why the failover would fail in the target region, as far as size and quota tell. */
  readonly problems: readonly string[];
  /** Size and quota in the target region now; undefined where they were not read. */
  readonly room: Room | undefined;
  readonly leftBehind: readonly LeftBehind[];
}

/** What failing over these machines together would mean; quota counts all that go to the same place. Pure. */
export function failoverPreviews(all: readonly FailoverFacts[], now: Date): readonly FailoverPreview[] {
  return all.map((facts) => {
    const { item, target, points, room, readAt, source } = facts;
    // Azure dates a figure that it does not have to the year 1.
    const rpo = target.rpo && realDate(target.rpo.at) ? target.rpo : undefined;
    const age = (at: Date): number => Math.max(0, now.getTime() - at.getTime());
    return {
      item,
      target,
      factsAgeMs: age(readAt),
      latestLossMs: leastOf([...(rpo ? [age(rpo.at) + rpo.seconds * 1000] : []), ...points.slice(0, 1).map(({ time }) => age(time))]),
      points: pointPreviews(points, age),
      latestFigureAgeMs: rpo && age(rpo.at),
      problems: targetProblems(facts, all),
      room,
      leftBehind: leftBehind(target, source),
    };
  });
}

function leastOf(numbers: readonly number[]): number | undefined {
  return numbers.length === 0 ? undefined : Math.min(...numbers);
}

function pointPreviews(points: readonly RecoveryPoint[], age: (at: Date) => number): readonly PointPreview[] {
  const newestApp = points.find(({ isAppConsistent }) => isAppConsistent);
  return points.map((point, at) => ({
    point,
    lossMs: age(point.time),
    words: [...(at === 0 ? (['latest-processed'] as const) : []), ...(point === newestApp ? (['app-consistent'] as const) : [])],
  }));
}
