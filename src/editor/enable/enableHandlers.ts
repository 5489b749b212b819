import { addDisk } from './addDisk.ts';
import { enableReplication } from './enableReplication.ts';
import { checkEnabling, copyEnableCommands, fixEnabling, leaveOutOfEnabling, startEnabling } from './pageActions.ts';

/** The commands that have machines replicated, by the names of their ids. They bring all that changes Azure. */
export const enableHandlers = {
  enableReplication,
  startEnabling,
  checkEnabling,
  copyEnableCommands,
  fixEnabling,
  leaveOutOfEnabling,
  addDisk,
} as const;
