/** A path under ARM, taken apart. Names as sent, decoded; `subscriptions`, `resourceGroups` and `providers` in ARM's casing. */
export interface ResourcePath {
  /** The id without a trailing type or action: of the resource, or of what a list or an action is about. */
  readonly id: string;
  /** `Microsoft.Compute/virtualMachines/extensions`: the chain of types after the last `providers`, as sent. */
  readonly type: string;
  /** The resource's own name; undefined when the path ends with a type (a list) or an action. */
  readonly name: string | undefined;
  /** For a list: what it looks into (subscription, group, extended or parent resource), `''` for the tenant. */
  readonly scope: string;
}

/** Undefined when the path has no `providers` segment. */
export function parseResourcePath(path: string): ResourcePath | undefined {
  const segments = armCasing(path.split('/').map(decodeURIComponent));
  const provider = segments.lastIndexOf('providers');
  if (provider < 0 || provider + 2 >= segments.length) return undefined;
  const after = segments.slice(provider + 2);
  const type = [segments[provider + 1], ...after.filter((_, i) => i % 2 === 0)].join('/');
  const isResource = after.length % 2 === 0;
  const parentEnd = after.length > 2 ? segments.length - (isResource ? 2 : 1) : provider;
  return {
    id: segments.join('/'),
    type,
    name: isResource ? segments.at(-1) : undefined,
    scope: segments.slice(0, parentEnd).join('/'),
  };
}

const FIXED: ReadonlyMap<string, string> = new Map(
  ['subscriptions', 'resourceGroups', 'providers'].map((word) => [word.toLowerCase(), word] as const),
);

/** ARM writes these words in one way, however they were sent. */
function armCasing(segments: readonly string[]): string[] {
  return segments.map((segment, i) =>
    i === 1 || i === 3 || segment.toLowerCase() === 'providers' ? (FIXED.get(segment.toLowerCase()) ?? segment) : segment,
  );
}
