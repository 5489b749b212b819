import { toArmId, type ArmId } from '../model/armId.ts';
import type { ReplicationLink } from '../model/vault.ts';
import { requireList } from './requireList.ts';
import type { Session } from './session.ts';
import { armIdOf, textOf } from './values.ts';

/** Names of the links that Site Recovery puts under a machine which it replicates. */
const replicationLinkName = /^ASR-Protect-/i;
const linkSegment = '/providers/microsoft.resources/links/';

/** The marks of replicated machines of one subscription, or of one machine. */
export async function readLinks(session: Session, subscriptionId: string, machine?: string): Promise<readonly ReplicationLink[]> {
  const { ManagementLinkClient } = await import('@azure/arm-links');
  const client = new ManagementLinkClient(session.credential, subscriptionId, { ...session.clientOptions });
  const options = { abortSignal: session.signal, onResponse: requireList };
  const list =
    machine === undefined ? client.resourceLinks.listAtSubscription(options) : client.resourceLinks.listAtSourceScope(machine, options);
  const links: ReplicationLink[] = [];
  for await (const link of list) {
    const parsed = parseLink(link);
    if (parsed) links.push(parsed);
  }
  return links;
}

/** A link as the wire shows it; undefined for links of others. */
export function parseLink(link: {
  readonly id?: unknown;
  readonly properties?: { readonly sourceId?: unknown; readonly targetId?: unknown };
}): ReplicationLink | undefined {
  const azureId = textOf(link.id);
  const targetId = armIdOf(link.properties?.targetId);
  if (azureId === undefined || targetId === undefined) return undefined;
  const id = toArmId(azureId);
  const at = id.lastIndexOf(linkSegment);
  if (at < 0 || !replicationLinkName.test(id.slice(at + linkSegment.length))) return undefined;
  return { id, azureId, machineId: armIdOf(link.properties?.sourceId) ?? (id.slice(0, at) as ArmId), targetId };
}
