import fs from 'node:fs';
import module from 'node:module';
import path from 'node:path';

const writableByOthers = 0o022;

/**
 * Has Node keep what it compiles of this command for the next time: a tenth of a second of an audit. It lies among the person's own caches, in
 * folders into which nobody else can put code; where there is no such place, or it cannot be written, nothing is kept.
 * `NODE_DISABLE_COMPILE_CACHE=1` switches it off; Node 22.0 has no such cache.
 */
export function keepCompiled(): void {
  const folder = cacheFolder(process.env);
  if (!folder || !path.isAbsolute(folder) || !module.enableCompileCache) return;
  try {
    // One by one: Node's own way to make several tries for ever where a folder is there that takes no others, as one that is mounted on demand.
    const own = ['azure-dr', 'compiled'].reduce((parent, name) => ownFolder(path.join(parent, name)), anyFolder(folder));
    module.enableCompileCache(own);
  } catch {
    // Slower, and nothing else.
  }
}

function cacheFolder(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const home = env['HOME'];
  if (process.platform === 'win32') return env['LOCALAPPDATA'];
  if (process.platform === 'darwin') return home && path.join(home, 'Library', 'Caches');
  return env['XDG_CACHE_HOME'] || (home && path.join(home, '.cache'));
}

/** Makes a folder where it is missing. Throws where its parent is missing, too. */
function anyFolder(folder: string): string {
  if (!fs.existsSync(folder)) fs.mkdirSync(folder, { mode: 0o700 });
  return folder;
}

/** The same; throws as well where it is somebody else's, or others can write to it: `sudo` may keep a person's HOME. */
function ownFolder(folder: string): string {
  const { uid, mode } = fs.statSync(anyFolder(folder));
  if (process.getuid && (uid !== process.getuid() || (mode & writableByOthers) !== 0)) throw new Error(`${folder} is not ours alone`);
  return folder;
}
