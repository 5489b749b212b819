/** What `registrationState` says of a resource provider in a subscription. */
export type RegistrationState = 'Registered' | 'Registering' | 'NotRegistered';

/** Which resource providers the subscriptions may use. All of them, unless somebody has unregistered one. */
export class Registrations {
  readonly #others = new Map<string, RegistrationState>();

  stateOf(subscription: string, namespace: string): RegistrationState {
    return this.#others.get(keyFor(subscription, namespace)) ?? 'Registered';
  }

  set(subscription: string, namespace: string, state: RegistrationState): void {
    this.#others.set(keyFor(subscription, namespace), state);
  }
}

const keyFor = (subscription: string, namespace: string): string => `${subscription} ${namespace}`.toLowerCase();
