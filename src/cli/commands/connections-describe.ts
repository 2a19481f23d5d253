import { isObject, type JsonObject } from '../../base/json.ts';
import { defineCommand } from '../command.ts';
import { readJsonInput } from '../reading/json-input.ts';
import { styled, type Line } from '../terminal/text.ts';

/** Shows what an operation takes in the very system behind a connection. */
export const connectionsDescribe = defineCommand({
  name: 'connections describe',
  summary:
    'Shows what an operation takes in the very system behind a connection: its fields, their labels, lengths and values.',
  takes: 'NAME OPERATION',
  count: [2, 2],
  options: {
    input: { type: 'string', value: 'FILE|JSON|-', about: 'what is filled in already, such as {"object":"Lead"}' },
  },
  prints: 'the JSON Schema of the input',
  examples: [`connections describe crm create --input '{"object":"Lead"}'`],
  async run({ values, args: [connection = '', operation = ''], control, io }) {
    const input = values.input === undefined ? {} : await readJsonInput(values.input, io);
    const schema = await (await control()).call('connections.describe', { connection, operation, input });
    return { json: schema, text: linesOf(schema as JsonObject, '') };
  },
});

function linesOf(schema: JsonObject, indent: string): Line[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(properties).flatMap(([name, form]): Line[] => {
    if (!isObject(form)) return [];
    const facts = factsOf(form, required.includes(name));
    const title = typeof form['title'] === 'string' && form['title'] !== name ? `  ${form['title']}` : '';
    return [
      [indent, styled('bold', name), title, styled('dim', facts.length > 0 ? `  ${facts.join(', ')}` : '')],
      ...(isObject(form['properties']) ? linesOf(form, `${indent}  `) : []),
    ];
  });
}

/** Most values of a list that are shown. */
const MOST_VALUES = 12;

function factsOf(form: JsonObject, required: boolean): string[] {
  const type = form['x-type'] ?? form['type'];
  const values = [form['enum'], form['examples']].find(Array.isArray) as readonly unknown[] | undefined;
  const texts = (values ?? []).filter((value) => typeof value === 'string');
  const more = texts.length > MOST_VALUES ? ', …' : '';
  const references = Array.isArray(form['x-reference']) ? form['x-reference'].join(' or ') : '';
  return [
    ...(required ? ['required'] : []),
    ...(typeof type === 'string' ? [references === '' ? type : `names a ${references}`] : []),
    ...(typeof form['maxLength'] === 'number' ? [`at most ${form['maxLength']}`] : []),
    ...(texts.length > 0
      ? [`${form['enum'] ? 'only' : 'for example'} ${texts.slice(0, MOST_VALUES).join(', ')}${more}`]
      : []),
  ];
}
