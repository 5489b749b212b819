import { changeRecoveryPoint, commitFailover, repairReplication, reprotect } from './afterFailover.ts';
import { changeFailover, failBack, failOver, openOutageGuide } from './openCockpit.ts';
import { updateFailoverSettings } from './updateSettings.ts';

/** The commands of failovers, by the names of their ids. */
export const failoverHandlers = {
  failOver,
  failBack,
  commitFailover,
  changeRecoveryPoint,
  reprotect,
  updateFailoverSettings,
  repairReplication,
  changeFailover,
  openOutageGuide,
} as const;
