import { deleteMachine } from '../deleteMachine.ts';
import type { EstateBuilder } from '../estateBuilder.ts';
import { mobilityService, monitorAgent } from '../machineExtension.ts';
import type { ReplicationPair } from '../replicationPair.ts';
import { recoveryPlan } from '../recoveryPlan.ts';
import { automation, ineligible, quota } from '../targetObjects.ts';
import { crewOf } from './crew.ts';
import { groupOfSite, recoverySite, type Site } from './foundations.ts';

/** Development in West Europe: mostly unprotected; what is replicated is so by a vault of the shared subscription. */
export function devWestEurope(b: EstateBuilder, site: Site, sharedVault: ReplicationPair): void {
  const dev = groupOfSite(b, site, 'rg-dev-weu');
  // Named like a group that Azure Kubernetes Service manages, but nobody manages it.
  const tools = groupOfSite(b, { subscription: site.subscription, location: 'northeurope' }, 'MC_tools_weu');
  const { make, covered } = crewOf(b, site);
  covered(sharedVault, dev, 'dev-web-01', { drilledDaysAgo: 110 });
  covered(sharedVault, dev, 'dev-web-02', {});
  make(dev, 'dev-web-03');
  make(dev, 'dev-build-01', { os: 'Windows', agent: 'Not Ready' });
  make(dev, 'dev-build-02', { os: 'Windows', power: 'deallocated' });
  make(dev, 'dev-build-03', { power: 'stopped' });
  make(dev, 'dev-load-01', { spot: true });
  // Its group was made elsewhere.
  make({ ...tools, location: site.location }, 'tools-01');
  // Deleted while it was replicated: its item is all that is left.
  deleteMachine(b, covered(sharedVault, dev, 'dev-old-01', { drilledDaysAgo: 400, figureAgeHours: 40 * 24 }).machine);
}

/** Development in Germany: the vault was made where the machines are. */
export function devGermany(b: EstateBuilder, site: Site): void {
  const pair = recoverySite(b, site, {
    subscription: site.subscription,
    vault: 'rsv-dr-gwc',
    vaultLocation: site.location,
    to: 'westeurope',
    targetGroupLocation: 'westeurope',
    prefix: '10.104',
    thresholdMinutes: 0,
  });
  const germany = groupOfSite(b, site, 'rg-dev-gwc');
  const { make, covered } = crewOf(b, site);
  const first = covered(pair, germany, 'de-erp-01', { drilledDaysAgo: 50 }, { os: 'Windows' });
  const second = covered(pair, germany, 'de-erp-02', { drilledDaysAgo: 300 });
  // In the region that the plan is there for to leave.
  const account = automation(b, germany, 'aa-dev-gwc', { 'start-erp': { last: 'Completed' } });
  recoveryPlan(b, 'plan-erp', [[first, second]], [`${account}/runbooks/start-erp`]);
  // The machines of West Europe leave room for one more.
  quota(b, { subscription: site.subscription, location: 'westeurope' }, 'standardDSv5Family', 36);
  const failed = make(germany, 'de-app-01', { provisioningState: 'Failed', extensions: [monitorAgent('Linux')] });
  ineligible(b, failed.id, '150019', 'The provisioning state of the virtual machine is not valid.');
  make(germany, 'de-app-02', { extensions: [monitorAgent('Linux'), mobilityService('Linux', true)] });
}
