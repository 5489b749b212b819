import type { AddressChoice } from '../../operations/item/updateItem.ts';
import { usage } from '../usage.ts';

/** What `--nic NAME[/CONFIGURATION]=ADDRESS|dynamic[@SUBNET]` stands for; without an address it stays as it is. */
export function addressChoice(text: string): AddressChoice {
  const [, name, configuration, address, subnetName] = /^([^/=@]+)(?:\/([^/=@]+))?=([^=@]*)(?:@([^/=@]+))?$/.exec(text) ?? [];
  if (name === undefined || (!address && subnetName === undefined)) {
    throw usage(
      `--nic ${JSON.stringify(text)} cannot be read.`,
      'Write --nic NAME=10.2.1.4 or NAME/CONFIGURATION=dynamic; @ and a subnet behind it put it there.',
    );
  }
  return {
    interface: name,
    configuration,
    address: address === 'dynamic' ? '' : address || undefined,
    subnetName,
  };
}
