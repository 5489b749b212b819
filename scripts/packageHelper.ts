import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { run } from './run.ts';

/** Packages an extension of our own that only demos and measurements install, from its folder into the file `out`. @throws Error with what `vsce` says. */
export async function packageHelper(folder: string, out: string): Promise<void> {
  await mkdir(path.dirname(out), { recursive: true });
  const flags = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', out];
  const { code, output } = await run('vsce', ['package', ...flags], { cwd: folder, quiet: true });
  if (code !== 0) throw new Error(`${folder} could not be packaged.\n${output}`);
}
