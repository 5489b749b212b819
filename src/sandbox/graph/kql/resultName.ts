/** Functions whose unnamed result is called after their first argument: `tostring(a.b)` is `a_b` (`ResultNameKind` of Microsoft's Kusto.Language). */
const AFTER_ARGUMENT =
  'tostring tohex todynamic toobject parse_json parsejson tolong toint toreal todouble todatetime totimespan totime tobool toboolean todecimal toguid ' +
  'split parse_csv format_datetime format_timespan make_datetime make_timespan startofday bin floor bin_at format_bytes ' +
  'round ceiling pow sqrt log log2 log10 exp exp2 exp10 cos sin tan acos asin atan atan2 abs ' +
  'binary_and binary_or binary_xor binary_not binary_shift_right binary_shift_left';

/** By function, `*` standing for the name of the first argument. */
const NAMES: ReadonlyMap<string, string> = new Map([
  ...AFTER_ARGUMENT.split(' ').map((name) => [name, '*'] as const),
  ['strlen', 'strlen_*'],
  ['string_size', 'string_size_*'],
  ['gettype', 'type_*'],
  ['repeat', 'repeat_*'],
  ['treepath', 'tree_*'],
  ['array_sort_asc', '*_sorted'],
  ['array_sort_desc', '*_sorted'],
]);

/** Of these only when there is no other argument. */
const ALONE = /^make_(?:datetime|timespan)$/;

/** How the result of a call is called; undefined: `Column1` and so on. */
export function resultName(called: string, [first, ...others]: readonly { readonly name?: string | undefined }[]): string | undefined {
  if (first?.name === undefined || (others.length > 0 && ALONE.test(called))) return undefined;
  const { name } = first;
  return NAMES.get(called)?.replace('*', () => name);
}
