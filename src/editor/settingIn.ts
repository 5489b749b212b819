/** The id of the setting that a sentence about what cannot be used begins with. */
export function settingIn(problem: string): string {
  return /^[\w.]+/.exec(problem)?.[0] ?? '';
}
