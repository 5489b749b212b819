import { Buffer } from 'node:buffer';
import { ArmError, type WireRequest } from './wire.ts';

/** ARM takes no more (Microsoft: "Azure Resource Manager limits"). [GAP] Its answer to more was never recorded. */
const LARGEST_BYTES = 4 * 1024 * 1024;
/** [GAP] Azure's own limit is not known; no resource comes near. What is deeper could not be walked through. */
const DEEPEST = 100;

/** A parsed JSON body, or the fields of a form; undefined when there is none. Throws ARM's 400 or 413. */
export function requestBody({ body, headers }: WireRequest): unknown {
  if (body.trim() === '') return undefined;
  if (Buffer.byteLength(body) > LARGEST_BYTES) {
    throw new ArmError(413, 'RequestContentTooLarge', `The request content is larger than the ${LARGEST_BYTES} bytes that are allowed.`);
  }
  if (headers['content-type']?.includes('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(body));
  const invalid = (): ArmError =>
    new ArmError(400, 'InvalidRequestContent', 'The request content was invalid and could not be deserialized.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw invalid();
  }
  if (isTooDeep(parsed)) throw invalid();
  return parsed;
}

/** Whether a JSON value nests deeper than anything that Azure sends or takes. */
export function isTooDeep(value: unknown, left = DEEPEST): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return left === 0 || Object.values(value).some((inner) => isTooDeep(inner, left - 1));
}
