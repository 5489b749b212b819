import { partsOf, toArmId } from '../../model/armId.ts';
import { usage } from '../usage.ts';

/** Throws a `UserError` for what is no ARM id of a type; `name`: of the flag. `type` in lower case. */
export function requireType(id: string, name: string, type: string): void {
  if (/^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\//i.test(id) && partsOf(toArmId(id)).type === type) return;
  throw usage(`${name} ${JSON.stringify(id)} is no such id.`, `Give the whole ARM id: /subscriptions/…/providers/${type}/NAME.`);
}
