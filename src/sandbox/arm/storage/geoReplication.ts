import type { ArmResource } from '../../resource.ts';
import { ArmError, type Call, type Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { patchProperties } from '../../recovery/patchProperties.ts';
import { badRequest } from '../errors.ts';
import { bodyObject } from '../generic.ts';
import { accountSku, assertNotBusy, skuName, withSku } from './accountBody.ts';
import { ACCOUNT, existingAccount } from './accounts.ts';
import { geoReplicationStats } from './geoReplicationStats.ts';
import { storageOperation } from './storageOperation.ts';

/** [GAP] Seconds; Microsoft says that a failover takes about an hour at most. */
const FAILOVER_SECONDS = 1800;
/** [GAP] A conversion is asked for and then waits its turn; days in Azure. */
const CONVERSION_START_SECONDS = 3600;
const CONVERSION_SECONDS = 86_400;
const MIGRATIONS = 'accountMigrations';

/** Account failover and conversion between redundancies. */
export function registerGeoReplication(world: World): void {
  const { router, store, clock } = world;
  router.add('POST', `${ACCOUNT}/failover`, failover);
  router.add('POST', `${ACCOUNT}/startAccountMigration`, startMigration);
  router.add('GET', `${ACCOUNT}/${MIGRATIONS}/{migration}`, (call) => {
    const account = existingAccount(world, { ...call, path: call.path.split('/').slice(0, -2).join('/') });
    const migration = store.get(`${account.id}/${MIGRATIONS}/default`);
    if (!migration) throw new ArmError(404, 'AccountMigrationNotFound', `There is no conversion of the storage account '${account.name}'.`);
    return { status: 200, body: migration };
  });

  /** An unplanned failover leaves an LRS account in the former secondary; a planned one keeps the redundancy and swaps the sides. */
  function failover(call: Call): Reply {
    const account = existingAccount(world, call);
    assertNotBusy(account);
    const planned = call.query.get('failoverType')?.toLowerCase() === 'planned';
    const stats = geoReplicationStats(world, account);
    // Recorded of an account without a secondary (2019-06-01).
    if (!stats) {
      const sku = skuName(account);
      throw badRequest(
        'InvalidAccountType',
        `The AccountType ${sku} is invalid. For more information, see - https://aka.ms/accountfailoverprerequisites`,
      );
    }
    if (!(planned ? stats.canPlannedFailover : stats.canFailover)) {
      throw new ArmError(409, 'LastSyncTimeUnavailable', `The storage account '${account.name}' cannot be failed over now.`);
    }
    const { primaryLocation, secondaryLocation } = account.properties ?? {};
    const finish = (): undefined => {
      const now = store.get(account.id);
      if (!now) return;
      const sku = planned ? skuName(account) : stats.postFailoverRedundancy;
      const { failoverInProgress: _ended, ...properties } = now.properties ?? {};
      const moved: ArmResource = {
        ...now,
        sku: accountSku(sku),
        properties: {
          ...properties,
          primaryLocation: secondaryLocation,
          secondaryLocation: primaryLocation,
          statusOfPrimary: 'available',
          lastGeoFailoverTime: clock.now().toISOString(),
        },
      };
      store.put(withSku(moved, sku));
    };
    patchProperties(world, account.id, () => ({ failoverInProgress: true }));
    return storageOperation(world, call, account.location ?? '', { seconds: FAILOVER_SECONDS, finish });
  }

  function startMigration(call: Call): Reply {
    const account = existingAccount(world, call);
    assertNotBusy(account);
    const { targetSkuName } = (bodyObject(call)['properties'] ?? {}) as { targetSkuName?: string };
    if (targetSkuName === undefined) throw badRequest('InvalidRequestPropertyValue', "The value for 'targetSkuName' is missing.");
    const zonal = (sku: string): boolean => /ZRS/.test(sku);
    if (zonal(skuName(account)) === zonal(targetSkuName)) {
      throw badRequest(
        'InvalidAccountMigrationTargetSku',
        `A conversion from ${skuName(account)} to ${targetSkuName} is not possible: change the SKU instead.`,
      );
    }
    const id = `${account.id}/${MIGRATIONS}/default`;
    const mark = (migrationStatus: string): void =>
      store.put({
        id,
        name: 'default',
        type: `Microsoft.Storage/storageAccounts/${MIGRATIONS}`,
        properties: { targetSkuName, migrationStatus },
      });
    mark('SubmittedForConversion');
    const begin = clock.now().getTime() + CONVERSION_START_SECONDS * 1000;
    clock.schedule(begin, () => {
      if (store.has(account.id)) mark('InProgress');
    });
    clock.schedule(begin + CONVERSION_SECONDS * 1000, () => {
      const now = store.get(account.id);
      if (!now) return;
      store.put(withSku(now, targetSkuName));
      mark('Complete');
    });
    const seconds = CONVERSION_START_SECONDS + CONVERSION_SECONDS;
    return storageOperation(world, call, account.location ?? '', { seconds }, { asyncOperation: true });
  }
}
