import { apiVersions } from '../apiVersions.ts';
import { toArmId, type ArmId } from '../../model/armId.ts';
import type { ReplicationLink } from '../../model/vault.ts';
import type { ArmReader } from '../wire/armReader.ts';
import { armIdOf, recordOf, textOf, type Row } from '../values.ts';

/** Names of the links that Site Recovery puts under a machine which it replicates. */
const replicationLinkName = /^ASR-Protect-/i;
const linkSegment = '/providers/microsoft.resources/links/';

/** The marks of replicated machines at and below a scope: a subscription (`/subscriptions/{id}`) or a machine. */
export async function readLinks(arm: ArmReader, scope: string): Promise<readonly ReplicationLink[]> {
  const links: ReplicationLink[] = [];
  await arm.list(`${scope}/providers/Microsoft.Resources/links`, apiVersions.links, {}, (page) => {
    links.push(...page.map(parseLink).filter((link) => link !== undefined));
  });
  return links;
}

/** A link as the wire shows it; undefined for links of others. Without a target it still speaks of a replication. */
export function parseLink(link: Row): ReplicationLink | undefined {
  const properties = recordOf(link['properties']);
  const azureId = textOf(link['id']);
  if (azureId === undefined) return undefined;
  const id = toArmId(azureId);
  const at = id.lastIndexOf(linkSegment);
  if (at < 0 || !replicationLinkName.test(id.slice(at + linkSegment.length))) return undefined;
  const machineId = armIdOf(properties?.['sourceId']) ?? (id.slice(0, at) as ArmId);
  return { id, azureId, machineId, targetId: armIdOf(properties?.['targetId']) };
}
