import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { validateSend } from './validate-send.ts';

const long = (length: number): string => 'x'.repeat(length);

function refusalOf(body: JsonObject): string {
  const { refusal } = validateSend({ messaging_product: 'whatsapp', to: '1', ...body }, (id) => id === '42');
  return refusal ? `${refusal.code} ${refusal.details}` : 'fine';
}

const buttons = (...titles: string[]): JsonObject[] =>
  titles.map((title, index) => ({ type: 'reply', reply: { id: `b${index}`, title } }));

function interactive(type: string, action: JsonObject, more: JsonObject = {}): JsonObject {
  return { type: 'interactive', interactive: { type, body: { text: 'Scegli' }, action, ...more } };
}

const rows = (count: number, start = 0): JsonObject[] =>
  Array.from({ length: count }, (_, index) => ({ id: `r${start + index}`, title: `Riga ${index}` }));

const list = (...sections: JsonObject[]): JsonObject => interactive('list', { button: 'Apri', sections });

describe('a send in the right form', () => {
  const cases: Record<string, JsonObject> = {
    'text without a type': { text: { body: long(4096) } },
    'text of 4096 emoji': { type: 'text', text: { body: '👍'.repeat(4096) } },
    'image by link': { type: 'image', image: { link: 'https://example.com/a.jpg', caption: long(1024) } },
    'document by id': { type: 'document', document: { id: '42', filename: 'a.pdf' } },
    'audio by id': { type: 'audio', audio: { id: '42' } },
    location: { type: 'location', location: { latitude: 45.07, longitude: '7.68', name: 'Torino' } },
    contacts: { type: 'contacts', contacts: [{ name: { formatted_name: 'Ada' } }] },
    'reaction taken back': { type: 'reaction', reaction: { message_id: 'wamid.x', emoji: '' } },
    'three buttons': interactive('button', { buttons: buttons('A', 'B', long(20)) }),
    'buttons under an image': interactive(
      'button',
      { buttons: buttons('A') },
      { header: { type: 'image', image: { id: '42' } } },
    ),
    'ten rows in two sections': list({ title: 'Uno', rows: rows(5) }, { title: 'Due', rows: rows(5, 5) }),
    'one section without a title': list({ rows: rows(1) }),
    'link button': interactive('cta_url', {
      name: 'cta_url',
      parameters: { display_text: 'Apri', url: 'https://a.it' },
    }),
    'location request': interactive('location_request_message', { name: 'send_location' }),
    flow: interactive('flow', { name: 'flow', parameters: { flow_id: '1' } }),
    quote: { text: { body: 'x' }, context: { message_id: 'wamid.x' } },
  };
  for (const [name, body] of Object.entries(cases))
    test(`passes: ${name}`, () => assert.equal(refusalOf(body), 'fine'));
});

describe('a send in the wrong form', () => {
  const cases: Record<string, [body: JsonObject, refusal: RegExp]> = {
    'other product': [{ messaging_product: 'sms', text: { body: 'x' } }, /^100 .*messaging_product/],
    'unknown type': [{ type: 'fax', fax: {} }, /^100 .*type must be one of text/],
    'type that only looks known': [{ type: 'constructor', constructor: {} }, /^100 .*type must be one of text/],
    'no part': [{ type: 'image' }, /^131008 .*image is required/],
    'empty text': [{ text: { body: '' } }, /^131008 .*text\.body/],
    'long text': [{ text: { body: long(4097) } }, /^100 .*text\.body must be at most 4096/],
    'id and link': [{ type: 'image', image: { id: '42', link: 'https://a.it' } }, /^100 .*either id or link/],
    'unknown media': [{ type: 'image', image: { id: '43' } }, /^131009 .*image\.id/],
    'link without http': [{ type: 'image', image: { link: 'ftp://a.it' } }, /^131009 .*image\.link/],
    'long caption': [{ type: 'video', video: { id: '42', caption: long(1025) } }, /^100 .*caption.*1024/],
    'caption on audio': [{ type: 'audio', audio: { id: '42', caption: 'x' } }, /^100 .*audio\.caption is not allowed/],
    'latitude beyond the pole': [{ type: 'location', location: { latitude: 91, longitude: 0 } }, /^131009 .*latitude/],
    'no longitude': [{ type: 'location', location: { latitude: 1 } }, /^131008 .*longitude/],
    'nameless contact': [{ type: 'contacts', contacts: [{ name: {} }] }, /^131008 .*formatted_name/],
    'reaction without emoji': [{ type: 'reaction', reaction: { message_id: 'x' } }, /^131008 .*emoji/],
    'quote of nothing': [{ text: { body: 'x' }, context: {} }, /^131008 .*context\.message_id/],
    'long callback data': [{ text: { body: 'x' }, biz_opaque_callback_data: long(513) }, /^100 .*callback/],
    'four buttons': [interactive('button', { buttons: buttons('A', 'B', 'C', 'D') }), /^100 .*1 to 3 items but has 4/],
    'long button': [interactive('button', { buttons: buttons(long(21)) }), /^100 .*buttons\[0\]\.reply\.title.*20/],
    'same title twice': [interactive('button', { buttons: buttons('A', 'A') }), /^131009 .*same title twice/],
    'long body': [
      interactive('button', { buttons: buttons('A') }, { body: { text: long(1025) } }),
      /^100 .*body\.text.*1024/,
    ],
    'long footer': [
      interactive('button', { buttons: buttons('A') }, { footer: { text: long(61) } }),
      /^100 .*footer.*60/,
    ],
    'image over a list': [
      interactive('list', { button: 'x', sections: [{ rows: rows(1) }] }, { header: { type: 'image', image: {} } }),
      /^100 .*header\.type must be text in a list/,
    ],
    'eleven rows': [
      list({ title: 'a', rows: rows(6) }, { title: 'b', rows: rows(5, 6) }),
      /^100 .*10 rows in all but has 11/,
    ],
    'same row id twice': [
      list({ title: 'a', rows: rows(1) }, { title: 'b', rows: rows(1) }),
      /^131009 .*same id twice/,
    ],
    'section without a title': [
      list({ rows: rows(1) }, { title: 'b', rows: rows(1, 1) }),
      /^131008 .*sections\[0\]\.title/,
    ],
    'long row title': [list({ rows: [{ id: 'a', title: long(25) }] }), /^100 .*rows\[0\]\.title.*24/],
    'long description': [list({ rows: [{ id: 'a', title: 'a', description: long(73) }] }), /^100 .*description.*72/],
    'list without a button': [interactive('list', { sections: [{ rows: rows(1) }] }), /^131008 .*action\.button/],
    'relative link': [
      interactive('cta_url', { name: 'cta_url', parameters: { display_text: 'x', url: '/a' } }),
      /^131009 .*parameters\.url/,
    ],
    'unknown interactive type': [interactive('carousel', {}), /^100 .*interactive\.type must be one of button/],
    'template without language': [{ type: 'template', template: { name: 'a' } }, /^131008 .*template\.language/],
  };
  for (const [name, [body, refusal]] of Object.entries(cases))
    test(`is refused: ${name}`, () => assert.match(refusalOf(body), refusal));
});
