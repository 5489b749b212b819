import { subscriptionOf } from '../model/armId.ts';
import type { VirtualMachine } from '../model/compute.ts';
import type { Resource } from '../model/resource.ts';

const testSuffix = '-test';
const replicaSuffix = '-asrreplica';
const cacheSuffix = 'asrcache';

/**
 * Machines by the names that Site Recovery gives to what it makes for them, in their own subscription. Of several that one name may stand for it is
 * the one that was added first. Each look-up takes the same time, however many machines there are.
 */
export class NamedAfter {
  readonly #machines = new Map<string, VirtualMachine[]>();
  readonly #byDisk = new Map<string, VirtualMachine>();
  readonly #byRegion = new Map<string, VirtualMachine>();

  add(vm: VirtualMachine): void {
    const key = keyOf(vm, vm.name);
    const same = this.#machines.get(key);
    if (same === undefined) this.#machines.set(key, [vm]);
    else same.push(vm);
    for (const disk of vm.disks ?? []) addFirst(this.#byDisk, keyOf(vm, disk.name), vm);
    addFirst(this.#byRegion, keyOf(vm, vm.location), vm);
  }

  /** `{machine}-test` in another region: the name of a test machine (recorded). */
  ofTest(test: Resource): VirtualMachine | undefined {
    const name = without(test.name, testSuffix);
    return name === undefined ? undefined : this.#machines.get(keyOf(test, name))?.find(({ location }) => location !== test.location);
  }

  /** `{disk}-ASRReplica`: the name of a replica (recorded). */
  ofReplica(disk: Resource): VirtualMachine | undefined {
    const name = without(disk.name, replicaSuffix);
    return name === undefined ? undefined : this.#byDisk.get(keyOf(disk, name));
  }

  /** `…asrcache` in the region of the machine: the name of a cache account that the portal makes. */
  ofCache(account: Resource): VirtualMachine | undefined {
    return without(account.name, cacheSuffix) === undefined ? undefined : this.#byRegion.get(keyOf(account, account.location));
  }
}

/** A name in the subscription of a resource. */
function keyOf({ id }: Resource, name: string): string {
  return `${subscriptionOf(id)} ${name.toLowerCase()}`;
}

function without(name: string, suffix: string): string | undefined {
  const lower = name.toLowerCase();
  return lower.endsWith(suffix) ? lower.slice(0, -suffix.length) : undefined;
}

function addFirst<Value>(values: Map<string, Value>, key: string, value: Value): void {
  if (!values.has(key)) values.set(key, value);
}
