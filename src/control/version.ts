import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of this Rondine: a server and a command talk only when theirs are the same. */
export const VERSION = String(
  (
    JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as {
      version: unknown;
    }
  ).version,
);

/** The header that carries it. */
export const VERSION_HEADER = 'x-rondine-version';
