import { l10n, window } from 'vscode';
import { readable } from '../../../azure/siteRecovery/readable.ts';
import { readRecoveryPoints } from '../../../azure/siteRecovery/readRecoveryPoints.ts';
import { readReplicationSource } from '../../../azure/siteRecovery/readReplicationSource.ts';
import { readTestNetworks } from '../../../azure/siteRecovery/readTestNetworks.ts';
import { subscriptionOf, toArmId, type ArmId } from '../../../model/armId.ts';
import type { RecoveryItem } from '../../../model/recoveryItem.ts';
import type { SourceNetwork } from '../../../model/replicationSource.ts';
import { UserError } from '../../../model/userError.ts';
import { planItem } from '../../../operations/item/planItem.ts';
import type { App } from '../../app.ts';
import { pick } from '../../commands/pick.ts';
import { viewIds } from '../../ids.ts';
import { plain } from '../../markdown.ts';
import type { OperationsService } from '../operationsService.ts';
import { machinesFor, type Ready } from './machinesFor.ts';
import { networkItems, type NetworkItem } from './networkItems.ts';
import { recoveryPointItems } from './recoveryPointItems.ts';

/** Rehearses the failover of the selected machines: asks for the recovery point and, for each target region, for an isolated network. */
export async function testFailover(app: App, row?: unknown, selected?: unknown): Promise<void> {
  const ready = await machinesFor(app, 'test-failover', row, selected);
  if (!ready) return;
  const service = await app.operations.get();
  const recoveryPoint = await pickPoint(ready, service);
  if (recoveryPoint === undefined) return;
  const sources = await sourcesOf(ready, service);
  const networks = await pickNetworks(ready, sources, service);
  if (!networks) return;
  const operations = await Promise.all(
    ready.map(({ machine, item }) => {
      const chosen = networks.get(placeOf(item))!;
      const network = chosen === 'make' ? { makesNetwork: true } : { networkId: chosen.azureId, isolation: chosen.isolation };
      return service.withAccess(machine.id, (azure) => planItem(azure, 'test-failover', item, { recoveryPoint, ...network }));
    }),
  );
  await service.confirmAndStart(operations);
}

/** A word or an id; undefined when the person leaves. */
async function pickPoint(ready: readonly Ready[], service: OperationsService): Promise<string | undefined> {
  const [first, ...others] = ready;
  const points =
    first && others.length === 0
      ? await reading(() => service.withAccess(first.machine.id, (azure) => readRecoveryPoints(azure, first.item)))
      : undefined;
  const now = service.now();
  return pick(recoveryPointItems(points, now, l10n), l10n.t('Recovery point of the test'), l10n.t('To which point in time'));
}

/** Machines that fail over to one place are tested in one network. */
function placeOf({ networkId, machineId, targetLocation }: RecoveryItem): string {
  return `${subscriptionOf(toArmId(networkId === '' ? machineId : networkId))} ${targetLocation}`;
}

type Sources = ReadonlyMap<ArmId, SourceNetwork | undefined>;

/** The networks that the machines are in; undefined for one that cannot be read. */
async function sourcesOf(ready: readonly Ready[], service: OperationsService): Promise<Sources> {
  const read = async ({ machine, item }: Ready): Promise<readonly [ArmId, SourceNetwork | undefined]> => {
    const source = await readable(service.withAccess(machine.id, (azure) => readReplicationSource(azure, item.machineId)));
    return [machine.id, source?.network];
  };
  return new Map(await reading(() => Promise.all(ready.map(read))));
}

/** By place; undefined when the person leaves. */
async function pickNetworks(
  ready: readonly Ready[],
  sources: Sources,
  service: OperationsService,
): Promise<ReadonlyMap<string, NetworkItem['value']> | undefined> {
  const picked = new Map<string, NetworkItem['value']>();
  for (const [place, same] of Map.groupBy(ready, ({ item }) => placeOf(item))) {
    const { targetLocation } = same[0]!.item;
    const items = await reading(() => networksFor(same, place.split(' ')[0]!, sources, service));
    if (items.length === 0) {
      throw new UserError('usage', `There is no network in ${targetLocation}.`, 'Make one for tests there that is peered with nothing.');
    }
    const names = same.map(({ machine }) => plain(machine.name)).join(', ');
    const chosen = await pick(
      items,
      l10n.t('Network in {0} for the test machine of {1}', targetLocation, names),
      l10n.t('Choose an isolated one'),
    );
    if (!chosen) return undefined;
    picked.set(place, chosen);
  }
  return picked;
}

async function networksFor(
  ready: readonly Ready[],
  subscriptionId: string,
  sources: Sources,
  service: OperationsService,
): Promise<readonly NetworkItem[]> {
  const { machine, item } = ready[0]!;
  const own = ready.map((each) => sources.get(each.machine.id));
  const production = [...own.map((source) => source?.id), ...ready.map((each) => each.item.networkId)];
  const networks = await service.withAccess(machine.id, (azure) => readTestNetworks(azure, subscriptionId, item.targetLocation));
  const canMake = ready.every((each, at) => own[at] !== undefined && each.item.networkId !== '');
  return networkItems(networks, production, item.testNetworkId, canMake, l10n);
}

async function reading<T>(read: () => Promise<T>): Promise<T> {
  return window.withProgress({ location: { viewId: viewIds.readiness } }, read);
}
