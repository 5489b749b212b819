import { regionName } from './regionName.ts';
import type { World } from '../world.ts';
import { acceptJob } from './acceptedReply.ts';
import { textAt } from './field.ts';
import { affectedFabrics, jobDetails } from './jobs/affectedObjects.ts';
import type { JobPlan } from './jobs/jobPlan.ts';
import { nameGuid } from './nameGuid.ts';
import { requireChild } from './registerReads.ts';
import { checkConsistency, createFabric, removeFabric } from './jobs/scenarios.ts';
import { inUse, invalidInput } from './siteRecoveryError.ts';
import { targetOf } from './siteRecoveryBody.ts';
import { requireVault, VAULT } from './vaultScope.ts';
import type { Call, Reply } from '../wire.ts';

const PATH = 'replicationFabrics/{fabric}';
const KEYS = { kekState: 'None', kekCertThumbprint: null };

/** A fabric stands for a region. Created by PUT, removed by DELETE or POST remove, which both answer alike. */
export function registerFabrics(world: World): void {
  world.router
    .add('PUT', `${VAULT}/${PATH}`, (call) => putFabric(world, call))
    .add('DELETE', `${VAULT}/${PATH}`, (call) => deleteFabric(world, call))
    .add('POST', `${VAULT}/${PATH}/remove`, (call) => deleteFabric(world, call))
    .add('POST', `${VAULT}/${PATH}/checkConsistency`, (call) => {
      const fabric = requireChild(world, call, PATH);
      return acceptJob(world, call, requireVault(world, call).id, fabric.id, {
        scenario: checkConsistency,
        ...fabricJob(fabric.id, fabric.name),
        complete: () => {},
      });
    });
}

/** A fabric's jobs call it by its own name, not by its region's [recorded]. */
function fabricJob(id: string, name: string): Pick<JobPlan, 'target' | 'customDetails'> {
  return { target: { id: nameGuid(id), name }, customDetails: jobDetails(affectedFabrics({ id, friendlyName: name })) };
}

function putFabric(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const location = textAt(call.body, 'properties', 'customDetails', 'location')?.replaceAll(' ', '').toLowerCase();
  if (!location) throw invalidInput(world, call, 'The location of the fabric is missing.');
  const { id, name, type } = targetOf(world, call, vault, PATH);
  const complete = (): void => {
    // A PUT on an existing fabric is accepted and changes nothing [recorded].
    if (!world.store.has(id)) world.store.put({ name, type, id, properties: fabricProperties(id, location) });
  };
  return acceptJob(world, call, vault.id, id, {
    scenario: createFabric,
    ...fabricJob(id, name),
    complete,
  });
}

/** A fabric in Azure without containers [recorded]. */
export function fabricProperties(id: string, location: string): Record<string, unknown> {
  return {
    friendlyName: regionName(location),
    encryptionDetails: KEYS,
    rolloverEncryptionDetails: KEYS,
    internalIdentifier: nameGuid(id),
    bcdrState: 'Valid',
    customDetails: { instanceType: 'Azure', location, containerIds: [], zones: [] },
    healthErrorDetails: [],
    health: 'Normal',
  };
}

/** Network mappings go with their fabric: the recorded tear-down left them to it. Containers do not. */
function deleteFabric(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const fabric = requireChild(world, call, PATH);
  if (world.store.list(`${fabric.type}/replicationProtectionContainers`, fabric.id).length > 0) {
    throw inUse(world, call, fabric.name, 'the fabric still has protection containers');
  }
  return acceptJob(world, call, vault.id, fabric.id, {
    scenario: removeFabric,
    ...fabricJob(fabric.id, fabric.name),
    complete: () => void world.store.delete(fabric.id),
  });
}
