import { azRest } from './azRest.ts';
import type { Operation } from './operation.ts';

/**
 * What an operation would send, as commands of Azure CLI with the very bodies, in order. `isThere`: names of steps whose resource is there
 * already; they stand as comments.
 */
export function planText(operation: Operation, endpoint: string, isThere: ReadonlySet<string> = new Set()): readonly string[] {
  return operation.steps.flatMap((step) => {
    // A name from Azure must not end the comment's line.
    const title = `# ${step.title.replaceAll(/[\r\n]/g, ' ')}`;
    if (step.kind === 'wait') return [`${title}: nothing is sent`];
    if (isThere.has(step.name)) return [`${title}: is there already`];
    return [title, azRest(step.call, endpoint)];
  });
}
