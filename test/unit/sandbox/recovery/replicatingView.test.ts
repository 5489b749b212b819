import { expect, test } from 'vitest';
import { replicatingView } from '../../../../src/sandbox/recovery/replicatingView.ts';
import type { ArmResource } from '../../../../src/sandbox/resource.ts';

const FIVE_MINUTES = 5 * 60_000;

const item = (name: string, details: Record<string, unknown> = { rpoInSeconds: 240, agentVersion: '9' }): ArmResource => ({
  id: `/subscriptions/s/resourceGroups/g/items/${name}`,
  name,
  type: 'item',
  properties: { friendlyName: name, providerSpecificDetails: details },
});

const detailsAt = (resource: ArmResource, time: number): Record<string, any> =>
  replicatingView(resource, new Date(time)).properties?.['providerSpecificDetails'] as Record<string, unknown>;

test('the figure is at most five minutes old and moves in steps of five minutes', () => {
  const start = Date.parse('2026-09-14T08:00:00Z');
  const taken = new Set<number>();
  for (let at = start; at < start + 12 * FIVE_MINUTES; at += 7000) {
    const details = detailsAt(item('a'), at);
    const age = at - Date.parse(details['lastRpoCalculatedTime']);
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThan(FIVE_MINUTES);
    expect(Date.parse(details['lastHeartbeat'])).toBeLessThanOrEqual(at);
    expect(Math.abs(details['rpoInSeconds'] - 240)).toBeLessThanOrEqual(30);
    taken.add(Date.parse(details['lastRpoCalculatedTime']));
  }
  const steps = [...taken].map((time, i, all) => time - (all[i - 1] ?? time - FIVE_MINUTES));
  expect(new Set(steps)).toEqual(new Set([FIVE_MINUTES]));
});

test('the same item at the same time shows the same; others have their own places', () => {
  const now = Date.parse('2026-09-14T08:00:00Z');
  expect(detailsAt(item('a'), now)).toEqual(detailsAt(item('a'), now));
  const times = ['a', 'b', 'c', 'd'].map((name) => detailsAt(item(name), now)['lastRpoCalculatedTime']);
  expect(new Set(times).size).toBeGreaterThan(1);
});

test('the rest of the item and the stored one stay as they are', () => {
  const stored = item('a');
  const before = structuredClone(stored);
  const seen = replicatingView(stored, new Date());
  expect(stored).toEqual(before);
  expect(seen.properties).toMatchObject({ friendlyName: 'a', providerSpecificDetails: { agentVersion: '9' } });
});

test('an item without a figure is left alone', () => {
  for (const details of [{ rpoInSeconds: null }, {}]) {
    const stored = item('a', details);
    expect(replicatingView(stored, new Date())).toBe(stored);
  }
});
