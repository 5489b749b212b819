import type { World } from '../../world.ts';
import { registerAddDisks } from './addDisks.ts';
import { registerApplyRecoveryPoint } from './applyRecoveryPoint.ts';
import { registerCancelJob } from './cancelJob.ts';
import { registerDisableProtection } from './disableProtection.ts';
import { registerEnableProtection } from './enableProtection.ts';
import { registerFailoverCommit } from './failoverCommit.ts';
import { registerNotOffered } from './notOffered.ts';
import { registerPurgeItem } from './purgeItem.ts';
import { registerRemoveDisks } from './removeDisks.ts';
import { registerRepairReplication } from './repairReplication.ts';
import { registerResolveHealthErrors } from './resolveHealthErrors.ts';
import { registerRestartJob } from './restartJob.ts';
import { registerResumeJob } from './resumeJob.ts';
import { registerSwitchProtection } from './switchProtection.ts';
import { registerTestFailover } from './testFailover.ts';
import { registerTestFailoverCleanup } from './testFailoverCleanup.ts';
import { registerUnplannedFailover } from './unplannedFailover.ts';
import { registerUpdateItem } from './updateItem.ts';
import { registerUpdateMobilityService } from './updateMobilityService.ts';

/** Everything that can be asked of a protected item, and of a job, besides reading it: one file each. */
export function registerItemOperations(world: World): void {
  for (const register of [
    registerAddDisks,
    registerApplyRecoveryPoint,
    registerCancelJob,
    registerDisableProtection,
    registerEnableProtection,
    registerFailoverCommit,
    registerNotOffered,
    registerPurgeItem,
    registerRemoveDisks,
    registerRepairReplication,
    registerResolveHealthErrors,
    registerRestartJob,
    registerResumeJob,
    registerSwitchProtection,
    registerTestFailover,
    registerTestFailoverCleanup,
    registerUnplannedFailover,
    registerUpdateItem,
    registerUpdateMobilityService,
  ]) {
    register(world);
  }
}
