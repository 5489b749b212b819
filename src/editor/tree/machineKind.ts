import { offeredCommands } from '../../operations/offeredCommands.ts';
import { standingFactsOf } from '../../operations/standingFactsOf.ts';
import { whereItStands } from '../../operations/whereItStands.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';
import { refusal } from '../enable/refusal.ts';
import { rowKinds } from '../ids.ts';
import type { RowKind } from './row.ts';

/**
 * The `contextValue` of a machine's row: a flag for each command that its protected item offers, such as `+commit`; `+failback` in place of
 * `+failover` where a failover leads back; `+enable` where there is no item; `+noAccess` where a role is missing to see it; and `+next-commit` where a person has to do that next and must not forget it.
 */
export function machineKind(machine: AssessedMachine): RowKind {
  const { item } = machine;
  if (isHidden(machine)) return `${rowKinds.machine}+noAccess`;
  if (!item) return refusal(machine) === undefined ? `${rowKinds.machine}+enable` : rowKinds.machine;
  const { isThere } = machine;
  const facts = standingFactsOf(item, isThere);
  const { isTurned, next, waits } = whereItStands(facts);
  const flags = offeredCommands(facts).commands.flatMap((command): readonly string[] => {
    // Azure offers it all the same, and then fails.
    if (command === 'reprotect' && isThere === false) return [];
    if (command === 'add-disk' && !hasLeftOutDisk(machine)) return [];
    return [command === 'failover' && isTurned === true ? 'failback' : command];
  });
  if (next !== undefined && waits.length > 0) flags.push(`next-${next}`);
  return flags.length === 0 ? rowKinds.machine : `${rowKinds.machine}+${flags.join('+')}`;
}

/** Its protected item, or its vault, is there, but may not be read. */
export function isHidden({ unknownCause }: AssessedMachine): boolean {
  return unknownCause === 'vaultUnreadable' || unknownCause === 'itemUnreadable';
}

/** A disk of the machine is not replicated. */
function hasLeftOutDisk({ findings, excluded }: AssessedMachine): boolean {
  return [...findings, ...excluded].some(({ rule }) => rule === 'DR-VM-007');
}
