import { fieldAt, textAt } from '../../recovery/field.ts';
import type { ArmResource } from '../../resource.ts';
import { ArmError } from '../../wire.ts';
import { osTypeOf } from './attachments.ts';

/** Throws Azure's 400 where a new machine is to have a name that its operating system does not take (documented: "Common error messages"). */
export function checkComputerName(machine: ArmResource): void {
  const name = textAt(machine, 'properties', 'osProfile', 'computerName');
  if (name === undefined) return;
  const isWindows =
    fieldAt(machine, 'properties', 'osProfile', 'windowsConfiguration') !== undefined ||
    (textAt(machine, 'properties', 'storageProfile', 'osDisk', 'osType') ?? osTypeOf(machine)) === 'Windows';
  if (isWindows && (name.length > 15 || /^\d+$/.test(name) || /[\s`~!@#$%^&*()=+_[\]{}\\|;:.'",<>/?]/.test(name))) {
    throw refusal(
      `Windows computer name cannot be more than 15 characters long, be entirely numeric, or contain the following characters: \` ~ ! @ # $ % ^ & * ( ) = + _ [ ] { } \\ | ; : . ' " , < > / ?.`,
    );
  }
  if (!isWindows && (name.length > 64 || /[\s`~!@#$%^&*()=+_[\]{}\\|;:'",<>/?]/.test(name))) {
    throw refusal(
      `Linux host name cannot exceed 64 characters in length or contain the following characters: \` ~ ! @ # $ % ^ & * ( ) = + _ [ ] { } \\ | ; : ' " , < > / ?.`,
    );
  }
}

function refusal(message: string): ArmError {
  return new ArmError(400, 'InvalidParameter', message, { target: 'computerName' });
}
