/** Where a term of the filter looks: everywhere, or in one property. */
export const filterFields = ['region', 'group', 'tag', 'rule'] as const;
export type FilterField = (typeof filterFields)[number];

export interface FilterTerm {
  /** Undefined: everywhere. */
  readonly field: FilterField | undefined;
  /** Lower-case, never empty. */
  readonly value: string;
}

/** Reads what was typed: words, each of which must occur; `region:west`, `tag:env=prod`, `tag:"cost center"`. */
export function filterTerms(text: string): readonly FilterTerm[] {
  const words = text.toLowerCase().match(/(?:[^\s"]|"[^"]*"?)+/g) ?? [];
  return words.flatMap((word) => {
    const plain = word.replaceAll('"', '');
    const field = filterFields.find((each) => plain.startsWith(`${each}:`));
    const value = field === undefined ? plain : plain.slice(field.length + 1);
    return value === '' ? [] : [{ field, value }];
  });
}
