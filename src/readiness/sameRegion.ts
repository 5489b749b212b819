/**
 * Whether two names mean one region, in short form (`westeurope`) or as a display name (`West Europe`). Letters are compared
 * one by one: this is asked for every protected item several times, nearly always of different regions.
 */
export function sameRegion(a: string, b: string): boolean {
  if (a === b) return true;
  let at = 0;
  for (let from = 0; from < a.length; from += 1) {
    const letter = a[from]!;
    if (letter === ' ') continue;
    while (b[at] === ' ') at += 1;
    if (letter !== b[at] && letter.toLowerCase() !== b[at]?.toLowerCase()) return false;
    at += 1;
  }
  return b.slice(at).trim() === '';
}
