// The operations of connectors do what the reference says, against services on this machine.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { JsonObject } from '../../src/base/json.ts';
import { checkSchema } from '../../src/base/schema.ts';
import type { Connector, ConnectorIo } from '../../src/connectors/connector.ts';
import { KEY, service } from '../../src/connectors/http/testing/service.ts';
import { connectors } from '../../src/connectors/index.ts';
import { connectOrg, type ConnectedOrgOptions } from '../../src/connectors/salesforce/testing/connected-org.ts';
import { memoryConnection } from '../../src/connectors/testing/memory-connection.ts';
import { createHttp } from '../../src/net/pool.ts';
import { OPERATION_EXAMPLES, type OperationExample } from './operation-examples.ts';

test('every operation has an example, and no other', () => {
  const names = (of: Readonly<Record<string, object>>) => Object.keys(of).sort();
  assert.deepEqual(
    Object.fromEntries(Object.entries(OPERATION_EXAMPLES).map(([id, examples]) => [id, names(examples)])),
    Object.fromEntries(connectors.map(({ id, operations }) => [id, names(operations)])),
  );
});

/** The org of the examples: campaigns have no key field, one photo has come, and an administrator built a flow. */
const ORG: ConnectedOrgOptions = {
  setup: [{ deed: 'action', name: 'Assign_by_postcode', inputs: [{ name: 'postcode' }], outputs: { queue: 'Milano' } }],
  config: { externalIdFields: { Campaign: '' } },
  media: { f1: { bytes: 3, stream: () => ReadableStream.from([new Uint8Array([1, 2, 3])]) } },
};

/** The connection of an example: a simulated org, or a small service in the place of the address that it names. */
async function connect(t: TestContext, connector: string, { config = {} }: OperationExample): Promise<ConnectorIo> {
  if (connector === 'salesforce') return (await connectOrg(t, ORG)).io(KEY);
  const { url } = await service(t, () => ({ status: 201, body: { order: { id: 7 } } }));
  const { http, close } = createHttp({ closeGraceMs: 10 });
  t.after(close);
  const here = JSON.parse(JSON.stringify(config).replaceAll('https://api.example.com', url)) as JsonObject;
  const reach = connector === 'http' ? { allowPrivate: ['127.0.0.1'] } : {};
  return memoryConnection({ config: { ...here, ...reach }, http }).io(KEY);
}

/** Makes what the example needs, and gives its input with the ids of that. */
async function prepare(
  operations: Connector['operations'],
  { before = [], input }: OperationExample,
  io: ConnectorIo,
): Promise<JsonObject> {
  let text = JSON.stringify({ before, input });
  for (let index = 0; index < before.length; index++) {
    const step = (JSON.parse(text) as Required<OperationExample>).before[index];
    assert.ok(step);
    const made = await operations[step.operation]?.run(step.input, { ...io, key: `${KEY}${index}` });
    text = text.replaceAll(`{{ vars.${step.saveAs}.id }}`, String(made?.['id']));
  }
  return (JSON.parse(text) as { input: JsonObject }).input;
}

for (const { id, operations, config } of connectors)
  for (const [name, operation] of Object.entries(operations))
    test(`${id}.${name} does what the reference says`, async (t) => {
      const example = OPERATION_EXAMPLES[id]?.[name];
      assert.ok(example);
      if (example.config) assert.deepEqual(checkSchema(config, example.config), []);
      const io = await connect(t, id, example);
      const input = await prepare(operations, example, io);
      assert.deepEqual(checkSchema(operation.input, input), []);
      const output = await operation.run(input, io);
      assert.deepEqual(checkSchema(operation.output, output), []);
      const told = Object.fromEntries(Object.keys(example.output).map((member) => [member, output[member]]));
      assert.deepEqual(told, example.output);
    });
