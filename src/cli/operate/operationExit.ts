/** What commands that change Azure end with; scripts rely on these numbers. */
export const operationExit = {
  done: 0,
  /** Azure refused or failed, or somebody else has changed the item. Of several machines: at least one. */
  failed: 1,
  /** The command line cannot be carried out, or nobody confirmed: nothing was sent. */
  usage: 2,
  /** Something may still run in Azure: not followed to its end, or not known. The same command goes on. */
  underWay: 3,
} as const;
