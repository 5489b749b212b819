import type { WriteCall } from '../../azure/wire/armWriter.ts';

/** The action of Azure's role-based access control that a request performs: `Microsoft.Network/virtualNetworks/write`. */
export function actionOf({ method, path }: Pick<WriteCall, 'method' | 'path'>): string {
  const segments = path.split('/').slice(1);
  const at = segments.findLastIndex((segment) => segment.toLowerCase() === 'providers');
  // What lies in no provider is Resource Manager's own.
  const [namespace, ...rest] = at < 0 ? ['Microsoft.Resources', ...segments] : segments.slice(at + 1);
  const types = rest.filter((_, index) => index % 2 === 0);
  const suffix = method === 'POST' ? 'action' : method === 'DELETE' ? 'delete' : 'write';
  return [namespace, ...types, suffix].join('/');
}
