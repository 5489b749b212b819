/** What a member of a JSON body must be: a kind of value, an object with known members, or a list of one of these. */
export type Shape = 'text' | 'number' | 'object' | readonly [Shape] | { readonly [member: string]: Shape };

/**
 * Where a value is not what it must be, as the end of a sentence (`'properties.diskSizeGB' must be a number`); undefined when nothing is
 * wrong. What is absent or null passes, as ARM takes it, but for a null in a list; members that the shape does not name are nobody's business.
 */
export function shapeFault(value: unknown, shape: Shape, path = ''): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (shape === 'text') return typeof value === 'string' ? undefined : `'${path}' must be a text`;
  if (shape === 'number') return typeof value === 'number' ? undefined : `'${path}' must be a number`;
  if (isListShape(shape)) {
    if (!Array.isArray(value)) return `'${path}' must be a list`;
    for (const [i, entry] of (value as unknown[]).entries()) {
      const fault = entry === null ? `'${path}[${i}]' must not be null` : shapeFault(entry, shape[0], `${path}[${i}]`);
      if (fault) return fault;
    }
    return undefined;
  }
  if (typeof value !== 'object' || Array.isArray(value)) return `'${path}' must be an object`;
  if (shape === 'object') return undefined;
  for (const [member, expected] of Object.entries(shape)) {
    const fault = shapeFault((value as Record<string, unknown>)[member], expected, path === '' ? member : `${path}.${member}`);
    if (fault) return fault;
  }
  return undefined;
}

function isListShape(shape: Shape): shape is readonly [Shape] {
  return Array.isArray(shape);
}
