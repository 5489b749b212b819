import type { ArmResource } from '../../resource.ts';
import { ArmError } from '../../wire.ts';

export interface Rule {
  readonly name: string;
  readonly etag?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

const SEVERAL = ['sourcePortRanges', 'destinationPortRanges', 'sourceAddressPrefixes', 'destinationAddressPrefixes'] as const;
const none: Readonly<Record<string, unknown>> = Object.fromEntries(SEVERAL.map((name) => [name, []]));

/** The rules of a security group as Azure shows them: with ids, etags, types, and empty lists where one value is meant. */
export function shownRules(group: ArmResource, kind: 'securityRules' | 'defaultSecurityRules'): unknown[] {
  const rules = kind === 'defaultSecurityRules' ? defaultRules : ((group.properties?.[kind] ?? []) as readonly Rule[]);
  return rules.map(({ name, etag, properties }) => ({
    name,
    id: `${group.id}/${kind}/${name}`,
    etag: etag ?? group['etag'],
    type: `Microsoft.Network/networkSecurityGroups/${kind}`,
    properties: { provisioningState: 'Succeeded', ...none, ...properties },
  }));
}

/** Throws Azure's 400 for two rules of one priority and direction, and for a priority that is none. Codes and words are those of public reports. */
export function checkRules(rules: readonly Rule[]): void {
  const seen = new Map<string, Rule>();
  for (const one of rules) {
    const { priority, direction } = one.properties ?? {};
    if (typeof priority === 'number' && (priority < 100 || priority > 4096)) {
      const message = `Security rule has invalid Priority. Value provided: ${priority} Allowed range 100-4096.`;
      throw new ArmError(400, 'SecurityRuleInvalidPriority', message, { details: [] });
    }
    const place = `${String(priority)} ${String(direction).toLowerCase()}`;
    const other = seen.get(place);
    if (other && priority !== undefined) {
      throw new ArmError(
        400,
        'SecurityRuleConflict',
        `Security rule ${other.name} conflicts with rule ${one.name}. Rules cannot have the same Priority and Direction. To learn more, see aka.ms/nsgrules.`,
        { details: [] },
      );
    }
    seen.set(place, one);
  }
}

/** The six rules that every group has (Microsoft: "Network security groups", default security rules; descriptions of public answers). */
const defaultRules: readonly Rule[] = [
  rule('AllowVnetInBound', 'Allow inbound traffic from all VMs in VNET', 65_000, 'Inbound', 'VirtualNetwork', 'VirtualNetwork', 'Allow'),
  rule(
    'AllowAzureLoadBalancerInBound',
    'Allow inbound traffic from azure load balancer',
    65_001,
    'Inbound',
    'AzureLoadBalancer',
    '*',
    'Allow',
  ),
  rule('DenyAllInBound', 'Deny all inbound traffic', 65_500, 'Inbound', '*', '*', 'Deny'),
  rule(
    'AllowVnetOutBound',
    'Allow outbound traffic from all VMs to all VMs in VNET',
    65_000,
    'Outbound',
    'VirtualNetwork',
    'VirtualNetwork',
    'Allow',
  ),
  rule('AllowInternetOutBound', 'Allow outbound traffic from all VMs to Internet', 65_001, 'Outbound', '*', 'Internet', 'Allow'),
  rule('DenyAllOutBound', 'Deny all outbound traffic', 65_500, 'Outbound', '*', '*', 'Deny'),
];

function rule(
  name: string,
  description: string,
  priority: number,
  direction: string,
  sourceAddressPrefix: string,
  destinationAddressPrefix: string,
  access: string,
): Rule {
  const ports = { sourcePortRange: '*', destinationPortRange: '*' };
  return {
    name,
    properties: { description, protocol: '*', ...ports, sourceAddressPrefix, destinationAddressPrefix, access, priority, direction },
  };
}
