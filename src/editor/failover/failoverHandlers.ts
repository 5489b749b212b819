import { changeRecoveryPoint, commitFailover, repairReplication, reprotect } from './afterFailover.ts';
import { changeFailover, failOver, openOutageGuide } from './openCockpit.ts';
import { updateFailoverSettings } from './updateSettings.ts';

/** The commands of failovers, by the names of their ids. To fail back is to fail over once more. */
export const failoverHandlers = {
  failOver,
  failBack: failOver,
  commitFailover,
  changeRecoveryPoint,
  reprotect,
  updateFailoverSettings,
  repairReplication,
  changeFailover,
  openOutageGuide,
} as const;
