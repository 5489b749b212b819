import { offeredCommands, type ItemCommand } from '../../operations/item/offeredCommands.ts';
import { standingFactsOf } from '../../operations/item/standingFactsOf.ts';
import { whereItStands } from '../../operations/item/whereItStands.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import { enableRefusal } from '../../readiness/enableRefusal.ts';
import { rowKinds } from '../ids.ts';
import type { RowKind } from './row.ts';

/**
 * The `contextValue` of a machine's row: a flag for each command that its protected item offers, such as `+commit`; `+failback` in place of
 * `+failover` where a failover leads back; `+enable` where there is no item; `+noAccess` where a role is missing to see it; and `+next-commit` where a person has to do that next and must not forget it.
 */
export function machineKind(machine: AssessedMachine): RowKind {
  const { item, isThere } = machine;
  if (isHidden(machine)) return `${rowKinds.machine}+noAccess`;
  if (!item) return enableRefusal(machine) === undefined ? `${rowKinds.machine}+enable` : rowKinds.machine;
  const { next, waits } = whereItStands(standingFactsOf(item, isThere));
  const flags = [...commandsOn(machine), ...(next !== undefined && waits.length > 0 ? [`next-${next}`] : [])];
  return flags.length === 0 ? rowKinds.machine : `${rowKinds.machine}+${flags.join('+')}`;
}

/** What is offered on a machine that is replicated; `failback` is a failover that leads back to where the machine was at first. */
export type MachineCommand = ItemCommand | 'failback';

/** The commands that a machine offers as its facts were read: on its row, and in lists of machines. */
export function commandsOn(machine: AssessedMachine): readonly MachineCommand[] {
  const { item, isThere } = machine;
  if (!item) return [];
  const facts = standingFactsOf(item, isThere);
  const { isTurned } = whereItStands(facts);
  return offeredCommands(facts).commands.flatMap((command): readonly MachineCommand[] => {
    // Azure offers it all the same, and then fails.
    if (command === 'reprotect' && isThere === false) return [];
    if (command === 'add-disk' && !hasLeftOutDisk(machine)) return [];
    return [command === 'failover' && isTurned === true ? 'failback' : command];
  });
}

/** Its protected item, or its vault, is there, but may not be read. */
export function isHidden({ unknownCause }: AssessedMachine): boolean {
  return unknownCause === 'vaultUnreadable' || unknownCause === 'itemUnreadable';
}

/** A disk of the machine is not replicated. */
function hasLeftOutDisk({ findings, excluded }: AssessedMachine): boolean {
  return [...findings, ...excluded].some(({ rule }) => rule === 'DR-VM-007');
}
