import { offeredCommands, type ItemCommand } from '../../operations/item/offeredCommands.ts';
import { standingFactsNow } from '../../operations/item/standingFactsOf.ts';
import { whereItStands, type Standing } from '../../operations/item/whereItStands.ts';
import { isFollowed } from '../operations/operationEntry.ts';
import { valueOf, type CockpitMachine } from './cockpitModel.ts';

/** What can be asked of a machine now; nothing while an operation on it is under way, or before it is read. */
export function offeredNow({ item, operation }: CockpitMachine): readonly ItemCommand[] {
  const read = valueOf(item);
  return !read || (operation && isFollowed(operation)) ? [] : offeredCommands(read).commands;
}

/** Undefined until the machine's item is read. */
export function standingOf({ item, inventory }: CockpitMachine): Standing | undefined {
  const read = valueOf(item);
  return read && whereItStands(standingFactsNow(read, inventory.isSourceThere));
}
