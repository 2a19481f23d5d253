import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Capabilities } from '../../message/capabilities.ts';
import type { DiagnosticCode } from '../diagnose.ts';
import type { Catalog } from './catalog.ts';

/**
 * The piece of a flow that shows one problem; around it everything is sound.
 * - `file`: the text of a file
 * - `step`: the first step, with all of its exits led to the end that it does not lead itself
 * - `trigger`, `handler`: the only one
 * - `flow`: members of the flow in place of the sound ones
 */
export type DiagnosticExample =
  | { file: string }
  | { step: JsonObject }
  | { trigger: JsonObject }
  | { handler: JsonObject }
  | { flow: JsonObject };

const END: JsonObject = { type: 'end', params: {}, next: {} };

const ask = (params: JsonObject): DiagnosticExample => ({
  step: {
    type: 'ask',
    params: { text: 'Come ti chiami?', saveAs: 'name', ...params },
    next: { answered: 'end', invalid: 'end', timeout: 'end', failed: 'end' },
  },
});
const call = (params: JsonObject, next: JsonObject = {}): DiagnosticExample => ({
  step: {
    type: 'call',
    params: { connection: 'crm', operation: 'create', ...params },
    next: { done: 'end', failed: 'end', ...next },
  },
});
const send = (params: JsonObject): DiagnosticExample => ({
  step: { type: 'send', params, next: { sent: 'end', failed: 'end' } },
});
const wait = (params: JsonObject): DiagnosticExample => ({ step: { type: 'wait', params, next: { elapsed: 'end' } } });
const subflow = (flow: string): DiagnosticExample => ({
  step: { type: 'subflow', params: { flow }, next: { done: 'end', failed: 'end' } },
});
const set = (values: JsonObject, next: string): JsonObject => ({
  type: 'set',
  params: { values },
  next: { done: next },
});

/** For each problem a piece of a flow that has it. The reference shows them, and a test holds each true. */
export const EXAMPLES: Readonly<Record<DiagnosticCode, DiagnosticExample>> = {
  not_json: { file: '{ "rondine": 1, "flow": { "id": "lead", } }' },
  too_large: { flow: { settings: deep(70) } },
  unknown_format: { file: '{ "rondine": 99, "flow": {} }' },
  bad_shape: { trigger: { type: 'mesage' } },
  bad_settings: { flow: { settings: { timeZone: 'Europe/Roma', country: 'IT' } } },
  missing_start: { flow: { start: 'frist' } },
  unknown_step_type: { step: { type: 'aks', params: {}, next: { answered: 'end' } } },
  bad_params: ask({ retries: 'many' }),
  missing_step: { step: { type: 'note', params: { text: '' }, next: { next: 'edn' } } },
  unknown_outcome: { step: { type: 'note', params: { text: '' }, next: { next: 'end', done: 'end' } } },
  open_exit: { step: { type: 'note', params: { text: '' }, next: {} } },
  open_trouble: { step: { type: 'send', params: { text: 'Ciao' }, next: { sent: 'end' } } },
  disabled_step: { step: { type: 'note', params: { text: '' }, next: { next: 'end' }, disabled: true } },
  unreachable_step: { flow: { steps: { first: END, lost: END } } },
  dead_end: { flow: { steps: { first: set({}, 'a'), a: set({}, 'b'), b: set({}, 'a') } } },
  endless_loop: { flow: { steps: { first: set({}, 'again'), again: set({}, 'first') } } },
  bad_template: send({ text: 'Ciao {{ contact.name' }),
  unknown_root: send({ text: 'Ciao {{ contatc.name }}' }),
  unwritten_variable: send({ text: 'Ciao {{ vars.name }}' }),
  unknown_member: send({ text: 'Ciao {{ contact.nmae }}' }),
  early_read: {
    flow: {
      steps: {
        first: { type: 'send', params: { text: 'Ciao {{ vars.name }}' }, next: { sent: 'keep', failed: 'end' } },
        keep: set({ name: '{{ contact.name }}' }, 'end'),
        end: END,
      },
    },
  },
  wrong_type: call({ input: { count: '{{ contact.name }}' } }),
  bad_pattern: ask({ answer: { type: 'pattern', pattern: '(?=x)' } }),
  bad_duration: wait({ for: '1 hour' }),
  bad_condition: {
    step: {
      type: 'branch',
      params: { cases: [{ id: 'yes', when: { left: '{{ message.text }}', operator: 'equal', right: 'sì' } }] },
      next: { yes: 'end', else: 'end' },
    },
  },
  unknown_connection: call({ connection: 'cmr' }),
  unknown_operation: call({ operation: 'crate' }),
  unknown_result: call({ exits: ['fuond'] }, { fuond: 'end' }),
  unknown_poll: { trigger: { type: 'connection', connection: 'crm', poll: 'changed', every: 'PT1M' } },
  unknown_calendar: wait({ untilOpen: 'ofice' }),
  unknown_flow: subflow('book'),
  uncallable_flow: subflow('campaign'),
  unknown_secret: call({ input: { note: '{{ secrets.crmKye }}' } }),
  unknown_setting: send({ text: '{{ settings.brnad }}' }),
  bad_input: call({ input: { count: 'three' } }),
  bad_language: { flow: { language: 'italiano' } },
  missing_language: send({ text: { en: 'Hello' } }),
  channel_loss: send({ text: 'Scegli', choices: [{ id: 'a', title: 'Parlare con una persona' }] }),
  channel_split: send({ text: 'parola '.repeat(30) }),
  outside_window: {
    flow: {
      steps: {
        first: { type: 'wait', params: { for: 'P2D' }, next: { elapsed: 'remind' } },
        remind: { type: 'send', params: { text: 'Ci sei?' }, next: { sent: 'end', failed: 'end' } },
        end: END,
      },
    },
  },
  unknown_approved: send({ template: { name: 'promemoria', language: 'en', parameters: ['Ada'] } }),
  unusable_approved: send({ template: { name: 'offerta', language: 'it' }, purpose: 'marketing' }),
  bad_approved: send({ template: { name: 'promemoria', language: 'it' } }),
  marketing_approved: send({ template: { name: 'novita', language: 'it' } }),
  plain_secret: call({ input: { note: 'Bearer 8f14e45fceea167a5a36dedd4bea2543' } }),
  exposed_secret: send({ text: 'La chiave è {{ secrets.crmKey }}' }),
  no_trigger: { flow: { triggers: [] } },
  bad_trigger: { trigger: { type: 'schedule', cron: '0 9 31 2 *' } },
  greedy_trigger: { trigger: { type: 'message', interrupts: true } },
  bad_handler: { handler: { on: 'message', keywords: ['!'], next: 'end' } },
  hidden_handler: {
    flow: {
      handlers: [
        { on: 'failure', next: 'end' },
        { on: 'failure', next: 'first' },
      ],
    },
  },
  bad_retry: {
    step: {
      type: 'call',
      params: { connection: 'crm', operation: 'create' },
      retry: { firstDelay: 'PT1H', longestDelay: 'PT1M' },
      next: { done: 'end', failed: 'end' },
    },
  },
  bad_message: send({}),
  rung_never_sent: send({ text: 'Ciao', rungs: [{ connection: 'phone', text: 'parola '.repeat(30) }] }),
  silent_channel: {
    step: {
      type: 'send',
      params: { text: 'Ciao', waitFor: 'delivered' },
      next: { delivered: 'end', undelivered: 'end', failed: 'end' },
    },
  },
  bad_ladder: send({ text: 'Ciao', rungs: [{ text: 'Ancora', deliveredWithin: 'PT10M' }] }),
  bad_media: send({ media: { kind: 'image' } }),
  bad_answer: ask({ answer: { type: 'choice' } }),
  bad_wait: wait({}),
  bad_variable_name: { step: set({ 'first name': 'Ada' }, 'end') },
  duplicate_choice: send({
    text: 'Scegli',
    choices: [
      { id: 'a', title: 'A' },
      { id: 'a', title: 'B' },
    ],
  }),
  duplicate_case: {
    step: {
      type: 'switch',
      params: {
        value: '{{ message.text }}',
        cases: [
          { is: 'sì', exit: 'yes' },
          { is: 'ok', exit: 'yes' },
        ],
      },
      next: { yes: 'end', other: 'end' },
    },
  },
};

/** The whole flow, or the text of the whole file, around an example. */
export function exampleFlow(example: DiagnosticExample): JsonValue {
  if ('file' in example) return example.file;
  const first = 'step' in example ? example.step : set({ source: 'chat' }, 'end');
  return {
    id: 'example',
    version: 0,
    name: 'Example',
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: ['trigger' in example ? example.trigger : { type: 'message' }],
    ...('handler' in example ? { handlers: [example.handler] } : {}),
    start: 'first',
    steps: { first, end: END },
    ...('flow' in example ? example.flow : {}),
  };
}

/** The channel of the examples: small, and with a reply window of a day. */
const CHANNEL: Capabilities = {
  source: 'made up for examples',
  asOf: '2026-11-22',
  text: { max: 100 },
  buttons: { max: 3, title: 20, body: 100 },
  media: { kinds: ['image'], caption: 100 },
  location: false,
  contacts: false,
  templates: true,
  reactions: false,
  window: { afterInboundMs: 86_400_000 },
  sendKey: false,
  proof: false,
};

/** What the examples stand in; the step types are the caller's. */
export const EXAMPLE_CHANNELS: Catalog['types']['channels'] = { example: CHANNEL };

/** The outside of the examples. */
export const EXAMPLE_SURROUNDINGS: Omit<Catalog, 'types'> = {
  connections: { phone: { channel: 'example' }, crm: { connector: 'records' } },
  operations: {
    records: {
      create: {
        input: schema({ count: { type: 'number' }, note: { type: 'string' } }),
        output: schema({ id: { type: 'string' }, outcome: { enum: ['created', 'found'] } }),
        outcomes: ['created', 'found'],
      },
    },
  },
  polls: { records: { changedRecords: {} } },
  calendars: { office: true },
  flows: { booking: { triggers: ['flow'] }, campaign: { triggers: ['schedule'] } },
  templates: {
    phone: [
      { name: 'promemoria', language: 'it', status: 'approved', category: 'utility', parameters: 1 },
      { name: 'offerta', language: 'it', status: 'paused', category: 'marketing', parameters: 0 },
      { name: 'novita', language: 'it', status: 'approved', category: 'marketing', parameters: 0 },
    ],
  },
  secrets: ['crmKey'],
  settings: ['brand'],
};

function schema(properties: JsonObject): JsonObject {
  return { type: 'object', properties, additionalProperties: false };
}

function deep(levels: number): JsonObject {
  return levels === 0 ? {} : { deep: deep(levels - 1) };
}

/** The piece of an example as the reference shows it. */
export function exampleSnippet(example: DiagnosticExample): string {
  if ('file' in example) return example.file;
  const [name, piece] = Object.entries(example)[0] ?? [];
  const text = JSON.stringify(name === 'flow' ? piece : { [name ?? '']: piece }, null, 2);
  return isObject(piece) && text.length > 2000 ? `${text.slice(0, 200)}…` : text;
}
