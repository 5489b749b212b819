import { steadyListReply, type PageOptions } from '../../paging.ts';
import { keyOf, regionKey, type ArmResource } from '../../resource.ts';
import type { Call, Reply } from '../../wire.ts';
import type { World } from '../../world.ts';
import { textAt } from '../../recovery/field.ts';
import { badRequest, resourceNotFound } from '../errors.ts';
import { pathOf } from '../generic.ts';
import { instanceViewOf } from './instanceView.ts';

export const MACHINES = 'Microsoft.Compute/virtualMachines';
const PAGE_SIZE = 200;
/** Recorded on GETs of machines (2023). */
const readLimits = { 'x-ms-ratelimit-remaining-resource': 'Microsoft.Compute/LowCostGet3Min;3994,Microsoft.Compute/LowCostGet30Min;31988' };

/** Lists and GETs of virtual machines: the instance view, and what the user gave the machine to read, only for who asks (documented). */
export function registerMachineReads(world: World): void {
  const { router, store } = world;
  const inSubscription = `/subscriptions/{subscription}/providers/${MACHINES}`;
  const inGroup = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${MACHINES}`;

  router.add('GET', inSubscription, (call) => list(call, () => store.list(MACHINES, `/subscriptions/${call.params['subscription']}`)));
  router.add('GET', inGroup, (call) => list(call, () => store.list(MACHINES, pathOf(call).scope)));
  router.add('GET', '/subscriptions/{subscription}/providers/Microsoft.Compute/locations/{location}/virtualMachines', (call) => {
    const location = regionKey(call.params['location'] ?? '');
    const machines = (): ArmResource[] => store.list(MACHINES, `/subscriptions/${call.params['subscription']}`);
    return list(call, () => machines().filter((machine) => regionKey(machine.location ?? '') === location));
  });
  router.add('GET', `${inGroup}/{machine}`, (call) => {
    const machine = existing(pathOf(call).id);
    const extensions = machine['resources'] ?? store.list(`${MACHINES}/extensions`, machine.id);
    const resources = Array.isArray(extensions) && extensions.length > 0 ? { resources: extensions } : {};
    return { status: 200, headers: readLimits, body: { ...show(machine, expandedBy(call)), ...resources } };
  });
  router.add('GET', `${inGroup}/{machine}/instanceView`, (call) => {
    const machine = existing(pathOf(call).scope);
    return { status: 200, headers: readLimits, body: instanceViewOf(machine, world.clock.now()) };
  });

  function list(call: Call, machines: () => readonly ArmResource[]): Reply {
    const options: PageOptions = {
      size: PAGE_SIZE,
      show: statusOnly(call) ? showStatus : (machine) => show(machine, expandedBy(call)),
    };
    const filter = setFilter(call);
    const reply = steadyListReply(world, call, () => machines().filter(filter), options);
    return { ...reply, headers: { ...reply.headers, ...readLimits } };
  }

  function existing(id: string): ArmResource {
    const machine = store.get(id);
    if (!machine || keyOf(machine.type) !== keyOf(MACHINES)) throw resourceNotFound(id);
    return machine;
  }

  function show(machine: ArmResource, expanded: readonly string[]): ArmResource {
    const { instanceView: _stored, userData, ...properties } = machine.properties ?? {};
    const view = expanded.includes('instanceview') ? { instanceView: instanceViewOf(machine, world.clock.now()) } : {};
    const data = expanded.includes('userdata') && userData !== undefined ? { userData } : {};
    return { ...machine, properties: { ...properties, ...view, ...data } };
  }

  /**
   * The run-time status alone. [GAP] Not recorded which members Azure keeps beside it: tools that read both make a second list of the
   * machines, so nothing of the model is shown here.
   */
  function showStatus(machine: ArmResource): unknown {
    const { id, name, type, location, properties } = machine;
    return {
      id,
      name,
      type,
      location,
      properties: { vmId: properties?.['vmId'], instanceView: instanceViewOf(machine, world.clock.now()) },
    };
  }
}

/** The one filter that Azure takes here (OpenAPI): the machines of a scale set. Throws a 400 for another; [GAP] its code and words. */
function setFilter(call: Call): (machine: ArmResource) => boolean {
  const filter = call.query.get('$filter')?.trim() ?? '';
  if (filter === '') return () => true;
  const wanted = /^'?virtualMachineScaleSet\/id'?\s+eq\s+'?([^\s']+)'?$/i.exec(filter)?.[1];
  if (wanted === undefined) throw badRequest('BadRequest', `The filter '${filter}' is not supported.`);
  return ({ properties }) => keyOf(textAt(properties, 'virtualMachineScaleSet', 'id') ?? '') === keyOf(wanted);
}

function statusOnly(call: Call): boolean {
  return call.query.get('statusOnly')?.toLowerCase() === 'true';
}

/** What the caller asks for beside the model, in lower case. */
function expandedBy(call: Call): readonly string[] {
  return (call.query.get('$expand') ?? '').toLowerCase().split(',');
}
