// `npm run bench`: one JSON object on stdout with the project's figures; progress on stderr. Needs a quiet machine.
// Exit code 1 only when something could not be measured.
import path from 'node:path';
import { root, run } from '../../scripts/run.ts';
import { activation } from './activation.ts';
import { packageProbe } from './inEditor.ts';
import { sizes } from './sizes.ts';

const vsix = path.join(root, 'out/azure-dr-readiness.vsix');

async function bench(): Promise<object> {
  console.error('Packaging …');
  const { code, output } = await run('npm', ['run', '--silent', 'package'], { quiet: true });
  if (code !== 0) throw new Error(output);
  await packageProbe();
  console.error('Activation …');
  return { node: process.version, sizes: sizes(vsix), activation: await activation(vsix) };
}

console.log(JSON.stringify(await bench(), undefined, 2));
