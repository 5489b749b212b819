import { isIPv4 } from 'node:net';
import type { RecoveryItem } from '../../model/recoveryItem.ts';
import type { RecoveryTarget, TargetAddress, TargetInterface } from '../../model/recoveryTarget.ts';
import { sameText } from '../../model/sameText.ts';
import { UserError } from '../../model/userError.ts';
import { itemOperation, itemStep } from './itemOperation.ts';
import type { Operation } from '../operation.ts';

/** The address that one network interface gets in a failover. */
export interface AddressChoice {
  /** Name of the source interface. */
  readonly interface: string;
  /** Name of its IP configuration; undefined: the only one, or the primary one. */
  readonly configuration: string | undefined;
  /** IPv4; '': Azure gives one. Undefined: as it is. */
  readonly address: string | undefined;
  /** Of the network of the failover; undefined: as it is. */
  readonly subnetName: string | undefined;
}

/** What a failover shall make differently; undefined: as it is. */
export interface UpdateChoices {
  readonly size: string | undefined;
  /** ARM id of the network of the failover, in the target region. */
  readonly networkId: string | undefined;
  readonly addresses: readonly AddressChoice[];
}

/**
 * Changes what a failover that is still to come will make: size, network, addresses. Interfaces are sent whole, as they were read, with the
 * changes: what Azure does with one that is left out is not documented. Throws a `UserError` for choices that cannot be carried out.
 */
export function updateItem(item: RecoveryItem, target: RecoveryTarget, { size, networkId, addresses }: UpdateChoices): Operation {
  if (size === undefined && networkId === undefined && addresses.length === 0) {
    throw new UserError('usage', 'Nothing is to be changed.', 'Give a size, a network or an address.');
  }
  for (const choice of addresses) check(choice, target);
  const properties = {
    ...(size !== undefined && { recoveryAzureVMSize: size }),
    ...(networkId !== undefined && { selectedRecoveryAzureNetworkId: networkId }),
    ...(addresses.length > 0 && { vmNics: target.interfaces.map((nic) => nicInput(nic, addresses)) }),
    providerSpecificDetails: { instanceType: 'A2A' },
  };
  const title = `Change what a failover of ${item.friendlyName} makes`;
  const step = itemStep(item, 'update', title, { method: 'PATCH', path: item.azureId, body: { properties } });
  return itemOperation('update', item, [step], {
    ...(size !== undefined && { size }),
    ...(networkId !== undefined && { networkId }),
    ...(addresses.length > 0 && { addresses: addresses.map(addressText).join(', ') }),
  });
}

function nicInput({ nicId, securityGroupId, addresses, more, name }: TargetInterface, choices: readonly AddressChoice[]): object {
  return {
    nicId,
    ...more,
    ...(securityGroupId !== '' && { recoveryNetworkSecurityGroupId: securityGroupId }),
    ipConfigs: addresses.map((address) =>
      addressInput(
        address,
        choices.find((choice) => sameText(choice.interface, name) && isMeant(choice, address, addresses)),
      ),
    ),
  };
}

function addressInput(address: TargetAddress, choice: AddressChoice | undefined): object {
  const { name, isPrimary, isSelected, publicAddressId, backendPoolIds, test } = address;
  return {
    ipConfigName: name,
    isPrimary,
    isSeletedForFailover: isSelected,
    recoverySubnetName: choice?.subnetName ?? address.subnetName,
    recoveryStaticIPAddress: choice?.address ?? address.staticAddress,
    ...(publicAddressId !== '' && { recoveryPublicIPAddressId: publicAddressId }),
    ...(backendPoolIds.length > 0 && { recoveryLBBackendAddressPoolIds: backendPoolIds }),
    ...test,
  };
}

function isMeant({ configuration }: AddressChoice, address: TargetAddress, all: readonly TargetAddress[]): boolean {
  if (configuration !== undefined) return sameText(configuration, address.name);
  return address === (all.find(({ isPrimary }) => isPrimary) ?? all[0]);
}

function check(choice: AddressChoice, { interfaces }: RecoveryTarget): void {
  const { address } = choice;
  if (address !== undefined && address !== '' && !isIPv4(address)) {
    throw new UserError('usage', `${address} is no IPv4 address.`, 'Give one such as 10.2.1.4, or dynamic.');
  }
  const nic = interfaces.find(({ name }) => sameText(name, choice.interface));
  const names = interfaces.map(({ name }) => name).join(', ') || 'none';
  if (!nic) {
    throw new UserError(
      'usage',
      `The machine has no network interface ${choice.interface}.`,
      `Its interfaces that Site Recovery knows: ${names}.`,
    );
  }
  if (!nic.addresses.some((one) => isMeant(choice, one, nic.addresses))) {
    const configurations = nic.addresses.map(({ name }) => name).join(', ') || 'none';
    throw new UserError('usage', `${nic.name} has no IP configuration ${choice.configuration ?? ''}.`, `It has: ${configurations}.`);
  }
}

function addressText({ interface: name, configuration, address, subnetName }: AddressChoice): string {
  const where = configuration === undefined ? name : `${name}/${configuration}`;
  // Not as the flag is written: an address with an `@` behind it would pass for that of a person, and be taken out of logs.
  const parts = [address === '' ? 'dynamic' : address, subnetName && `in ${subnetName}`];
  return `${where}=${parts.filter((part) => part !== undefined).join(' ')}`;
}
