import { apiVersions } from '../../apiVersions.ts';
import type { ArmId } from '../../../model/armId.ts';
import { badAnswer } from '../../wire/badAnswer.ts';
import { recordOf, recordsOf, textOf, type Row } from '../../values.ts';
import type { DetailReader } from './detailReader.ts';

/** The operating systems that Site Recovery supports, as a vault tells them. */
export async function readSupportedSystems(reader: DetailReader, vaultId: ArmId): Promise<void> {
  await reader.read('supportedSystems', vaultId, async () =>
    parseSupportedSystems(await reader.arm.get(`${vaultId}/replicationSupportedOperatingSystems`, apiVersions.siteRecovery)),
  );
}

/** As the wire shows it (recorded 2023-08-02). Throws a `UserError` for a body without the list for Azure. */
function parseSupportedSystems(body: Row): ReadonlySet<string> {
  const lists = recordsOf(recordOf(body['properties'])?.['supportedOsList']);
  const list = lists?.find(({ instanceType }) => textOf(instanceType)?.toLowerCase() === 'a2a');
  const systems = recordsOf(list?.['supportedOs']);
  if (systems === undefined) throw badAnswer();
  return new Set(
    systems.flatMap((system) => {
      const [name, versions] = [textOf(system['osName']), recordsOf(system['osVersions'])];
      if (name === undefined || versions === undefined) throw badAnswer();
      return versions.map(({ version }) => {
        if (textOf(version) === undefined) throw badAnswer();
        return `${name} ${textOf(version)}`.toLowerCase();
      });
    }),
  );
}
