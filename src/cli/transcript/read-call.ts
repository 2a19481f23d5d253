import { isMap, type YAMLMap } from 'yaml';
import type { Answer } from './lines.ts';
import { readFailure } from './read-failure.ts';
import type { Unplaced } from './reader.ts';
import { defined, hasOnly, objectOf, textOf, type Report } from './yaml-nodes.ts';

/** Reads a call of an outside system, and what it answers. */
export function readCall(value: unknown, report: Report): Unplaced | undefined {
  if (!isMap(value))
    return void report(
      value,
      'Write what is called and what it answers: { connection: shop, operation: request, returns: { … } }.',
    );
  if (!hasOnly(value, ['connection', 'operation', 'input', 'returns', 'fails'], report)) return undefined;
  const connection = textOf(value.get('connection', true), report);
  const operation = textOf(value.get('operation', true), report);
  const input = value.has('input') ? objectOf(value.get('input', true), report) : null;
  const answer = readAnswer(value, report);
  if (connection === undefined || operation === undefined || input === undefined || !answer) return undefined;
  const said = 'none' in answer ? {} : { answer };
  return { kind: 'call', connection, operation, ...(input ? { input } : {}), ...said };
}

function readAnswer(map: YAMLMap, report: Report): Answer | { none: true } | undefined {
  if (map.has('returns') && map.has('fails')) return void report(map, 'Say either "returns" or "fails".');
  if (map.has('returns')) return defined(objectOf(map.get('returns', true), report), (returns) => ({ returns }));
  if (map.has('fails')) return defined(readFailure(map.get('fails', true), report), (fails) => ({ fails }));
  return { none: true };
}
