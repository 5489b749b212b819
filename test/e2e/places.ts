import path from 'node:path';
import { root } from '../../scripts/run.ts';

export { vsix } from '../../scripts/run.ts';

export const pictures = path.join(root, 'out/screenshots');
