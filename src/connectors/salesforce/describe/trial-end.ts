import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../base/json.ts';
import type { Fields } from './coerce.ts';
import { fieldOf, type ObjectDescribe } from './object-describe.ts';

/** Longest length of a field in which the trial puts a text that is too long. */
const MOST_LETTERS = 255;

/** What is read back inside a trial: only what is never empty, for a reference to something empty fails by itself. */
export function readingOf(describe: ObjectDescribe | undefined, fields: Fields): string[] {
  const has = (name: string): boolean => describe !== undefined && fieldOf(describe, name) !== undefined;
  const named = describe?.fields.find(({ nameField }) => nameField)?.name;
  return [
    'Id',
    ...(named === undefined ? [] : [named]),
    ...(has('OwnerId') ? ['OwnerId', 'Owner.Name'] : []),
    ...(has('Status') ? ['Status'] : []),
    ...(fields['RecordTypeId'] ? ['RecordType.DeveloperName'] : []),
  ];
}

type End = { describe: ObjectDescribe | undefined; object: string; id: string; version: string; fields: Fields };

/**
 * The last parts of a trial, which fail by intent. The first carries what was read in a text that is too long for its
 * field, because the org repeats such a text in its refusal while it answers nothing else of what it undoes. The second
 * asks for an object that cannot exist, should the first be taken.
 */
export function endOfTrial({ describe, object, id, version, fields }: End): JsonObject[] {
  const base = `/services/data/${version}/sobjects`;
  const nothing = { method: 'POST', url: `${base}/NoObject${randomUUID().slice(0, 8)}`, referenceId: 'end', body: {} };
  const field = describe?.fields.find(
    ({ type, length = 0, updateable }) => type === 'string' && updateable && length > 0 && length <= MOST_LETTERS,
  );
  if (!field) return [nothing];
  const read = readingOf(describe, fields).filter((name) => name !== 'Id');
  const text = read.map((name) => `<<${name}=@{read.records[0].${name}}>>`).join('');
  const url = `${base}/${object}/${id}`;
  return [
    { method: 'PATCH', url, referenceId: 'echo', body: { [field.name]: text + '.'.repeat(MOST_LETTERS + 1) } },
    nothing,
  ];
}

/** What was read back, out of the refusal that repeats it. */
export function echoIn(message: string, names: readonly string[]): JsonObject {
  const found = names.flatMap((name) => {
    const start = `<<${name}=`;
    const at = message.indexOf(start);
    const end = message.indexOf('>>', at);
    return at === -1 || end === -1 ? [] : [[name, message.slice(at + start.length, end)] as const];
  });
  return Object.fromEntries(found);
}
