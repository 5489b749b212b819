import { lastOf } from '../../model/armPath.ts';
import type { IpConfiguration } from '../../model/compute.ts';
import type { RecoveryTarget, TargetAddress, TargetInterface } from '../../model/recoveryTarget.ts';
import { sameText } from '../../model/sameText.ts';
import type { SourceFacts } from './failoverPreview.ts';

/** Something of a machine that a failover does not bring along. */
export interface LeftBehind {
  readonly what:
    | 'extensions'
    | 'roleAssignments'
    | 'encryptionAtHost'
    | 'disk'
    | 'interface'
    | 'address'
    | 'publicAddress'
    | 'securityGroup'
    | 'loadBalancer';
  /** For people, one sentence. */
  readonly text: string;
  /** False: nobody has read whether the machine has such a thing. */
  readonly isCertain: boolean;
}

/**
 * What would not come along (support matrix, 2026-01), and what the item's settings leave out. What only the machine itself tells is said as
 * possible where `source` was not read: the region that fails cannot be asked. Pure.
 */
export function leftBehind(target: RecoveryTarget, source: SourceFacts | undefined): readonly LeftBehind[] {
  return [
    ...target.leftOutLuns.map((lun) => left('disk', `The data disk at LUN ${lun} is not replicated, and is missing from the new machine.`)),
    ...target.interfaces.flatMap((nic) => ofInterface(nic, source)),
    ...ofMachine(source),
  ];
}

function ofMachine(source: SourceFacts | undefined): readonly LeftBehind[] {
  const encryption = source?.machine.encryptionAtHost;
  return [
    left('extensions', 'Extensions are not installed on the new machine, but for Site Recovery’s own.', false),
    left(
      'roleAssignments',
      'Role assignments on the machine, and those of its system-assigned identity, are not made for the new one.',
      false,
    ),
    ...(encryption === false ? [] : [left('encryptionAtHost', 'Encryption at host is off on the new machine.', encryption === true)]),
  ];
}

function ofInterface(nic: TargetInterface, source: SourceFacts | undefined): readonly LeftBehind[] {
  const name = nic.name || 'A network interface';
  const selected = nic.addresses.filter(({ isSelected }) => isSelected);
  if (nic.networkId === '' || selected.length === 0) return [left('interface', `${name} is not made: no network is set for it.`)];
  const before = source?.interfaces.find((one) => sameText(one.name, nic.name));
  return [
    ...nic.addresses
      .filter(({ isSelected }) => !isSelected)
      .map((address) => left('address', `${name} does not get its IP configuration ${address.name}.`)),
    ...selected.flatMap((address) =>
      ofAddress(
        name,
        address,
        before?.configurations.find((one) => sameText(one.name, address.name)),
        before !== undefined,
      ),
    ),
    ...(nic.securityGroupId === '' && before?.securityGroupId !== null
      ? [left('securityGroup', `${name} has no network security group of its own.`, before?.securityGroupId !== undefined)]
      : []),
  ];
}

function ofAddress(
  name: string,
  { name: own, staticAddress, publicAddressId, backendPoolIds }: TargetAddress,
  before: IpConfiguration | undefined,
  isRead: boolean,
): readonly LeftBehind[] {
  const at = own === '' ? name : `${name}, ${own}`;
  const lacksPublic = publicAddressId === '' && (!isRead || (before?.publicAddressId ?? null) !== null);
  const lacksPool = backendPoolIds.length === 0 && (!isRead || (before?.backendPoolIds.length ?? 0) > 0);
  const formerly = before?.publicAddressId ? ` (before: ${lastOf(before.publicAddressId)})` : '';
  return [
    ...(staticAddress === '' ? [left('address', `${at}: Azure gives a new private address.`)] : []),
    ...(lacksPublic ? [left('publicAddress', `${at}: no public address${formerly}.`, isRead)] : []),
    ...(lacksPool ? [left('loadBalancer', `${at}: in no backend pool of a load balancer.`, isRead)] : []),
  ];
}

function left(what: LeftBehind['what'], text: string, isCertain = true): LeftBehind {
  return { what, text, isCertain };
}
