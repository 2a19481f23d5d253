import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseKey, VaultError, type SecretKey } from './secrets.ts';

/**
 * The keys of an installation, the one to seal with first: those in `RONDINE_KEY` (several are parted by commas), then
 * the one in the file `key` of the data folder. With neither, that file is made: whoever has the folder has the key.
 */
export function readKeys(
  folder: string,
  env: { readonly [name: string]: string | undefined },
): [SecretKey, ...SecretKey[]] {
  const file = join(folder, 'key');
  const given = (env['RONDINE_KEY'] ?? '').split(',').filter((text) => text.trim() !== '');
  const [first, ...others] = given.map((text) => parseKey(text, 'RONDINE_KEY'));
  if (first) return [first, ...others, ...(existsSync(file) ? [readKeyFile(file)] : [])];
  if (!existsSync(file)) makeKeyFile(folder, file);
  return [readKeyFile(file)];
}

function readKeyFile(file: string): SecretKey {
  return parseKey(readFileSync(file, 'utf8'), `The file ${file}`);
}

/** Written whole and flushed under another name first: a crash never leaves half a key, nor two different ones. */
function makeKeyFile(folder: string, file: string): void {
  const draft = `${file}.new`;
  try {
    rmSync(draft, { force: true });
    const handle = openSync(draft, 'wx', 0o600);
    writeSync(handle, `${randomBytes(32).toString('base64')}\n`);
    fsyncSync(handle);
    closeSync(handle);
    linkSync(draft, file);
    rmSync(draft);
    const parent = openSync(folder, 'r');
    fsyncSync(parent);
    closeSync(parent);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new VaultError(
      `The key file ${file} cannot be made: ${reason}. See to the data folder, or set RONDINE_KEY.`,
      {
        cause,
      },
    );
  }
}
