import type { ArmId } from '../model/armId.ts';
import type { EligibilityProblem } from '../model/compute.ts';
import type { Gap } from '../model/inventory.ts';
import { UserError } from '../model/userError.ts';
import { ArmReader } from './armReader.ts';
import type { Connection } from './connection.ts';
import { TableReader } from './tableReader.ts';
import { recordOf, recordsOf, textOf, type Row } from './values.ts';
import { withSession } from './withSession.ts';

const apiVersion = '2023-06-01';
const resultPath = '/providers/Microsoft.RecoveryServices/replicationEligibilityResults/default';

/** What Site Recovery says against replicating machines, by machine: [] for those that it would take. */
export type Eligibility = ReadonlyMap<ArmId, readonly EligibilityProblem[]>;

/**
 * Asks Site Recovery whether it would replicate these machines: one read each, limited by the reads that a subscription may make. A
 * machine that cannot be asked about is left out, and is a gap.
 *
 * Throws a `UserError`, or the signal's reason when cancelled.
 */
export async function readEligibility(
  connection: Connection,
  machineIds: readonly ArmId[],
  signal?: AbortSignal,
): Promise<{ readonly eligibility: Eligibility; readonly gaps: readonly Gap[] }> {
  return withSession(connection, signal, async (session) => {
    const reader = new TableReader(new ArmReader(session), session.signal, 1);
    return { eligibility: await eligibilityOf(reader, machineIds), gaps: reader.gaps };
  });
}

/** The same within a reading. */
export async function eligibilityOf(reader: TableReader, machineIds: readonly ArmId[]): Promise<Eligibility> {
  const found = new Map<ArmId, readonly EligibilityProblem[]>();
  await Promise.all(
    machineIds.map(async (id) => {
      const problems = await reader.one('eligibility', id, undefined, async () =>
        parseEligibility(await reader.arm.get(`${id}${resultPath}`, apiVersion)),
      );
      if (problems) found.set(id, problems);
      reader.progress('eligibility', 1);
    }),
  );
  return found;
}

/** A result as the wire shows it (recorded 2023, api-version 2022-08-01). Throws a `UserError` when it does not say. */
function parseEligibility(result: Row): readonly EligibilityProblem[] {
  const errors = recordsOf(recordOf(result['properties'])?.['errors']);
  if (!errors)
    throw new UserError('badAnswer', 'The answer has no result.', 'Try again; something between here and Azure may have answered.');
  return errors.map((error) => ({ code: textOf(error['code']) ?? '', message: textOf(error['message']) ?? '' }));
}
