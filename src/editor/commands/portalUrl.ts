/** The portal's page of a resource. Every part of the id is encoded: names are not to be trusted in a link. */
export function portalUrl(azureId: string): string {
  return `https://portal.azure.com/#resource${azureId.split('/').map(encodeURIComponent).join('/')}`;
}
