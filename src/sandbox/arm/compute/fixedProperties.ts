import { fieldAt } from '../../recovery/field.ts';
import { keyOf, type ArmResource } from '../../resource.ts';
import { ArmError } from '../../wire.ts';

/** What a machine is made with and keeps, by the name that Azure gives it in its refusal: public reports, but [GAP] for zones and sets. */
const FIXED: Readonly<Record<string, readonly (readonly string[])[]>> = {
  imageReference: ['publisher', 'offer', 'sku', 'version', 'id'].map((member) => [
    'properties',
    'storageProfile',
    'imageReference',
    member,
  ]),
  'osDisk.osType': [['properties', 'storageProfile', 'osDisk', 'osType']],
  'osDisk.createOption': [['properties', 'storageProfile', 'osDisk', 'createOption']],
  osProfile: ['computerName', 'adminUsername'].map((member) => ['properties', 'osProfile', member]),
  'availabilitySet.id': [['properties', 'availabilitySet', 'id']],
  zones: [['zones', '0']],
};

/** Throws Azure's 409 for a change of what a machine keeps. What is not sent is not changed. */
export function assertKept(before: ArmResource, after: ArmResource): void {
  const differs = (path: readonly string[]): boolean => {
    const [old, wanted] = [fieldAt(before, ...path), fieldAt(after, ...path)];
    return typeof old === 'string' && typeof wanted === 'string' && keyOf(old) !== keyOf(wanted);
  };
  const changed = Object.entries(FIXED).find(([, paths]) => paths.some(differs))?.[0];
  if (changed === undefined) return;
  throw new ArmError(409, 'PropertyChangeNotAllowed', `Changing property '${changed}' is not allowed.`, { target: changed });
}
