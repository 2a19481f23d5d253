import type { JsonObject } from '../../src/base/json.ts';
import type { Step } from '../../src/flow/flow.ts';
import type { Trigger } from '../../src/flow/trigger.ts';

/** A trigger for the reference, and what `input` holds of a run that it starts; undefined where it holds nothing. */
export type TriggerExample = { trigger: JsonObject; input: string | undefined };

/** A trigger of each type. A test checks each in a flow. */
export const TRIGGER_EXAMPLES: Readonly<Record<Trigger['type'], TriggerExample>> = {
  message: {
    trigger: { type: 'message', connections: ['phone'], keywords: ['info', 'preventivo'], priority: 10, quiet: 'PT5S' },
    input: undefined,
  },
  status: {
    trigger: { type: 'status', statuses: ['failed'] },
    input: '`status`, the id of the `message`, its `text`, and `failure` and `price` where the provider gave them.',
  },
  webhook: {
    trigger: {
      type: 'webhook',
      path: 'new-order',
      answer: 'wait',
      auth: { kind: 'hmac', secret: 'shopKey' },
      to: { connection: 'phone', address: '{{ input.body.phone }}' },
      serialBy: '{{ input.body.order }}',
    },
    input: 'The call: `method`, `path`, `query`, `headers`, and `body` (JSON or a form) or `text`.',
  },
  schedule: {
    trigger: { type: 'schedule', cron: '0 9 * * 1-5', timeZone: 'Europe/Rome' },
    input: '`scheduledAt`: the moment meant, in epoch milliseconds.',
  },
  contact: {
    trigger: { type: 'contact', events: ['tagged'], name: 'vip' },
    input: 'The change: `what`, `before`, `after`, `by`, and the id of the `contact`.',
  },
  conversation: {
    trigger: { type: 'conversation', event: 'idle', after: 'P1D', queue: 'sales' },
    input: 'The change: `what`, `before`, `after`, `by`, and the id of the `contact`.',
  },
  connection: {
    trigger: { type: 'connection', connection: 'crm', poll: 'changedRecords', every: 'PT5M' },
    input: 'The thing that was found, as the [poll](operations.md) gives it.',
  },
  manual: {
    trigger: { type: 'manual', to: { connection: 'phone', address: '{{ input.phone }}' } },
    input: 'What who starts it gives: `rondine flow start … --input`.',
  },
  flow: {
    trigger: { type: 'flow', after: 'new-lead', ended: ['failed'] },
    input: 'Of a call, what the step `subflow` gives. Of an end: `run`, `flow`, `status` and `output`.',
  },
};

/** A handler of each kind. A test checks each in a flow. */
export const HANDLER_EXAMPLES: Readonly<Record<'message' | 'invalidReply' | 'failure', JsonObject>> = {
  message: { on: 'message', keywords: ['stop', 'operatore'], next: 'end' },
  invalidReply: { on: 'invalidReply', next: 'end' },
  failure: { on: 'failure', next: 'end' },
};

/** A step with a retry policy. A test checks it in a flow. */
export const RETRY_EXAMPLE: JsonObject & Pick<Step, 'type' | 'params'> = {
  type: 'call',
  params: { connection: 'crm', operation: 'create' },
  retry: { attempts: 5, firstDelay: 'PT2S', longestDelay: 'PT1M', deadline: 'PT1H' },
  next: { done: 'end', failed: 'end' },
};
