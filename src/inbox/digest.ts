import { createHash } from 'node:crypto';

/**
 * A short name derived from what it names: the same parts give the same name, after a restore too.
 * It hides the parts, so that a phone number inside an id is not readable.
 */
export function digest(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22);
}
