import { apiVersions } from '../../apiVersions.ts';
import type { ArmId } from '../../../model/armId.ts';
import type { GeoReplication, StorageAccount } from '../../../model/storage.ts';
import { questionsOf } from '../../../model/subjects.ts';
import { badAnswer } from '../../wire/badAnswer.ts';
import { dateOf, flagOf, orNone, recordOf, textOf, type Row } from '../../values.ts';
import type { DetailReader } from './detailReader.ts';

/** What of an account is to be read at full depth, by what its row tells. `isCache`: machines are replicated through it. */
export async function readAccount(reader: DetailReader, account: StorageAccount, isCache: boolean): Promise<void> {
  const { geoReplication, fileShares } = questionsOf(account);
  if (geoReplication) await readGeoReplication(reader, account.id);
  if (fileShares) await readShares(reader, account.id);
  if (isCache) await readSoftDelete(reader, account.id);
}

async function readGeoReplication(reader: DetailReader, id: ArmId): Promise<void> {
  await reader.read('geoReplication', id, async () => {
    const properties = recordOf((await reader.arm.get(id, apiVersions.storage, { $expand: 'geoReplicationStats' }))['properties']);
    if (properties === undefined) throw badAnswer();
    const stats = recordOf(properties['geoReplicationStats']);
    return stats === undefined ? null : parseGeoReplication(stats);
  });
}

function parseGeoReplication(stats: Row): GeoReplication {
  return {
    status: textOf(stats['status']),
    lastSyncTime: orNone(dateOf(stats['lastSyncTime']), stats['lastSyncTime'], textOf(stats['status']) !== undefined),
    canFailover: flagOf(stats['canFailover']),
    canPlannedFailover: flagOf(stats['canPlannedFailover']),
  };
}

async function readShares(reader: DetailReader, id: ArmId): Promise<void> {
  await reader.read('fileShares', id, async () => {
    const names: string[] = [];
    await reader.arm.list(`${id}/fileServices/default/shares`, apiVersions.storage, {}, (page) => {
      names.push(...page.map(({ name }) => textOf(name)).filter((name) => name !== undefined));
    });
    return names;
  });
}

/** Off where Azure says nothing of it: that is its default. */
async function readSoftDelete(reader: DetailReader, id: ArmId): Promise<void> {
  await reader.read('blobSoftDelete', id, async () => {
    const properties = recordOf((await reader.arm.get(`${id}/blobServices/default`, apiVersions.storage))['properties']);
    if (properties === undefined) throw badAnswer();
    return flagOf(recordOf(properties['deleteRetentionPolicy'])?.['enabled']) ?? false;
  });
}
