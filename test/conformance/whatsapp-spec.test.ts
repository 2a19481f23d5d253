import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { Ajv } from 'ajv';
import { isObject, type JsonObject, type JsonValue } from '../../src/base/json.ts';
import { SAMPLES } from '../../src/channels/contract/samples.ts';
import type { OutboundMessage } from '../../src/channels/channel.ts';
import { capabilities } from '../../src/channels/whatsapp/capabilities.ts';
import { messageBody } from '../../src/channels/whatsapp/send.ts';
import type { Content } from '../../src/message/content.ts';
import { fit } from '../../src/message/fit.ts';

const SHARED = path.resolve(import.meta.dirname, '../../../shared');
const SPEC = path.join(SHARED, 'specs/whatsapp/messages-media-templates-webhooks.v23.subset.json');
const RECORDED = path.join(SHARED, 'fixtures/whatsapp');

/** Schema of each type of message; the specification tells them apart by `type`. */
const SCHEMA_OF: Readonly<Record<string, string>> = {
  text: 'TextMessage',
  interactive: 'InteractiveMessage',
  image: 'ImageMessage',
  video: 'VideoMessage',
  audio: 'AudioMessage',
  document: 'DocumentMessage',
  sticker: 'StickerMessage',
  location: 'LocationMessage',
  contacts: 'ContactsMessage',
  template: 'TemplateMessage',
  reaction: 'ReactionMessage',
};

describe('Meta’s specification (v23)', { skip: existsSync(SPEC) ? false : `no specification at ${SPEC}` }, () => {
  const validate = existsSync(SPEC) ? compileSpec() : () => [];

  for (const [name, content] of Object.entries(SAMPLES)) {
    test(`${name} is a valid request, quoted or not, by number or by user id`, () => {
      for (const part of fit(content, capabilities).parts) {
        for (const extra of [{}, { replyTo: 'wamid.Q' }, { to: [{ kind: 'user', value: 'IT.1' }] as const }]) {
          assert.deepEqual(validate(body(part, extra)), []);
        }
      }
    });
  }

  test('the check itself refuses what the specification refuses', () => {
    const many = ['1', '2', '3', '4'].map((id) => ({ id, title: id }));
    const wrong: Content[] = [
      { kind: 'choices', text: 'Quale?', style: 'buttons', choices: many },
      { kind: 'choices', text: 'x'.repeat(1025), style: 'buttons', choices: [{ id: 'a', title: 'A' }] },
      { kind: 'choices', text: 'Quale?', style: 'list', choices: [{ id: 'a', title: 'x'.repeat(25) }] },
    ];
    for (const content of wrong) assert.notDeepEqual(validate(body(content)), []);
  });
});

/** Requests that others recorded, and the content that has to give the same. */
const ORACLES: Readonly<Record<string, { content: Content; replyTo?: string }>> = {
  'document-message-by-id': {
    content: {
      kind: 'media',
      media: 'document',
      file: { id: '<DOCUMENT_OBJECT_ID>', mime: 'application/pdf', name: '<DOCUMENT_FILENAME>' },
      caption: '<DOCUMENT_CAPTION_TO_SEND>',
    },
  },
  'image-message-by-url': { content: { kind: 'media', media: 'image', url: 'http(s)://image-url' } },
  'location-message': {
    content: {
      kind: 'location',
      latitude: 37.758056,
      longitude: -122.425332,
      name: 'META HQ',
      address: '1 Hacker Way, Menlo Park, CA 94025',
    },
  },
  'reply-button': {
    content: {
      kind: 'choices',
      text: '<BUTTON_TEXT>',
      style: 'buttons',
      choices: [1, 2].map((number) => ({ id: `<UNIQUE_BUTTON_ID_${number}>`, title: `<BUTTON_TITLE_${number}>` })),
    },
  },
  'reply-to-text-message': {
    content: { kind: 'text', text: '<TEXT_MSG_CONTENT>' },
    replyTo: '<MSGID_OF_PREV_MSG>',
  },
  'reply-with-reaction-message': { content: { kind: 'reaction', to: 'wamid.HBgLM...', emoji: '😀' } },
};

describe('recorded requests', { skip: existsSync(RECORDED) ? false : `no recordings at ${RECORDED}` }, () => {
  for (const [name, { content, replyTo }] of Object.entries(ORACLES)) {
    test(`${name} is written as recorded`, () => {
      const { biz_opaque_callback_data: _key, to: _to, ...ours } = body(content, { replyTo });
      const { to: _recordedTo, ...recorded } = recordedBody(name);
      assert.deepEqual(ours, recorded);
    });
  }

  test('the members of a list, a contact and a template are among those recorded', () => {
    const choices = [{ id: 'a', title: 'A', description: 'B' }];
    const list: Content = {
      kind: 'choices',
      text: 'T',
      style: 'list',
      choices,
      listButton: 'L',
      header: 'H',
      footer: 'F',
    };
    const contents = {
      'list-message': list,
      'contact-message': SAMPLES['contacts'],
      'message-template-text': SAMPLES['template'],
    };
    for (const [name, content] of Object.entries(contents)) {
      const { biz_opaque_callback_data: _key, recipient_type: _type, ...ours } = body(content ?? assert.fail());
      assertAmong(ours, recordedBody(name), name);
    }
  });
});

function body(content: Content, rest: Partial<OutboundMessage> = {}): JsonObject {
  return messageBody({ to: [{ kind: 'phone', value: '+393331234567' }], content, key: 'run-1#2', ...rest });
}

function recordedBody(name: string): JsonObject {
  const recorded = JSON.parse(readFileSync(path.join(RECORDED, `send.send-${name}.json`), 'utf8')) as {
    request: { body: string };
  };
  return JSON.parse(recorded.request.body) as JsonObject;
}

function assertAmong(ours: JsonValue | undefined, recorded: JsonValue | undefined, at: string): void {
  if (Array.isArray(ours)) {
    assert.ok(Array.isArray(recorded), `${at} is a list`);
    for (const item of ours as JsonValue[]) assertAmong(item, recorded[0] as JsonValue, `${at}[]`);
  } else if (isObject(ours)) {
    for (const [name, member] of Object.entries(ours)) {
      // The language policy is in the specification but not in the recording.
      if (name === 'policy') continue;
      assertAmong(member, isObject(recorded) ? recorded[name] : undefined, `${at}.${name}`);
    }
  } else assert.equal(typeof ours, typeof recorded, at);
}

/** Checks a request by the schema of its type and returns what is wrong. */
function compileSpec(): (request: JsonObject) => string[] {
  const document = JSON.parse(readFileSync(SPEC, 'utf8'), repair) as JsonObject;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(document, 'spec');
  return (request) => {
    const { recipient, biz_opaque_callback_data: key, ...known } = request;
    if (recipient === undefined) assert.equal(typeof known['to'], 'string');
    // Both members are newer than this specification: it knows only `to`.
    assert.equal(typeof key, 'string');
    const schema = SCHEMA_OF[String(request['type'])] ?? assert.fail();
    const check = ajv.getSchema(`spec#/components/schemas/${schema}`) ?? assert.fail();
    if (check({ ...known, to: known['to'] ?? recipient })) return [];
    return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/**
 * The specification contradicts its own examples in two ways, which would refuse every request: each half of an
 * `allOf` forbids the members of the other half, and coordinates are texts in the schema but numbers in the examples.
 */
function repair(this: unknown, name: string, value: unknown): unknown {
  if (name === 'additionalProperties' && value === false) return undefined;
  const isCoordinate = (name === 'latitude' || name === 'longitude') && isObject(value) && value['type'] === 'string';
  return isCoordinate ? { ...value, type: 'number' } : value;
}
