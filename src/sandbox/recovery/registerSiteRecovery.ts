import type { World } from '../world.ts';
import { registerItemOperations } from './operations/registerItemOperations.ts';
import { registerPlanOperations } from './operations/registerPlanOperations.ts';
import { refuseOtherWrites } from './refuseOtherWrites.ts';
import { registerAlertSettings } from './registerAlertSettings.ts';
import { registerContainerMappings } from './registerContainerMappings.ts';
import { registerContainers } from './registerContainers.ts';
import { registerEligibility } from './registerEligibility.ts';
import { registerFabrics } from './registerFabrics.ts';
import { registerItemReads } from './registerItemReads.ts';
import { registerJobActions } from './registerJobActions.ts';
import { registerNetworkMappings } from './registerNetworkMappings.ts';
import { registerOperations } from './registerOperations.ts';
import { registerPolicies } from './registerPolicies.ts';
import { registerReads } from './registerReads.ts';
import { registerRecoveryPlans } from './registerRecoveryPlans.ts';
import { registerSupportedSystems } from './registerSupportedSystems.ts';
import { registerVaultHealth } from './registerVaultHealth.ts';
import { registerVaultSettings } from './registerVaultSettings.ts';

/** Azure Site Recovery, Azure to Azure: set-up and tear-down of vaults, protected machines and their life, jobs, events. */
export function registerSiteRecovery(world: World): void {
  for (const register of [
    registerOperations,
    registerReads,
    registerItemReads,
    registerItemOperations,
    registerPlanOperations,
    registerFabrics,
    registerContainers,
    registerContainerMappings,
    registerPolicies,
    registerNetworkMappings,
    registerRecoveryPlans,
    registerVaultHealth,
    registerJobActions,
    registerAlertSettings,
    registerVaultSettings,
    registerSupportedSystems,
    registerEligibility,
    refuseOtherWrites,
  ]) {
    register(world);
  }
}
