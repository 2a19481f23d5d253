import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSchema } from '../base/schema.ts';
import { capabilitiesOf } from '../flow/step-type.ts';
import { catalogOf, typesWith } from './catalog.ts';
import { OwnCapabilities, withOwn } from './own-capabilities.ts';
import { PLAIN_INSTALLATION } from '../engine/installation-book.ts';
import { id } from '../base/ids.ts';

const [usual] = Object.entries(typesWith(() => []).channels);
const [type, figures] = usual ?? assert.fail('there is a channel');
const shop = { key: id.connection('shop'), type, capabilities: { text: { max: 77 }, buttons: null } };
const plain = { key: id.connection('plain'), type };

test('what a connection says of its account is put over the usual figures, member by member', () => {
  const own = withOwn(figures, shop.capabilities);
  assert.deepEqual(own.text, { ...figures.text, max: 77 });
  assert.equal(own.buttons, undefined);
  assert.equal(own.source, figures.source);
});

test('runs on the connection go by its figures, those on others by their channel’s', () => {
  let connections = [plain, shop] as readonly { key: typeof shop.key; type: string; capabilities?: object }[];
  const types = typesWith(() => connections as never);
  assert.equal(capabilitiesOf(types, { channel: type, connection: 'shop' })?.text.max, 77);
  assert.equal(capabilitiesOf(types, { channel: type, connection: 'plain' }), figures);
  assert.equal(types.connections, types.connections);
  connections = [plain];
  assert.equal(capabilitiesOf(types, { channel: type, connection: 'shop' }), figures);
});

test('flows are checked against the figures of the connection that they name', () => {
  const kind = 'channel' as const;
  const catalog = catalogOf({
    connections: [
      { ...plain, kind },
      { ...shop, kind },
    ],
    facts: PLAIN_INSTALLATION,
  });
  const channel = catalog.connections['shop']?.channel ?? '';
  assert.equal(catalog.types.channels[channel]?.text.max, 77);
  assert.equal(catalog.connections['plain']?.channel, type);
});

test('a misspelt figure is refused', () => {
  assert.deepEqual(checkSchema(OwnCapabilities, shop.capabilities), []);
  assert.notDeepEqual(checkSchema(OwnCapabilities, { text: { maximum: 7 } }), []);
});
