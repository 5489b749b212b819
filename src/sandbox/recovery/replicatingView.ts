import type { View } from '../store.ts';
import type { ArmResource } from '../resource.ts';
import { preciseTime } from './azureTime.ts';

/** Site Recovery takes the RPO anew in steps of five minutes. */
const STEP_MS = 5 * 60 * 1000;
/** The agent reports somewhat before the RPO is taken [recorded: 4 s]. */
const HEARTBEAT_BEFORE_MS = 4000;
/** How far the RPO figure wanders about what was stored. */
const WOBBLE_SECONDS = 30;
const LEAST_RPO_SECONDS = 15;

/**
 * How an item that replicates looks at a time: its RPO was taken at most five minutes ago, at a place in the five minutes of its own, and differs
 * a little from step to step. The same item shows the same at the same time. Items without replication details are left alone.
 */
export const replicatingView: View = (resource, now) => {
  const details = resource.properties?.['providerSpecificDetails'] as Record<string, unknown> | undefined;
  const rpo = details?.['rpoInSeconds'];
  if (!details || typeof rpo !== 'number') return resource;
  const hash = hashOf(resource.id);
  const phase = hash % STEP_MS;
  const step = Math.floor((now.getTime() - phase) / STEP_MS);
  const taken = step * STEP_MS + phase;
  const wobble = (scramble(hash + step) % (2 * WOBBLE_SECONDS + 1)) - WOBBLE_SECONDS;
  return withDetails(resource, {
    ...details,
    rpoInSeconds: Math.max(LEAST_RPO_SECONDS, rpo + wobble),
    lastRpoCalculatedTime: preciseTime(new Date(taken)),
    lastHeartbeat: preciseTime(new Date(taken - HEARTBEAT_BEFORE_MS)),
  });
};

function withDetails(resource: ArmResource, providerSpecificDetails: Readonly<Record<string, unknown>>): ArmResource {
  return { ...resource, properties: { ...resource.properties, providerSpecificDetails } };
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ (text.codePointAt(i) ?? 0), 0x01000193);
  return hash >>> 0;
}

function scramble(number: number): number {
  const mixed = Math.imul(number ^ (number >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 12)) >>> 0;
}
