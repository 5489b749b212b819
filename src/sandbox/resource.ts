/** A resource as ARM shows it. Anything may stand in it: the sandbox stores and echoes types that it does not know. */
export interface ArmResource {
  id: string;
  name: string;
  /** `Microsoft.Compute/virtualMachines`, in Azure's casing. */
  type: string;
  location?: string;
  tags?: Record<string, string>;
  properties?: Record<string, unknown>;
  [key: string]: unknown;
}

/** Ids are compared without regard to case, and `//` reads as `/`. */
export function keyOf(id: string): string {
  const key = id.toLowerCase();
  return key.endsWith('/') || key.includes('//') ? key.replace(/\/{2,}/g, '/').replace(/\/$/, '') : key;
}

/** Whether an id can stand for something in ARM: a subscription, a resource group, or a resource with its type and name. */
export function isArmId(id: string): boolean {
  const key = keyOf(id);
  if (/^\/subscriptions\/[^/]+(\/resourcegroups\/[^/]+)?$/.test(key)) return true;
  const segments = key.split('/');
  const afterNamespace = segments.slice(segments.lastIndexOf('providers') + 2);
  return (
    /^\/(subscriptions\/[^/]+\/|providers\/)/.test(key) &&
    key.includes('/providers/') &&
    afterNamespace.length >= 2 &&
    afterNamespace.length % 2 === 0
  );
}

/** `microsoft.compute/virtualmachines` of a key; the chain of types for a child; `''` for subscriptions and resource groups. */
export function typeOfKey(key: string): string {
  const segments = key.split('/');
  const provider = segments.lastIndexOf('providers');
  if (provider < 0) return '';
  return [segments[provider + 1], ...segments.slice(provider + 2).filter((_, i) => i % 2 === 0)].join('/');
}

/** The key of what a child resource lies in: the resource above, the extended resource, the group or the subscription. */
export function parentOfKey(key: string): string {
  const segments = key.split('/');
  const provider = segments.lastIndexOf('providers');
  const depth = provider < 0 ? 0 : segments.length - provider - 2;
  return segments.slice(0, depth > 2 ? -2 : provider > 0 ? provider : -2).join('/');
}

/** Regions are written in several ways: `westeurope` of `West Europe`. */
export function regionKey(region: string): string {
  return region.replaceAll(' ', '').toLowerCase();
}

/** Whether two resources are said to lie in two regions. */
export function areApart(one: ArmResource | undefined, other: ArmResource | undefined): boolean {
  return one?.location !== undefined && other?.location !== undefined && regionKey(one.location) !== regionKey(other.location);
}

export function subscriptionOfKey(key: string): string | undefined {
  return /^\/subscriptions\/([^/]+)/.exec(key)?.[1];
}

/** The key of the resource group that a key lies in. */
export function groupOfKey(key: string): string | undefined {
  return /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+/.exec(key)?.[0];
}
