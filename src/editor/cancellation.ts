/** Cancellation is not an error: neither the platform's (`AbortError`) nor the editor's (`Canceled`). */
export function isCancellation(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'Canceled');
}
