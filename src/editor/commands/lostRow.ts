import { commandIds, type CommandId } from '../ids.ts';

/** Commands in the titles of views: the editor gives them the row that has the focus, or undefined. */
export const titleCommandIds: ReadonlySet<CommandId> = new Set<CommandId>([
  commandIds.signIn,
  commandIds.refresh,
  commandIds.cancelRefresh,
  commandIds.filter,
  commandIds.clearFilter,
  commandIds.groupBy,
  commandIds.sortBy,
  commandIds.selectSubscriptions,
  commandIds.openSandbox,
  commandIds.closeAzure,
  commandIds.closeSandbox,
  commandIds.failRegion,
  commandIds.endOutage,
  commandIds.showJson,
  commandIds.removeExclusion,
  commandIds.exportOperations,
  commandIds.showLog,
]);

/**
 * Whether a command was chosen on a row that is gone: while the editor draws a tree anew it knows none of its rows, and gives undefined for the
 * one that was clicked. From the palette nothing is given at all. Nobody shall pick a machine because the click on one has come to nothing.
 */
export function isRowLost(id: CommandId, args: readonly unknown[]): boolean {
  return args.length > 0 && args[0] === undefined && !titleCommandIds.has(id);
}
