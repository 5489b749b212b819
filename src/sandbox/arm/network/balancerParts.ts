import { fieldAt, objectsAt, textAt } from '../../recovery/field.ts';
import type { ArmResource } from '../../resource.ts';
import type { World } from '../../world.ts';

export const BALANCERS = 'Microsoft.Network/loadBalancers';

/** What stands in the body of a load balancer, each a resource of its own: all of them are shown, though there be none (public answers). */
export const BALANCER_PARTS = [
  'frontendIPConfigurations',
  'backendAddressPools',
  'loadBalancingRules',
  'probes',
  'inboundNatRules',
  'outboundRules',
  'inboundNatPools',
] as const;

/** The parts of a load balancer with ids, types and etags, by which machines, rules and recovery settings name them. */
export function balancerParts(world: World, { id, properties }: ArmResource): Readonly<Record<string, readonly object[]>> {
  const shown = (kind: string, part: object): object => {
    const name = textAt(part, 'name') ?? '';
    return {
      name,
      id: `${id}/${kind}/${name}`,
      etag: textAt(part, 'etag') ?? `W/"${world.newGuid()}"`,
      type: `${BALANCERS}/${kind}`,
      properties: { provisioningState: 'Succeeded', ...(fieldAt(part, 'properties') as object | undefined) },
    };
  };
  return Object.fromEntries(BALANCER_PARTS.map((kind) => [kind, objectsAt(properties, kind).map((part) => shown(kind, part))]));
}
