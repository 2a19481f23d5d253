import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TemplateContent } from '../../message/content.ts';
import { templatePart } from './template-parts.ts';

const partsOf = (rest: Partial<TemplateContent>) =>
  templatePart({ kind: 'template', name: 'promemoria', language: 'it', parameters: [], ...rest })['components'];

test('values go by their place, or by their name where the template has names', () => {
  assert.deepEqual(partsOf({ parameters: ['Ada', '12 marzo'] }), [
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'Ada' },
        { type: 'text', text: '12 marzo' },
      ],
    },
  ]);
  assert.deepEqual(partsOf({ parameters: ['Ada'], names: ['nome'] }), [
    { type: 'body', parameters: [{ type: 'text', parameter_name: 'nome', text: 'Ada' }] },
  ]);
  assert.equal(partsOf({}), undefined);
});

test('the head takes a value, a file or a place', () => {
  const headOf = (header: TemplateContent['header'] & object) => {
    const [head] = partsOf({ header }) as { type: string; parameters: unknown[] }[];
    assert.equal(head?.type, 'header');
    return head.parameters[0];
  };
  assert.deepEqual(headOf({ kind: 'text', text: 'Ada' }), { type: 'text', text: 'Ada' });
  assert.deepEqual(headOf({ kind: 'text', text: 'Ada', name: 'nome' }), {
    type: 'text',
    parameter_name: 'nome',
    text: 'Ada',
  });
  assert.deepEqual(headOf({ kind: 'video', url: 'https://example.com/a.mp4' }), {
    type: 'video',
    video: { link: 'https://example.com/a.mp4' },
  });
  assert.deepEqual(headOf({ kind: 'document', file: { id: '7', mime: 'application/pdf', name: 'bolletta.pdf' } }), {
    type: 'document',
    document: { id: '7', filename: 'bolletta.pdf' },
  });
  const place = { latitude: 45.4, longitude: 9.1, name: 'Duomo', address: 'Milano' };
  assert.deepEqual(headOf({ kind: 'location', ...place }), { type: 'location', location: place });
  assert.throws(() => partsOf({ header: { kind: 'image' } }), /neither a link nor a file/);
});

test('each button has its place and its own kind of value', () => {
  const buttons = [
    { at: 0, kind: 'url', value: 'ordine/7' },
    { at: 1, kind: 'reply', value: 'confirm' },
    { at: 2, kind: 'code', value: 'SCONTO10' },
  ] as const;
  assert.deepEqual(partsOf({ buttons }), [
    { type: 'button', index: '0', sub_type: 'url', parameters: [{ type: 'text', text: 'ordine/7' }] },
    { type: 'button', index: '1', sub_type: 'quick_reply', parameters: [{ type: 'payload', payload: 'confirm' }] },
    {
      type: 'button',
      index: '2',
      sub_type: 'copy_code',
      parameters: [{ type: 'coupon_code', coupon_code: 'SCONTO10' }],
    },
  ]);
});
