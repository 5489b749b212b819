import type { Memento } from 'vscode';
import type { TargetOptions } from '../../model/enableOptions.ts';
import type { EnableChoices } from '../../operations/enable/enableChoices.ts';

/** What was chosen last, for each pair of regions; apart for Azure and the sandbox. Ids of machines and disks are not kept. */
export class RememberedChoices {
  readonly #state: Memento;
  readonly #place: string;
  readonly #from: string;

  /** `place`: kind of what is open. */
  constructor(state: Memento, place: string, from: string) {
    this.#state = state;
    this.#place = place;
    this.#from = from;
  }

  /** The target region that was chosen last. */
  get target(): string | undefined {
    return this.#state.get<string>(this.#key());
  }

  of(target: string): EnableChoices | undefined {
    return this.#state.get<EnableChoices>(this.#key(target));
  }

  async keep({ leaveOut: _disks, keyVault: _secrets, ...choices }: EnableChoices): Promise<void> {
    await this.#state.update(this.#key(choices.targetRegion), choices);
    await this.#state.update(this.#key(), choices.targetRegion);
  }

  #key(target?: string): string {
    return ['enable', this.#place, this.#from, ...(target === undefined ? [] : [target])].join(' ');
  }
}

/** The choices without what is not there any more, as far as it could be read. */
export function stillThere(choices: EnableChoices, options: TargetOptions): EnableChoices {
  const network = kept(choices.networkId, options.networks);
  const subnets = options.networks?.find(({ id }) => id === network)?.subnets;
  const isSubnetThere = subnets === undefined || subnets.some(({ name }) => name === choices.subnetName);
  const vault = kept(choices.vaultId, options.vaults);
  const set = choices.availability?.kind === 'set' ? choices.availability.id : undefined;
  return {
    ...choices,
    targetGroupId: kept(choices.targetGroupId, options.groups),
    networkId: network,
    subnetName: network !== undefined && isSubnetThere ? choices.subnetName : undefined,
    availability: kept(set, options.availabilitySets) === set ? choices.availability : undefined,
    proximityGroupId: kept(choices.proximityGroupId, options.proximityGroups),
    capacityReservationGroupId: kept(choices.capacityReservationGroupId, options.capacityReservationGroups),
    diskEncryptionSetId: kept(choices.diskEncryptionSetId, options.diskEncryptionSets),
    vaultId: vault,
    policyId: vault === undefined ? undefined : choices.policyId,
    cacheAccountId: kept(choices.cacheAccountId, options.cacheAccounts),
    automationAccountId: kept(choices.automationAccountId, options.automationAccounts),
  };
}

function kept(id: string | undefined, there: readonly { readonly id: string }[] | undefined): string | undefined {
  return there === undefined || there.some((one) => one.id === id) ? id : undefined;
}
