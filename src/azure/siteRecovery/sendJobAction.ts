import { apiVersions } from '../apiVersions.ts';
import type { Sent } from '../wire/armWriter.ts';
import type { RecoveryAccess } from './recoveryAccess.ts';

/** What can be asked of a job where its `allowedActions` say so. */
export type JobAction = 'cancel' | 'restart' | 'resume';

/** Asks once. The body of cancelling and restarting is empty; resuming may say why, and says nothing. */
export function sendJobAction(azure: RecoveryAccess, vaultId: string, jobId: string, action: JobAction): Promise<Sent> {
  const path = `${vaultId}/replicationJobs/${jobId}/${action}`;
  return azure.send({ method: 'POST', path, apiVersion: apiVersions.siteRecovery, body: action === 'resume' ? { properties: {} } : {} });
}
