import path from 'node:path';
import { root } from '../../scripts/run.ts';

/** Made by `npm run package`. */
export const vsix = path.join(root, 'out/azure-dr-readiness.vsix');

export const pictures = path.join(root, 'out/screenshots');
