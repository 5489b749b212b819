/** The portal's page of a resource; `portal`: origin of the cloud's portal. Every part of the id is encoded: names are not to be trusted in a link. */
export function portalUrl(portal: string, azureId: string): string {
  return `${portal}/#resource${azureId.split('/').map(encodeURIComponent).join('/')}`;
}
