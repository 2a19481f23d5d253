import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bind, COMMAND_IDS, commandOf, keymapOf, readOwnKeys } from './keymap.ts';
import { keysOf, meaningOf, type Focus } from './press.ts';

const NO_MODIFIERS = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, code: '' };
const CANVAS: Focus = { isField: false, isCanvas: true, hasText: false };
const keymap = keymapOf({});
const meaning = (keys: string, focus: Focus = CANVAS, more: { begun?: string; isReadOnly?: boolean } = {}) =>
  meaningOf(keys, { keymap, focus, begun: more.begun, isReadOnly: more.isReadOnly ?? false });

describe('the keymap', () => {
  it('gives no keys twice', () => {
    const all = COMMAND_IDS.flatMap((id) => commandOf(id).keys);
    assert.deepEqual(
      all.filter((keys, at) => all.indexOf(keys) !== at),
      [],
    );
  });

  it('never takes Tab', () => {
    assert.ok(COMMAND_IDS.every((id) => commandOf(id).keys.every((keys) => !/tab/i.test(keys))));
  });

  it('takes keys from the command that had them', () => {
    const own = bind({}, 'tidy', 'd');
    assert.deepEqual(keymapOf(own).tidy, ['d']);
    assert.deepEqual(keymapOf(own).toggleDisabled, []);
    assert.deepEqual(keymapOf(bind(own, 'fit', 'd')).tidy, []);
    assert.deepEqual(readOwnKeys(JSON.stringify({ ...own, gone: ['x'], fit: 7 })), { tidy: ['d'] });
    assert.deepEqual(readOwnKeys('{'), {});
  });
});

describe('a press', () => {
  it('is written alike on every machine', () => {
    assert.equal(keysOf({ ...NO_MODIFIERS, key: 'Z', ctrlKey: true, shiftKey: true }), 'mod+shift+z');
    assert.equal(keysOf({ ...NO_MODIFIERS, key: 'z', metaKey: true }), 'mod+z');
    assert.equal(keysOf({ ...NO_MODIFIERS, key: '?', shiftKey: true }), '?');
    assert.equal(keysOf({ ...NO_MODIFIERS, key: 'å', altKey: true, code: 'KeyA' }), 'alt+a');
    assert.equal(keysOf({ ...NO_MODIFIERS, key: 'ArrowLeft', shiftKey: true }), 'shift+left');
    assert.equal(keysOf({ ...NO_MODIFIERS, key: 'Shift', shiftKey: true }), undefined);
  });

  it('means a command on the canvas and nothing in a field, but for what belongs to the whole page', () => {
    const field: Focus = { isField: true, isCanvas: false, hasText: false };
    const panel: Focus = { isField: false, isCanvas: false, hasText: false };
    assert.deepEqual(meaning('d'), { command: 'toggleDisabled' });
    assert.equal(meaning('d', field), undefined);
    assert.equal(meaning('d', panel), undefined);
    assert.equal(meaning('mod+z', field), undefined);
    assert.deepEqual(meaning('mod+z', panel), { command: 'undo' });
    assert.deepEqual(meaning('mod+s', field), { command: 'save' });
    assert.equal(meaning('mod+c', { ...CANVAS, hasText: true }), undefined);
  });

  it('begins a chord and ends it', () => {
    assert.deepEqual(meaning('alt+a'), { more: 'alt+a' });
    assert.deepEqual(meaning('l', CANVAS, { begun: 'alt+a' }), { command: 'alignLeft' });
    assert.equal(meaning('q', CANVAS, { begun: 'alt+a' }), undefined);
  });

  it('changes nothing where nothing may be changed, and still walks and copies', () => {
    assert.equal(meaning('d', CANVAS, { isReadOnly: true }), undefined);
    assert.deepEqual(meaning('down', CANVAS, { isReadOnly: true }), { command: 'goDown' });
    assert.deepEqual(meaning('mod+c', CANVAS, { isReadOnly: true }), { command: 'copy' });
  });
});
