import { RE2JS } from 're2js';
import type { JsonObject } from '../../base/json.ts';
import { TemplateError } from '../expression/template.ts';

/** Longest pattern and longest text it is tried on; the rest of a longer text is not looked at. */
const MAX_PATTERN_LENGTH = 1000;
const MAX_MATCHED_LENGTH = 20_000;
/** Compiled patterns kept. */
const CACHE_SIZE = 500;
const cache = new Map<string, RE2JS>();

/** The name under which the whole find stands beside the named groups. */
export const WHOLE_MATCH = 'match';

/**
 * Finds an RE2 pattern in a text and gives its named groups, each a text or null where the group had no part in it, and
 * the whole find as `match`. Nothing found gives undefined. Takes linear time. Throws `TemplateError` for a bad pattern.
 */
export function readPattern(text: string, pattern: string): JsonObject | undefined {
  const matcher = compiled(pattern).matcher(text.slice(0, MAX_MATCHED_LENGTH).toWellFormed());
  if (!matcher.find()) return undefined;
  return { ...matcher.getNamedGroups(), [WHOLE_MATCH]: matcher.group() };
}

function compiled(pattern: string): RE2JS {
  const known = cache.get(pattern);
  if (known) return known;
  if (pattern.length > MAX_PATTERN_LENGTH)
    throw new TemplateError(`The pattern is longer than ${MAX_PATTERN_LENGTH} characters.`);
  try {
    const made = RE2JS.compile(pattern);
    if (cache.size >= CACHE_SIZE) cache.clear();
    cache.set(pattern, made);
    return made;
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new TemplateError(`The pattern "${pattern}" cannot be used: ${reason}.`);
  }
}
