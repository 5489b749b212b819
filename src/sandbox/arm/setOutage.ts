import { stopReplication } from '../recovery/items/stopReplication.ts';
import type { OutageAnswers } from '../outages.ts';
import { regionKey } from '../resource.ts';
import type { World } from '../world.ts';
import { powerStateOf, withPower } from './compute/instanceView.ts';
import { MACHINES } from './compute/machineReads.ts';
import { regions } from './regions.ts';

const EVENTS = 'Microsoft.ResourceHealth/events';

/**
 * Declares a region down (its machines stop, replication from and to it stands still, a service health event appears in every subscription)
 * or up again.
 */
export function setOutage(world: World, region: string, state: 'down' | 'up', answers: OutageAnswers = 'fail'): void {
  const name = regionKey(region);
  if (world.outages.isDown(name) === (state === 'down')) return;
  if (state === 'down') {
    stopMachines(world, name, answers);
    stopReplication(world, name);
  } else {
    const ended = world.outages.end(name);
    startMachines(world, ended?.stopped ?? []);
    for (const goOn of ended?.waiting ?? []) goOn();
  }
  for (const { id } of world.store.subscriptions.values()) putEvent(world, id, name, state);
}

function stopMachines(world: World, region: string, answers: OutageAnswers): void {
  const now = world.clock.now();
  const running = world.store
    .list(MACHINES)
    .filter((machine) => regionKey(machine.location ?? '') === region && powerStateOf(machine, now) === 'running');
  for (const machine of running) world.store.put(withPower(machine, 'stopped', now));
  world.outages.begin(region, { since: now, answers, stopped: running.map(({ id }) => id) });
}

/** Those that the outage stopped, as far as they are still there and nobody has done anything to them since. */
function startMachines(world: World, ids: readonly string[]): void {
  const now = world.clock.now();
  for (const id of ids) {
    const machine = world.store.get(id);
    if (machine && powerStateOf(machine, now) === 'stopped') world.store.put(withPower(machine, 'running', now));
  }
}

/** [GAP: no service health event was recorded; the shape is that of the public specification, Microsoft.ResourceHealth 2022-10-01.] */
function putEvent(world: World, subscription: string, region: string, state: 'down' | 'up'): void {
  const now = world.clock.now().toISOString();
  const displayName = regions.get(region)?.displayName ?? region;
  const name = `OUTG-${region.toUpperCase()}`;
  const id = `/subscriptions/${subscription}/providers/${EVENTS}/${name}`;
  const before = world.store.get(id);
  world.store.put({
    id,
    name,
    type: EVENTS,
    properties: {
      eventType: 'ServiceIssue',
      eventSource: 'ServiceHealth',
      status: state === 'down' ? 'Active' : 'Resolved',
      title: `${displayName} is down`,
      summary: `Services in ${displayName} cannot be reached.`,
      level: 'Warning',
      eventLevel: 'Critical',
      isHIR: false,
      impactStartTime: state === 'down' ? now : before?.properties?.['impactStartTime'],
      ...(state === 'up' && { impactMitigationTime: now }),
      lastUpdateTime: now,
      impact: ['Virtual Machines', 'Storage', 'Network Infrastructure'].map((impactedService) => ({
        impactedService,
        impactedRegions: [
          { impactedRegion: displayName, status: state === 'down' ? 'Active' : 'Resolved', impactedSubscriptions: [subscription] },
        ],
      })),
    },
  });
}
