import type { FailoverReading } from '../../azure/siteRecovery/readFailoverFacts.ts';
import type { Source } from '../../model/inventory.ts';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { Known } from '../../model/resource.ts';
import type { SourceFacts } from '../../operations/item/failoverPreview.ts';
import type { OperationEntry } from '../operations/operationEntry.ts';

/** A machine whose protected item is known. */
export interface ItemSubject {
  /** As Azure spelt it. */
  readonly itemId: string;
  /** Anything in the subscription of the machine: the way to Azure. */
  readonly machineId: string;
  readonly name: string;
}

/** Something that is asked of Azure: under way, read, or why it could not be. */
export type Reading<T> = 'reading' | { readonly value: T; readonly at: Date } | { readonly trouble: string };

/** What the inventory tells of a machine: nothing of it is asked of the region that may be down. */
export interface FromInventory {
  /** Undefined where it was not read. */
  readonly source: SourceFacts | undefined;
  /** The machine that an item is replicated from, or was failed over from. */
  readonly isSourceThere: Known<boolean>;
  /** Site Recovery says that its replication, or its agent, is not well. */
  readonly wants: readonly ('repair' | 'update-agent')[];
}

export interface CockpitMachine {
  readonly subject: ItemSubject;
  readonly item: Reading<RecoveryItem>;
  /** Of a machine that can fail over; undefined of others. */
  readonly facts: Reading<FailoverReading> | undefined;
  /** Size and quota in the target region are still being read. */
  readonly isReadingRoom: boolean;
  readonly inventory: FromInventory;
  /** A word of `recoveryPointWords`, or the id of a point. */
  readonly recoveryPoint: string;
  /** The newest operation on it in this sitting. */
  readonly operation: OperationEntry | undefined;
}

/** All that the cockpit shows. */
export interface CockpitModel {
  readonly source: Source;
  readonly machines: readonly CockpitMachine[];
  /** Azure is to stop the old machines first. */
  readonly shutsDownSource: boolean;
  /** Regions that were failed in the sandbox. */
  readonly regionsDown: readonly string[];
  readonly now: Date;
}

export function valueOf<T>(reading: Reading<T> | undefined): T | undefined {
  return typeof reading === 'object' && 'value' in reading ? reading.value : undefined;
}
