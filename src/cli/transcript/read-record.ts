import { isMap, isScalar } from 'yaml';
import { readExpectedText } from './expected-text.ts';
import type { ExpectedValue } from './lines.ts';
import type { Unplaced } from './reader.ts';
import { hasOnly, nameOf, namesOf, textOf, type Report } from './yaml-nodes.ts';

const OPERATIONS = ['upsert', 'create'] as const;
const API_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Reads a record that Salesforce has to be sent. */
export function readRecord(value: unknown, report: Report): Unplaced | undefined {
  if (!isMap(value))
    return void report(
      value,
      'Write the operation, the object and fields: { upsert: Lead, fields: { LastName: Rossi } }.',
    );
  if (!hasOnly(value, [...OPERATIONS, 'fields'], report)) return undefined;
  const names = namesOf(value);
  const [operation, second] = OPERATIONS.filter((name) => names.includes(name));
  if (!operation || second) return void report(value, 'Say either "upsert" or "create", with the name of the object.');
  const object = textOf(value.get(operation, true), report);
  if (object === undefined) return undefined;
  if (!API_NAME.test(object)) return void report(value, `"${object}" is no API name of an object, such as Lead.`);
  const fields = value.has('fields') ? readFields(value.get('fields', true), report) : {};
  return fields && { kind: 'record', operation, object, fields };
}

function readFields(value: unknown, report: Report): Record<string, ExpectedValue> | undefined {
  if (!isMap(value)) return void report(value, 'Write the fields as { LastName: Rossi }.');
  const fields = value.items.map(
    ({ key, value: node }) => [nameOf(key), readField(nameOf(key), node, report)] as const,
  );
  if (fields.some(([, field]) => field === undefined)) return undefined;
  return Object.fromEntries(fields) as Record<string, ExpectedValue>;
}

function readField(name: string, node: unknown, report: Report): ExpectedValue | undefined {
  const value: unknown = isScalar(node) ? node.value : undefined;
  if (!API_NAME.test(name)) return void report(node, `"${name}" is no API name of a field, such as LastName.`);
  if (typeof value === 'string') {
    const read = readExpectedText(value);
    return 'problem' in read ? void report(node, read.problem) : read;
  }
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  return void report(node, `Field ${name} holds a text, a number, true, false or null.`);
}
