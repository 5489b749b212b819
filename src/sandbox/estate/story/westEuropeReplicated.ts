import { deleteMachine } from '../deleteMachine.ts';
import type { EstateBuilder } from '../estateBuilder.ts';
import { healthEvent } from '../event.ts';
import { idIn, type Place } from '../place.ts';
import type { ItemFacts, ProtectedItem } from '../protectedItem.ts';
import { recoveryPlan } from '../recoveryPlan.ts';
import { failedOver, replicated, starting, testOpen } from '../situation.ts';
import { automation, encryptionSet, publicAddress } from '../targetObjects.ts';
import { crewOf } from './crew.ts';
import { groupOfSite, recoverySite, type Site } from './foundations.ts';

/** Production in West Europe, replicated to North Europe: the well and the ill, tests that stay open, failovers without an end. */
export function westEuropeReplicated(b: EstateBuilder, site: Site): void {
  const pair = recoverySite(b, site, {
    subscription: site.subscription,
    vault: 'rsv-dr-neu',
    vaultLocation: 'northeurope',
    // Without backups in it, its redundancy and soft delete are nobody's worry.
    vaultOptions: { redundancy: 'LocallyRedundant', softDelete: 'Disabled' },
    to: 'northeurope',
    prefix: '10.101',
    thresholdMinutes: 60,
  });
  const web = groupOfSite(b, site, 'rg-web-weu');
  const app = groupOfSite(b, site, 'rg-app-weu');
  const data = groupOfSite(b, site, 'rg-data-weu');
  const erp = groupOfSite(b, site, 'rg-erp-weu');
  const reports = groupOfSite(b, site, 'rg-reports-weu');

  const { ready, covered: coveredBy } = crewOf(b, site);
  const covered = (at: Place, name: string, facts: ItemFacts, spec?: Parameters<typeof ready>[2]): ProtectedItem =>
    coveredBy(pair, at, name, facts, spec);

  const recovered = pair.targetGroup;
  const web1 = covered(
    web,
    'web-01',
    { drilledDaysAgo: 12, recovery: { publicAddressId: publicAddress(b, recovered, 'web-01-pip', '198.51.100.11') } },
    { zone: '1', publicAddressId: publicAddress(b, web, 'web-01-pip', '203.0.113.11') },
  );
  const web2 = covered(web, 'web-02', { drilledDaysAgo: 214 });
  // Its public address stays behind.
  const web3 = covered(web, 'web-03', { drilledDaysAgo: 179 }, { publicAddressId: publicAddress(b, web, 'web-03-pip', '203.0.113.13') });
  const web4 = covered(web, 'web-04', {});
  covered(web, 'web-05', { drilledDaysAgo: 12 }, { os: 'Windows', securityType: 'TrustedLaunch' });

  const app1 = covered(
    app,
    'app-01',
    { drilledDaysAgo: 33, recovery: { staticAddress: '10.101.1.200' } },
    { bootDiagnosticsAccount: 'stdiagprodweu' },
  );
  covered(app, 'app-02', { drilledDaysAgo: 33, rpoSeconds: 3 * 3600 });
  covered(app, 'app-03', { drilledDaysAgo: 33, rpoSeconds: 300, figureAgeHours: 7 }, { size: 'Standard_F4s_v2' });
  // The first machine that a failover made has this address.
  covered(app, 'app-04', { drilledDaysAgo: 33, rpoSeconds: 55 * 60, recovery: { staticAddress: '10.101.1.4' } });
  const ill = covered(
    app,
    'app-05',
    { drilledDaysAgo: 33, rpoSeconds: 5 * 3600, figureAgeHours: 2, health: 'Critical' },
    { os: 'Windows' },
  );
  healthEvent(b, ill, 'Critical', 'Replication health changed to Critical.', 5);
  const gone = idIn(recovered, 'Microsoft.Network/publicIPAddresses', 'app-06-pip');
  const worried = covered(app, 'app-06', { drilledDaysAgo: 33, health: 'Warning', recovery: { publicAddressId: gone } }, { os: 'Windows' });
  healthEvent(b, worried, 'Warning', 'No app-consistent recovery point in the last 12 hours.', 20);
  testOpen(b, pair, ready(app, 'app-07'), 5 * 24, 100);
  testOpen(b, pair, ready(app, 'app-08'), 3, 90);

  const sql2 = covered(
    data,
    'sql-02',
    { drilledDaysAgo: 40 },
    { os: 'Windows', size: 'Standard_E8s_v5', disks: ['Premium_LRS', 'Premium_LRS', 'Premium_LRS'] },
  );
  const spread = ['Premium_LRS', 'Premium_LRS', 'Premium_LRS', 'Premium_LRS'];
  const keys = encryptionSet(b, data, 'des-data-weu');
  const dwh1 = ready(data, 'dwh-01', { os: 'Windows', size: 'Standard_E16s_v5', disks: spread, encryptionSetId: keys });
  replicated(b, pair, dwh1, { drilledDaysAgo: 60, unprotected: dwh1.disks.slice(-1) });
  const dwh2 = ready(data, 'dwh-02', { size: 'Standard_E16s_v5', disks: spread });
  replicated(b, pair, dwh2, { drilledDaysAgo: 60, leftOut: dwh2.disks.slice(-1) });
  covered(
    data,
    'dwh-03',
    { drilledDaysAgo: 60, recovery: { encryptionSetId: encryptionSet(b, recovered, 'des-data-neu') } },
    { size: 'Standard_E16s_v5', disks: [...spread, 'Premium_LRS', 'Premium_LRS'], encryptionSetId: keys },
  );
  covered(data, 'fs-01', { drilledDaysAgo: 60 }, { os: 'Windows', encryptionAtHost: true });

  failedOver(b, pair, ready(erp, 'erp-01', { os: 'Windows', power: 'deallocated' }), 3, false);
  failedOver(b, pair, ready(erp, 'erp-02', { os: 'Windows', power: 'deallocated' }), 6 * 24, false);
  failedOver(b, pair, ready(erp, 'erp-03', { power: 'deallocated' }), 9 * 24, true);
  failedOver(b, pair, ready(erp, 'erp-04', { power: 'deallocated' }), 5, true);
  starting(b, pair, ready(erp, 'crm-02'), 'initialReplication', 1);
  starting(b, pair, ready(erp, 'crm-03'), 'firstPointPending', 2);
  deleteMachine(b, failedOver(b, pair, ready(erp, 'crm-01', { noBackup: true }), 2 * 24, true).machine);

  const report1 = covered(app, 'report-01', { drilledDaysAgo: 21 });
  const report2 = covered(reports, 'report-01', { drilledDaysAgo: 21 }, { noBackup: true, dataDiskNames: ['report-01_archive'] });

  const account = automation(b, pair.vault.at, 'aa-dr-neu', { 'open-firewall': { last: 'Completed' } });
  recoveryPlan(b, 'plan-web', [[sql2], [app1], [web1, web2, web3, web4]], [`${account}/runbooks/open-firewall`]);
  // One group too many.
  recoveryPlan(
    b,
    'plan-reports',
    [sql2, app1, web1, web2, web3, web4, report1, report2].map((item) => [item]),
  );
}
