/** What Azure says went wrong, or gives warning of: in its own words. Texts are '' where it says nothing. */
export interface Problem {
  /** Azure's own code: `150097`, `AuthorizationFailed`. */
  readonly code: string;
  readonly message: string;
  readonly causes: string;
  /** What Azure recommends. */
  readonly action: string;
}
