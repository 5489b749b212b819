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
