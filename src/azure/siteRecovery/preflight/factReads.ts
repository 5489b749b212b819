import { apiVersions } from '../../apiVersions.ts';
import type { ArmId } from '../../../model/armId.ts';
import type { EligibilityProblem } from '../../../model/compute.ts';
import type { PermissionSet } from '../../../model/permissionSet.ts';
import type { Lock, PolicyDenial, PolicyQuestion, TargetNetwork } from '../../../model/preflightFacts.ts';
import type { StorageAccount } from '../../../model/storage.ts';
import { UserError } from '../../../model/userError.ts';
import type { ReplicationLink } from '../../../model/vault.ts';
import { badAnswer, throwBadAnswer } from '../../wire/badAnswer.ts';
import { eligibilityPath, parseEligibility } from '../../inventory/details/eligibility.ts';
import { rowOf } from '../../inventory/columns.ts';
import { parseLink } from '../../inventory/readLinks.ts';
import { storageAccountsTable } from '../../inventory/tables/storageAccountsTable.ts';
import { armIdOf, listOf, locationOf, recordOf, recordsOf, textOf, textsOf, type Row } from '../../values.ts';
import { outboundOf, prefixOf } from '../readReplicationSource.ts';
import type { RecoveryAccess } from '../recoveryAccess.ts';

/** Each function is one call (and further pages of a list); each throws a `UserError` where the answer does not tell. */

const locksVersion = '2016-09-01';
const permissionsVersion = '2022-04-01';
const policyVersion = '2022-03-01';
const disksVersion = '2023-10-02';

/** What Site Recovery says against replicating a machine; [] when it would take it. */
export async function readEligible(azure: RecoveryAccess, machineId: string): Promise<readonly EligibilityProblem[]> {
  const answer = await azure.read(`${machineId}${eligibilityPath}`, apiVersions.siteRecovery);
  if (!answer) throw badAnswer('Site Recovery does not know the machine.');
  return parseEligibility(answer);
}

/** The marks of replicated machines in a subscription. */
export async function readMachineLinks(azure: RecoveryAccess, subscription: string): Promise<readonly ReplicationLink[]> {
  const rows = await azure.list(`${subscription}/providers/Microsoft.Resources/links`, apiVersions.links);
  return rows.map(parseLink).filter((link) => link !== undefined);
}

/** Also those on resources and resource groups in the subscription. */
export async function readLocks(azure: RecoveryAccess, subscription: string): Promise<readonly Lock[]> {
  const rows = await azure.list(`${subscription}/providers/Microsoft.Authorization/locks`, locksVersion);
  return rows.map((row) => {
    const id = textOf(row['id']);
    const level = textOf(recordOf(row['properties'])?.['level']);
    if (id === undefined || level === undefined) throw badAnswer();
    return { scope: id.slice(0, id.toLowerCase().lastIndexOf('/providers/')), level, name: textOf(row['name']) ?? '' };
  });
}

/** Disks that Site Recovery keeps for failovers carry this name [recorded]. */
const replicaName = /-ASRReplica$/i;

/** Ids of the replica disks in a resource group; null for a group that is not there. */
export async function readReplicas(azure: RecoveryAccess, groupId: string): Promise<readonly string[] | null> {
  const rows = await orNone(azure.list(`${groupId}/providers/Microsoft.Compute/disks`, disksVersion));
  return rows && rows.flatMap((row) => textOf(row['id']) ?? []).filter((id) => replicaName.test(id));
}

/** Null for an account that is not there. */
export async function readCacheAccount(azure: RecoveryAccess, id: string): Promise<StorageAccount | null> {
  const body = await azure.read(id, apiVersions.storage);
  return body ? (storageAccountsTable.parse(rowOf(storageAccountsTable, body)) ?? throwBadAnswer()) : null;
}

/** Null for a network that is not there. */
export async function readNetwork(azure: RecoveryAccess, id: string): Promise<TargetNetwork | null> {
  const body = await azure.read(id, apiVersions.network);
  return body ? networkOf(body) : null;
}

/** All networks of a subscription. */
export async function readNetworks(azure: RecoveryAccess, subscription: string): Promise<ReadonlyMap<ArmId, TargetNetwork>> {
  const rows = await azure.list(`${subscription}/providers/Microsoft.Network/virtualNetworks`, apiVersions.network);
  return new Map(rows.map((row) => [armIdOf(row['id']) ?? throwBadAnswer(), networkOf(row)]));
}

/** `ipConfigurations` of a subnet refers to all that have an address in it; Azure leaves it out of an empty one. */
function networkOf(body: Row): TargetNetwork {
  const subnets = recordsOf(recordOf(body['properties'])?.['subnets']);
  const location = locationOf(body['location']);
  if (subnets === undefined || location === undefined) return throwBadAnswer();
  return {
    location,
    subnets: subnets.map((subnet) => {
      const properties = recordOf(subnet['properties']);
      const used = listOf(properties?.['ipConfigurations'])?.length ?? 0;
      return Object.assign({ name: textOf(subnet['name']) ?? '', addressPrefix: prefixOf(properties), used }, outboundOf(properties));
    }),
  };
}

/** Where a route for all addresses leads: an appliance (a firewall) or a gateway reaches the Internet by itself. */
const ownWays = /^(VirtualAppliance|VirtualNetworkGateway)$/i;

/** Whether a route table sends all addresses to something that reaches the Internet. */
export async function readDefaultRoute(azure: RecoveryAccess, id: string): Promise<boolean> {
  const routes = recordsOf(recordOf((await azure.read(id, apiVersions.network))?.['properties'])?.['routes']) ?? throwBadAnswer();
  return routes
    .map((route) => recordOf(route['properties']))
    .some((route) => textOf(route?.['addressPrefix']) === '0.0.0.0/0' && ownWays.test(textOf(route?.['nextHopType']) ?? ''));
}

/** `registrationState` by namespace, lower-case. */
export async function readProviders(azure: RecoveryAccess, subscription: string): Promise<ReadonlyMap<string, string>> {
  const rows = await azure.list(`${subscription}/providers`, apiVersions.resources);
  return new Map(rows.map((row) => [(textOf(row['namespace']) ?? '').toLowerCase(), textOf(row['registrationState']) ?? throwBadAnswer()]));
}

/** Null for a resource group that is not there. */
export async function readPermissions(azure: RecoveryAccess, scope: string): Promise<readonly PermissionSet[] | null> {
  const rows = await orNone(azure.list(`${scope}/providers/Microsoft.Authorization/permissions`, permissionsVersion));
  return (
    rows && rows.map((row) => ({ actions: textsOf(row['actions']) ?? throwBadAnswer(), notActions: textsOf(row['notActions']) ?? [] }))
  );
}

/**
 * What Azure Policy would say to a resource: policies that deny it as it is, and values that they deny. Policies that only audit are left out
 * by Azure itself at this api-version.
 */
export async function readDenials(azure: RecoveryAccess, { scope, content, apiVersion }: PolicyQuestion): Promise<readonly PolicyDenial[]> {
  const answer = await azure.ask(`${scope}/providers/Microsoft.PolicyInsights/checkPolicyRestrictions`, policyVersion, {
    resourceDetails: { resourceContent: content, apiVersion },
  });
  const evaluations = recordsOf(recordOf(answer['contentEvaluationResult'])?.['policyEvaluations']) ?? [];
  const fields = recordsOf(answer['fieldRestrictions']) ?? [];
  return [
    ...evaluations
      .filter((one) => textOf(one['evaluationResult'])?.toLowerCase() === 'noncompliant')
      .map((one) => ({ assignmentId: assignmentOf(one['policyInfo']), field: '' })),
    ...fields.flatMap((one) =>
      (recordsOf(one['restrictions']) ?? [])
        .filter(({ result }) => textOf(result)?.toLowerCase() === 'deny')
        .map(({ policy }) => ({ assignmentId: assignmentOf(policy), field: textOf(one['field']) ?? '' })),
    ),
  ];
}

function assignmentOf(policy: unknown): string {
  return textOf(recordOf(policy)?.['policyAssignmentId']) ?? '';
}

async function orNone<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof UserError && error.reason === 'notFound') return null;
    throw error;
  }
}
