import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { fieldAt } from '../field.ts';
import { patchProperties } from '../patchProperties.ts';
import { requireVault } from '../vaultScope.ts';
import { accepted } from './acceptBackupJob.ts';
import { backupError } from './backupError.ts';
import { endJob, isRunning } from './backupJob.ts';

/** [GAP] How long a job takes to be cancelled was not recorded. */
const SECONDS = 30;

/** Cancels a job that says that it can be: what it did not do yet it does not do any more. */
export function cancelBackupJob(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const id = `${vault.id}/backupJobs/${call.params['job']}`;
  const job = world.store.get(id);
  if (!job || !isRunning(job) || fieldAt(job, 'properties', 'actionsInfo') === undefined) {
    // [GAP] Neither code nor text was read.
    throw backupError('UserErrorJobNotCancellable', `The job '${call.params['job']}' cannot be cancelled.`);
  }
  patchProperties(world, id, () => ({ status: 'Cancelling', actionsInfo: undefined }));
  const operation = world.operations.start({
    seconds: SECONDS,
    finish: () => {
      endJob(world, id, 'Cancelled');
      return job.name;
    },
  });
  return accepted(world, call, `${vault.id}/backupOperations/${operation.id}`, `${id}/operationResults/${operation.id}`);
}
