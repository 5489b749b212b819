/** Azure spells names, states and ids in several casings, and means one thing by them. Two that are not known are the same. */
export function sameText(a: string | undefined, b: string | undefined): boolean {
  return a?.toLowerCase() === b?.toLowerCase();
}
