import { UserError } from '../model/userError.ts';

/**
 * For `onResponse` of the older SDK clients: they read an answer without `value` as an empty list,
 * and an empty list of links or mappings is a fact that others conclude from.
 */
export function requireList({ bodyAsText }: { readonly bodyAsText?: string | null }, _flat: unknown, error?: unknown): void {
  if (error !== undefined) return;
  const body = JSON.parse(bodyAsText ?? 'null') as { readonly value?: unknown } | null;
  if (!Array.isArray(body?.value)) {
    throw new UserError('badAnswer', 'The answer is no list.', 'Try again; something between here and Azure may have answered.');
  }
}
