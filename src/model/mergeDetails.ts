import { subscriptionOf, type ArmId } from './armId.ts';
import { detailKinds, type Detail, type DetailFailure, type DetailKind, type Details } from './details.ts';
import type { Gap, Inventory } from './inventory.ts';

/** Details of both; where both have one, the later one's. */
export function mergeDetails(earlier: Details, later: Details): Details {
  const merged = <K extends DetailKind>(kind: K): Details[K] => {
    if (later[kind].size === 0) return earlier[kind];
    return new Map([...(earlier[kind] as ReadonlyMap<ArmId, unknown>), ...(later[kind] as ReadonlyMap<ArmId, unknown>)]) as Details[K];
  };
  return Object.fromEntries(detailKinds.map((kind) => [kind, merged(kind)])) as unknown as Details;
}

/** The inventory with these details put to those that it has, and with a gap for each kind that could not be read of a subscription. */
export function withDetails(inventory: Inventory, read: Details): Inventory {
  const details = inventory.details === undefined ? read : mergeDetails(inventory.details, read);
  return { ...inventory, details, gaps: [...otherGaps(inventory), ...gapsOf(details)] };
}

function otherGaps({ gaps }: Inventory): readonly Gap[] {
  const kinds = new Set<string>(detailKinds);
  return gaps.filter(({ table }) => !kinds.has(table));
}

/** The inventory as it was before full depth was read. */
export function withoutDetails(inventory: Inventory): Inventory {
  const { details: _, ...rest } = inventory;
  return { ...rest, depth: 'inventory', gaps: otherGaps(inventory) };
}

/** One gap a kind, subscription and reason: thousands of resources may be denied for one missing role. */
function gapsOf(details: Details): Gap[] {
  const gaps = new Map<string, Gap>();
  for (const kind of detailKinds) {
    for (const [id, detail] of details[kind] as ReadonlyMap<ArmId, Detail<unknown>>) {
      if (!isFailure(detail)) continue;
      const { failure: reason, detail: text } = detail;
      const scope = subscriptionOf(id);
      gaps.set(JSON.stringify([kind, scope, reason, text]), { table: kind, scope, reason, detail: text });
    }
  }
  return [...gaps.values()];
}

function isFailure(detail: Detail<unknown>): detail is DetailFailure {
  return 'failure' in detail;
}
