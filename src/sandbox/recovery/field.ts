/** The value at a path of a JSON value; undefined where there is none. Keys are exact: bodies keep Azure's casing. */
export function fieldAt(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

/** The string at a path of a JSON value; undefined where there is none. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = fieldAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** The array at a path of a JSON value; empty where there is none. */
export function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = fieldAt(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The objects in the array at a path of a JSON value, and nothing else that stands there. */
export function objectsAt(value: unknown, ...path: readonly string[]): readonly object[] {
  return listAt(value, ...path).filter((entry): entry is object => typeof entry === 'object' && entry !== null);
}

/** The objects of a list, each with the members that `change` gives for it; the list itself stays as it is. */
export function changedEach<T extends object>(
  list: readonly T[] | undefined,
  change: (entry: T, index: number) => Partial<T>,
): readonly T[] {
  const changed = (entry: T, index: number): T => ({ ...entry, ...change(entry, index) });
  return (list ?? []).map((entry, index) => changed(entry, index));
}
