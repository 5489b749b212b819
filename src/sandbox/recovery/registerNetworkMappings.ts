import type { ArmResource } from '../resource.ts';
import type { Call, Reply } from '../wire.ts';
import type { World } from '../world.ts';
import { acceptJob } from './acceptedReply.ts';
import { textAt } from './field.ts';
import { affectedFabrics, jobDetails } from './jobs/affectedObjects.ts';
import type { JobPlan } from './jobs/jobPlan.ts';
import { requireChild } from './registerReads.ts';
import { requireNamed } from './requireNamed.ts';
import { mapNetworks, unmapNetworks } from './jobs/scenarios.ts';
import { invalidInput } from './siteRecoveryError.ts';
import { patchProperties } from './patchProperties.ts';
import { targetOf } from './siteRecoveryBody.ts';
import { requireVault, siteRecoveryId, VAULT, VAULT_TYPE } from './vaultScope.ts';

const FABRIC = 'replicationFabrics/{fabric}';
const PATH = `${FABRIC}/replicationNetworks/{network}/replicationNetworkMappings/{mapping}`;

/** Says which network of the recovery region machines of a network get. For Azure to Azure, under the literal network `azureNetwork`. */
export function registerNetworkMappings(world: World): void {
  world.router
    .add('PUT', `${VAULT}/${PATH}`, (call) => putMapping(world, call))
    .add('PATCH', `${VAULT}/${PATH}`, (call) => patchMapping(world, call))
    .add('DELETE', `${VAULT}/${PATH}`, (call) => deleteMapping(world, call));
}

function putMapping(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const primary = requireChild(world, call, FABRIC);
  const recoveryName = textAt(call.body, 'properties', 'recoveryFabricName');
  const recovery = requireNamed(
    world,
    call,
    vault,
    `${VAULT_TYPE}/replicationFabrics`,
    recoveryName && `${vault.id}/replicationFabrics/${recoveryName}`,
  );
  const primaryNetwork = textAt(call.body, 'properties', 'fabricSpecificDetails', 'primaryNetworkId');
  const recoveryNetwork = textAt(call.body, 'properties', 'recoveryNetworkId');
  // [GAP] What Azure says to a network that does not exist was never recorded; it is taken as it comes.
  if (!primaryNetwork || !recoveryNetwork) throw invalidInput(world, call, 'The ids of both networks are needed.');
  const { id, name, type } = targetOf(world, call, vault, PATH);
  const properties = mappingProperties(primary, recovery, primaryNetwork.toLowerCase(), recoveryNetwork.toLowerCase());
  return acceptJob(world, call, vault.id, id, {
    scenario: mapNetworks,
    ...networkJob(id, properties),
    complete: () => world.store.put({ type, id, name, properties }),
  });
}

/** Chooses another network of the recovery region. [GAP] Never recorded; the input is the OpenAPI's. */
function patchMapping(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const mapping = requireChild(world, call, PATH);
  const recoveryNetworkId = textAt(call.body, 'properties', 'recoveryNetworkId')?.toLowerCase();
  if (!recoveryNetworkId) throw invalidInput(world, call, 'The id of the recovery network is needed.');
  return acceptJob(world, call, vault.id, mapping.id, {
    scenario: mapNetworks,
    ...networkJob(mapping.id, mapping.properties),
    complete: () =>
      patchProperties(world, mapping.id, () => ({ recoveryNetworkId, recoveryNetworkFriendlyName: lastSegment(recoveryNetworkId) })),
  });
}

/** What the jobs of a mapping are about: the primary network, by its name in lower case as its id, too [recorded]. */
function networkJob(mappingId: string, properties: ArmResource['properties']): Pick<JobPlan, 'target' | 'customDetails'> {
  const text = (key: string): string => textAt(properties, key) ?? '';
  const name = text('primaryNetworkFriendlyName');
  const networks = {
    primaryNetworkId: text('primaryNetworkId'),
    primaryNetworkName: name,
    recoveryNetworkId: text('recoveryNetworkId'),
  };
  const fabrics = affectedFabrics(
    { id: mappingId.split('/').slice(0, -4).join('/'), friendlyName: text('primaryFabricFriendlyName') },
    { id: text('recoveryFabricArmId'), friendlyName: text('recoveryFabricFriendlyName') },
  );
  return { target: { id: name, name }, customDetails: jobDetails({ ...networks, ...fabrics }) };
}

/** Ids and names of networks read back in lower case [recorded]. */
function mappingProperties(
  primary: ArmResource,
  recovery: ArmResource,
  primaryNetworkId: string,
  recoveryNetworkId: string,
): Record<string, unknown> {
  const location = (fabric: ArmResource): string | undefined => textAt(fabric, 'properties', 'customDetails', 'location');
  return {
    state: 'Paired',
    primaryNetworkFriendlyName: lastSegment(primaryNetworkId),
    primaryNetworkId,
    primaryFabricFriendlyName: textAt(primary, 'properties', 'friendlyName'),
    recoveryNetworkFriendlyName: lastSegment(recoveryNetworkId),
    recoveryNetworkId,
    recoveryFabricArmId: siteRecoveryId(recovery.id),
    recoveryFabricFriendlyName: textAt(recovery, 'properties', 'friendlyName'),
    fabricSpecificSettings: {
      instanceType: 'AzureToAzure',
      primaryFabricLocation: location(primary),
      recoveryFabricLocation: location(recovery),
    },
  };
}

function deleteMapping(world: World, call: Call): Reply {
  const vault = requireVault(world, call);
  const mapping = requireChild(world, call, PATH);
  return acceptJob(world, call, vault.id, mapping.id, {
    scenario: unmapNetworks,
    ...networkJob(mapping.id, mapping.properties),
    complete: () => void world.store.delete(mapping.id),
  });
}

function lastSegment(id: string): string {
  return id.split('/').at(-1) ?? '';
}
