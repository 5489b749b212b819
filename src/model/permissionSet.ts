/** One role that the caller has at a scope or above, as Azure unfolds it; patterns with `*`. */
export interface PermissionSet {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

/** Whether one of the roles allows an action. What a role leaves out another may allow; Azure shows deny assignments nowhere here. */
export function allows(sets: readonly PermissionSet[], action: string): boolean {
  return sets.some(
    ({ actions, notActions }) => actions.some((one) => matches(one, action)) && !notActions.some((one) => matches(one, action)),
  );
}

/** `*` stands for anything, slashes included. */
function matches(pattern: string, action: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(action);
}
