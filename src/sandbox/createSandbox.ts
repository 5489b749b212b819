import { ActivityLog } from './arm/activity/activityLog.ts';
import { registerActivityLog } from './arm/activity/registerActivityLog.ts';
import { registerCompute } from './arm/compute/registerCompute.ts';
import { registerCallerRights } from './arm/callerRights.ts';
import { registerFeatures } from './arm/features.ts';
import { registerGeneric } from './arm/generic.ts';
import { registerLocations } from './arm/locations.ts';
import { registerLinks } from './arm/links.ts';
import { registerLocks } from './arm/locks.ts';
import { registerMoveResources } from './arm/moveResources.ts';
import { registerNameChecks } from './arm/nameChecks.ts';
import { registerNetwork } from './arm/network/registerNetwork.ts';
import { registerPolicies } from './arm/policies.ts';
import { registerProviders } from './arm/providers.ts';
import { Registrations } from './arm/registrations.ts';
import { registerResourceGroups } from './arm/resourceGroups.ts';
import { registerResourceHealth } from './arm/resourceHealth.ts';
import { registerRoleAssignments } from './arm/roles/roleAssignments.ts';
import { registerRoleDefinitions } from './arm/roles/roleDefinitions.ts';
import { registerStorage } from './arm/storage/registerStorage.ts';
import { registerSubscriptions } from './arm/subscriptions.ts';
import { registerTagNames } from './arm/tagNames.ts';
import { registerTags } from './arm/tags.ts';
import { registerTokens } from './arm/tokens.ts';
import { registerUserIdentities } from './arm/userIdentities.ts';
import { Clock } from './clock.ts';
import type { Control } from './control.ts';
import { createControl } from './createControl.ts';
import { buildEstate } from './estate/buildEstate.ts';
import { Faults } from './faults.ts';
import { registerResourceGraph } from './graph/registerResourceGraph.ts';
import { registerSharedQueries } from './graph/sharedQueries.ts';
import { handleRequest } from './handleRequest.ts';
import { Operations } from './armOperations.ts';
import { Outages } from './outages.ts';
import { implyParents } from './recovery/implyParents.ts';
import { countProtectedItems } from './recovery/backup/backupPolicies.ts';
import { registerBackup } from './recovery/backup/registerBackup.ts';
import { registerSiteRecovery } from './recovery/registerSiteRecovery.ts';
import { registerVaults } from './recovery/vaults/registerVaults.ts';
import { replicatingView } from './recovery/replicatingView.ts';
import { VAULT_TYPE } from './recovery/vaultScope.ts';
import { RequestLog, type LoggedRequest } from './requestLog.ts';
import { Router } from './router.ts';
import { seededRandom } from './seededRandom.ts';
import { Store } from './store.ts';
import { Throttle } from './throttle.ts';
import type { WireRequest, WireResponse } from './wire.ts';
import type { SandboxOptions, World } from './world.ts';

/** A sandbox in this process: what answers, and what steers it. */
export interface Sandbox {
  /** Rejects with `ConnectionReset` when the connection is to be cut. */
  readonly handle: (request: WireRequest) => Promise<WireResponse>;
  readonly control: Control;
  readonly tenantId: string;
  /** Of this moment: `control.reset()` makes a new one. */
  readonly world: World;
}

/** What the surroundings give. */
export interface Surroundings {
  /** Real milliseconds since 1970. */
  readonly realNow?: () => number;
  /** Called for each request once it is answered. */
  readonly onRequest?: (request: LoggedRequest) => void;
}

/** Where a manual clock starts: the day on which the estate's story is told. */
const STORY_START = new Date('2026-09-14T08:00:00Z');

const TENANT = '5a4d0b0c-1111-4222-8333-444444444444';

const defaults: SandboxOptions = {
  clock: 'real',
  speed: 1,
  seed: 1,
  empty: false,
  latencyMs: 0,
  throttle: false,
  graphLagSeconds: 0,
};

/** A small Azure of its own, in memory. Speaks the wire of ARM, Entra ID and Resource Graph; opens nothing by itself. */
export function createSandbox(options: Partial<SandboxOptions> = {}, surroundings: Surroundings = {}): Sandbox {
  const settings: SandboxOptions = { ...defaults, ...options };
  const realNow = surroundings.realNow ?? Date.now;
  const start = settings.start ?? (settings.clock === 'manual' ? STORY_START : new Date(realNow()));
  const build = (): World => createWorld(settings, start, realNow, surroundings.onRequest);
  let world = build();
  let throttle = new Throttle(realNow);
  const control = createControl(
    () => world,
    () => {
      world = build();
      throttle = new Throttle(realNow);
    },
  );
  return {
    handle: (request) => handleRequest(world, throttle, request),
    control,
    tenantId: TENANT,
    get world() {
      return world;
    },
  };
}

function createWorld(options: SandboxOptions, start: Date, realNow: () => number, onRequest: Surroundings['onRequest']): World {
  const clock = new Clock({ mode: options.clock, speed: options.speed, start, realNow });
  // Other sequences than the estate's own, whose GUIDs would come a second time.
  const random = seededRandom(options.seed + 1);
  const faults = new Faults();
  const world: World = {
    store: new Store(clock),
    clock,
    router: new Router(),
    openRouter: new Router(),
    options,
    tenantId: TENANT,
    newGuid: random.guid,
    newRequestId: seededRandom(options.seed + 2).guid,
    random: random.next,
    takeJobFault: (scenarioName) => faults.takeForJob(scenarioName),
    realNow,
    faults,
    outages: new Outages(),
    registrations: new Registrations(),
    operations: new Operations({ clock, newGuid: random.guid }),
    jobPlans: new Map(),
    log: new RequestLog(onRequest),
    activity: new ActivityLog(),
  };
  registerTokens(world);
  registerSubscriptions(world);
  registerLocations(world);
  registerNameChecks(world);
  registerProviders(world);
  registerFeatures(world);
  registerCallerRights(world);
  registerRoleAssignments(world);
  registerRoleDefinitions(world);
  registerLocks(world);
  registerLinks(world);
  registerPolicies(world);
  registerResourceGroups(world);
  registerMoveResources(world);
  registerTags(world);
  registerTagNames(world);
  registerActivityLog(world);
  registerGeneric(world);
  registerUserIdentities(world);
  registerCompute(world);
  registerStorage(world);
  registerNetwork(world);
  registerResourceHealth(world);
  registerVaults(world);
  registerSiteRecovery(world);
  registerBackup(world);
  registerResourceGraph(world);
  registerSharedQueries(world);
  seed(world);
  return world;
}

/** Fills the store from the estate. */
function seed({ store, clock, options }: World): void {
  const estate = buildEstate({ ...options, now: clock.now() });
  for (const subscription of estate.subscriptions) store.putSubscription(subscription.id, subscription.displayName);
  if (options.empty) return;
  const replicating = new Set(estate.replicating);
  for (const resource of estate.resources) store.put(resource, replicating.has(resource.id) ? replicatingView : undefined);
  // Last, so that only what the estate itself left out is made: containers of backup items.
  for (const resource of estate.resources) implyParents(store, resource, clock.now());
  for (const vault of store.list(VAULT_TYPE)) countProtectedItems(store, vault.id);
}
