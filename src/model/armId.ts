declare const armId: unique symbol;

/**
 * The identity of a resource: its ARM id in lower case, without a trailing slash. ARM answers one resource in several
 * casings (`/Subscriptions/…`, `fabricObjectId` all lower-case), so ids are normalised once, where they enter
 * (`src/azure`), and compared only through this type. What a person reads or copies is `Resource.azureId`.
 */
export type ArmId = string & { readonly [armId]: true };

/** Normalises an id as Azure spelt it. */
export function toArmId(text: string): ArmId {
  const lower = text.toLowerCase();
  // Hundreds of thousands of ids pass here, and hardly any is untidy.
  return (lower.endsWith('/') || lower.includes('//') ? lower.replace(/\/+$/, '').replace(/\/{2,}/g, '/') : lower) as ArmId;
}

/** The parts of an ARM id; each is lower-case, and '' where the id has no such part. */
export interface ArmIdParts {
  readonly subscription: string;
  readonly resourceGroup: string;
  /** `microsoft.compute/virtualmachines`; of a child resource the full chain of types. */
  readonly type: string;
  /** The last name of the id. */
  readonly name: string;
}

export function partsOf(id: ArmId): ArmIdParts {
  const segments = id.split('/').slice(1);
  const valueAfter = (key: string): string => {
    const at = segments.indexOf(key);
    return at < 0 || at % 2 === 1 ? '' : (segments[at + 1] ?? '');
  };
  const provider = segments.lastIndexOf('providers');
  const types = provider < 0 ? [] : segments.slice(provider + 2).filter((_, i) => i % 2 === 0);
  return {
    subscription: valueAfter('subscriptions'),
    resourceGroup: valueAfter('resourcegroups'),
    type: provider < 0 ? '' : [segments[provider + 1], ...types].join('/'),
    name: segments.at(-1) ?? '',
  };
}

/** The vault that a protected item, a policy, a plan or a mapping belongs to; undefined for ids outside a vault. */
export function vaultOf(id: ArmId): ArmId | undefined {
  return /^.*?\/microsoft\.recoveryservices\/vaults\/[^/]+/.exec(id)?.[0] as ArmId | undefined;
}

/** The subscription of an id, lower-case; '' for ids outside a subscription. Cheaper than {@link partsOf}. */
export function subscriptionOf(id: ArmId): string {
  if (!isAt(id, 0, subscriptions)) return '';
  const end = id.indexOf('/', subscriptions.length);
  return id.slice(subscriptions.length, end < 0 ? undefined : end);
}

/** The id of the subscription itself: `/subscriptions/{id}`. */
export function subscriptionPathOf(id: ArmId): ArmId {
  return `${subscriptions}${subscriptionOf(id)}` as ArmId;
}

/** The resource group that a resource is in (of a group: itself); undefined for ids outside a group. */
export function resourceGroupOf(id: ArmId): ArmId | undefined {
  if (!isAt(id, 0, subscriptions)) return undefined;
  const at = id.indexOf('/', subscriptions.length);
  if (at < 0 || !isAt(id, at, groups)) return undefined;
  const end = id.indexOf('/', at + groups.length);
  return (end < 0 ? id : id.slice(0, end)) as ArmId;
}

/** The name of that group; '' for ids outside a group. */
export function resourceGroupNameOf(id: ArmId): string {
  const group = resourceGroupOf(id) ?? '';
  return group.slice(group.lastIndexOf('/') + 1);
}

/** As `startsWith`, which takes V8 several times as long, and more than ten times for a part that was itself cut out of a text. */
function isAt(id: string, at: number, part: string): boolean {
  return id.slice(at, at + part.length) === part;
}

const subscriptions = '/subscriptions/';
const groups = '/resourcegroups/';
