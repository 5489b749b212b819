import { createHash } from 'node:crypto';

/**
 * A version 5 GUID that follows from a name. Site Recovery's internal identifiers (of fabrics, containers, machines, NICs) are of
 * version 5 in all recordings, so the same thing has the same identifier wherever it shows.
 */
export function nameGuid(name: string): string {
  const hex = createHash('sha1').update(name.toLowerCase()).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
