import { fieldAt } from '../recovery/field.ts';
import { ArmError, type Call } from '../wire.ts';
import { gateway } from './checkArm.ts';

const RESERVED = /[<>%&\\?/\p{Cc}]/u;
/** Azure's own tags begin so, and may hold ids. */
const OWN = /^(?:hidden|link)/i;

/** Throws ARM's 400 for names of tags with characters that they cannot have (documented; code and words are those of public reports). */
export function checkTags({ method, path, body }: Pick<Call, 'method' | 'path' | 'body'>): void {
  if (method !== 'PUT' && method !== 'PATCH') return;
  const tags = /\/providers\/microsoft\.resources\/tags\/default$/i.test(path)
    ? fieldAt(body, 'properties', 'tags')
    : fieldAt(body, 'tags');
  if (typeof tags !== 'object' || tags === null) return;
  const wrong = Object.keys(tags).filter((name) => RESERVED.test(name) && !OWN.test(name));
  if (wrong.length === 0) return;
  throw new ArmError(
    400,
    'InvalidTagNameCharacters',
    String.raw`The tag names '${wrong.join(',')}' have reserved characters '<,>,%,&,\,?,/' or control characters.`,
    {},
    gateway,
  );
}
