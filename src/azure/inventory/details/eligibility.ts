import { apiVersions } from '../../apiVersions.ts';
import type { ArmId } from '../../../model/armId.ts';
import type { EligibilityProblem } from '../../../model/compute.ts';
import { badAnswer } from '../../wire/badAnswer.ts';
import { recordOf, recordsOf, textOf, type Row } from '../../values.ts';
import type { DetailReader } from './detailReader.ts';

/** Behind the id of a machine. */
export const eligibilityPath = '/providers/Microsoft.RecoveryServices/replicationEligibilityResults/default';

/** Asks Site Recovery whether it would replicate a machine. */
export async function readEligibility(reader: DetailReader, machineId: ArmId): Promise<void> {
  await reader.read('eligibility', machineId, async () =>
    parseEligibility(await reader.arm.get(`${machineId}${eligibilityPath}`, apiVersions.siteRecovery)),
  );
}

/** A result as the wire shows it (recorded 2023, api-version 2022-08-01). Throws a `UserError` when it does not say. */
export function parseEligibility(result: Row): readonly EligibilityProblem[] {
  const errors = recordsOf(recordOf(result['properties'])?.['errors']);
  if (!errors) throw badAnswer('The answer has no result.');
  return errors.map((error) => ({ code: textOf(error['code']) ?? '', message: textOf(error['message']) ?? '' }));
}
