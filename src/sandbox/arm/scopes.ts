import { keyOf } from '../resource.ts';

export const SUBSCRIPTION = '/subscriptions/{subscription}';
const GROUP = `${SUBSCRIPTION}/resourceGroups/{group}`;
const RESOURCE = `${GROUP}/providers/{namespace}/{type}/{name}`;

/** Patterns of what an extension (tags, permissions, roles) can lie on: a subscription, a group, a resource, or a child of one. */
export const SCOPES: readonly string[] = [SUBSCRIPTION, GROUP, RESOURCE, `${RESOURCE}/{child}/{childName}`];

/** The key of what an extension resource lies on; `''` for the tenant. */
export function extendedKey(id: string): string {
  const key = keyOf(id);
  return key.slice(0, key.lastIndexOf('/providers/'));
}

/** Whether a key is a scope or lies in it. */
export function isWithin(key: string, scope: string): boolean {
  return key === scope || key.startsWith(`${scope}/`);
}
