import { resourceGroupNameOf } from '../../model/armId.ts';
import type { VirtualMachine } from '../../model/compute.ts';
import type { AssessedMachine } from '../../readiness/assessment.ts';

/** Kept with what was read, which is judged many times. */
const texts = new WeakMap<VirtualMachine, string>();

/** What the filter's words are looked for in beside the rules, lower-case: name, region, resource group and tags. */
export function searchText({ id, name, location, vm }: AssessedMachine): string {
  let text = vm && texts.get(vm);
  if (text === undefined) {
    // Built by appending: with 10,000 machines this happens between two keystrokes.
    text = `${name}\n${location}\n${resourceGroupNameOf(id)}`;
    const tags = vm?.tags ?? {};
    for (const tag in tags) text += `\n${tag}=${tags[tag] ?? ''}`;
    text = text.toLowerCase();
    if (vm) texts.set(vm, text);
  }
  return text;
}
