import type { World } from '../world.ts';
import { acceptJob } from './acceptedReply.ts';
import { vaultNumber } from './registerVaultHealth.ts';
import { exportJobs } from './jobs/scenarios.ts';
import { requireVault, VAULT } from './vaultScope.ts';

/** What can be asked of jobs besides reading them. */
export function registerJobActions(world: World): void {
  world.router.add('POST', `${VAULT}/replicationJobs/export`, (call) => {
    const vault = requireVault(world, call);
    // The result of an export is the export's own job [recorded].
    return acceptJob(world, call, vault.id, `${vault.id}/replicationJobs/{job}`, {
      scenario: exportJobs,
      target: { id: vaultNumber(vault.id), name: '' },
      // [GAP] Azure writes the jobs to a blob of its own; the sandbox has none to name.
      customDetails: { instanceType: 'ExportJobDetails', affectedObjectDetails: {}, blobUri: '', sasToken: '' },
      complete: () => {},
    });
  });
}
