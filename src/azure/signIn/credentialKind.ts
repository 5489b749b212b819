/** Ways to sign in that need no editor: Azure CLI's login, or a service principal in the environment (`AZURE_CLIENT_ID`, …). */
export const credentialKinds = ['azureCli', 'environment'] as const;
export type CredentialKind = (typeof credentialKinds)[number];
