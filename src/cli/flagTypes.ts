/** Kinds of flags, as Node's `parseArgs` takes them: with one value, with a value each time it is given, without any. */
export const text = { type: 'string' } as const;
export const texts = { type: 'string', multiple: true } as const;
export const flag = { type: 'boolean' } as const;
