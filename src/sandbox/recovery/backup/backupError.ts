import { ArmError } from '../../wire.ts';

/** Azure Backup's error body has more members than ARM's, all null (azure-docs #42016). */
export function backupError(code: string, message: string, status = 400): ArmError {
  return new ArmError(status, code, message, { target: null, details: null, innerError: null });
}

/** Names, machine and region that do not go together: a machine that this vault could not discover. Code and text: terraform-provider-azurerm #2143. */
export function invalidProtectionRequest(): ArmError {
  return backupError(
    'BMSUserErrorInvalidConfigureProtectionRequest',
    'Input for configure protection is not in proper format\r\nPlease ensure that container exists and other parameters are in valid format',
  );
}

/** Code, text and status: terraform-provider-azurerm #9452, azure-cli #23364. */
export function itemNotFound(): ArmError {
  return backupError(
    'BMSUserErrorDataSourceObjectNotFound',
    'Item not found.\r\nSelected item might have been deleted. Please check if item is registered to the vault.',
    404,
  );
}

/** Code and text: azure-rest-api-specs #32688. */
export function itemIsImmutable(): ArmError {
  return backupError(
    'UserErrorOperationDeniedOnImmutableItem',
    'The Vault and Backup Item is immutable, hence operation is denied. Refer to the documentation to learn more: https://aka.ms/AB-ImmutableVaults-States',
  );
}

/** The redundancy of a vault is fixed from its first item on. Code and text: terraform-provider-azurerm #8813. */
export function redundancyIsLocked(): ArmError {
  return backupError(
    'StorageModelModifyError',
    'Storage Redundancy option is locked when the first machine is registered with the vault, and cannot be modified thereafter.',
  );
}
