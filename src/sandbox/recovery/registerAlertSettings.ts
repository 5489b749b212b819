import { fieldAt } from './field.ts';
import type { World } from '../world.ts';
import { targetOf } from './siteRecoveryBody.ts';
import { requireVault, VAULT } from './vaultScope.ts';

const PATH = 'replicationAlertSettings/{setting}';

/** Who is mailed. The one write of Site Recovery that is answered at once, with 200 [recorded]. */
export function registerAlertSettings(world: World): void {
  world.router.add('PUT', `${VAULT}/${PATH}`, (call) => {
    const { name, type, id } = targetOf(world, call, requireVault(world, call), PATH);
    const sent = (key: string): unknown => fieldAt(call.body, 'properties', key);
    const setting = {
      name,
      type,
      id,
      properties: {
        sendToOwners: sent('sendToOwners') ?? 'DoNotSend',
        customEmailAddresses: sent('customEmailAddresses') ?? [],
        locale: sent('locale') ?? '',
      },
    };
    world.store.put(setting);
    return { status: 200, body: setting };
  });
}
