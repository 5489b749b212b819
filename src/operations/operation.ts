import type { RecoveryItem } from '../model/recoveryItem.ts';
import { toArmId, type ArmId } from '../model/armId.ts';
import type { Step } from './step.ts';

/** In the order of a machine's life. */
export const operationKinds = [
  'enable',
  'test-failover',
  'cleanup-test',
  'update',
  'add-disk',
  'failover',
  'commit',
  'change-point',
  'reprotect',
  'repair',
  'disable',
] as const;
export type OperationKind = (typeof operationKinds)[number];

/** What a person has confirmed: plain JSON, complete before anything is sent. The engine adds nothing to it. */
export interface Operation {
  readonly kind: OperationKind;
  /** ARM id of the machine it is about, lower-case: one operation a machine at a time. */
  readonly subject: string;
  /** The machine's name, as Azure spelt it. */
  readonly machine: string;
  /** ARM id of the vault, as Azure spelt it: its jobs are followed. */
  readonly vaultId: string;
  /** The choices it was made from, for its record. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  /** The protected item as it was shown to the person; undefined where there is none yet. */
  readonly confirmed?: RecoveryItem | undefined;
}

/** Whether an operation is about a machine: the one that is replicated, or the one that its failover has made. */
export function isAbout({ subject, confirmed }: Operation, machineId: ArmId): boolean {
  return subject === machineId || (confirmed !== undefined && toArmId(confirmed.recoveryMachineId) === machineId);
}
