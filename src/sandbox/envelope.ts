import type { Shape } from './shape.ts';

/** The members that every resource shares. */
export const envelope = {
  name: 'text',
  type: 'text',
  location: 'text',
  kind: 'text',
  managedBy: 'text',
  properties: 'object',
  tags: 'object',
} as const satisfies Shape;

/** Without the shared members that are null: readers know a member that is there or one that is not. */
export function withoutNulls<T extends object>(body: T): T {
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => value !== null || !Object.hasOwn(envelope, name))) as T;
}

/** A JSON value without the members that are null, however deep: to most services they say the same as what is absent. */
export function withoutDeepNulls<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((entry: unknown) => withoutDeepNulls(entry)) as T;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (inner === null ? [] : [[name, withoutDeepNulls<unknown>(inner)]])),
  ) as T;
}
