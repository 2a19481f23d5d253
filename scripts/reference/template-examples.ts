import type { JsonObject } from '../../src/base/json.ts';
import type { Condition, Operator } from '../../src/flow/flow.ts';
import type { Scope } from '../../src/flow/run.ts';
import { secretHandle } from '../../src/flow/secrets.ts';

/** What a root of templates is for, and a template that reads it. A test renders each. */
export type RootExample = { about: string; template: string; scope: JsonObject; result: string };

/** Every root that templates read, by name. */
export const ROOT_EXAMPLES: Readonly<Record<keyof Scope, RootExample>> = {
  vars: {
    about: 'What the flow keeps: answers, results of operations, values that it sets.',
    template: 'Per {{ vars.people }} persone',
    scope: { vars: { people: 4 } },
    result: 'Per 4 persone',
  },
  contact: {
    about:
      'The person: what the channel says, and what flows and people have written down. Without a contact it is empty.',
    template: 'Ciao {{ contact.name | first_name }}',
    scope: { contact: { name: 'Ada Rossi' } },
    result: 'Ciao Ada',
  },
  conversation: {
    about: 'The conversation that the run talks in.',
    template: '{{ conversation.queue | default: "tutti" }}',
    scope: { conversation: { queue: 'sales' } },
    result: 'sales',
  },
  message: {
    about: 'The last message that the run was given. `message.merged` says how many were taken as one.',
    template: 'Hai scritto “{{ message.text }}”',
    scope: { message: { text: 'Ciao' } },
    result: 'Hai scritto “Ciao”',
  },
  event: {
    about: 'What the run is being told just now; `event.at` is the time, which templates have no other way to know.',
    template: '{{ event.at | date: "%d/%m/%Y" }}',
    scope: { event: { at: Date.UTC(2026, 10, 22, 12) } },
    result: '22/11/2026',
  },
  flow: {
    about: 'The version of the flow that the run is of.',
    template: '{{ flow.name }}, versione {{ flow.version }}',
    scope: { flow: { name: 'Lead', version: 3 } },
    result: 'Lead, versione 3',
  },
  run: {
    about: 'The run; `run.resumeUrl` is the address at which another system takes it up in the step `awaitWebhook`.',
    template: '{{ run.id }}',
    scope: { run: { id: 'r-1' } },
    result: 'r-1',
  },
  failure: {
    about: 'Why the last step was left by an exit for trouble ([failures](failures.md)).',
    template: '{{ failure.code }}: {{ failure.message }}',
    scope: { failure: { code: 'denied', message: 'The user may not create Leads.' } },
    result: 'denied: The user may not create Leads.',
  },
  input: {
    about: 'What the run was started with; [each trigger](triggers.md) says what that is.',
    template: 'Ordine {{ input.body.order }}',
    scope: { input: { body: { order: 'A-17' } } },
    result: 'Ordine A-17',
  },
  settings: {
    about: 'Values of the installation, from [the project](project.md).',
    template: '{{ settings.brand }}',
    scope: { settings: { brand: 'Acme' } },
    result: 'Acme',
  },
  secrets: {
    about:
      'Secrets of the installation. A template gets something that stands for the secret; the secret itself is put in while an operation’s request goes out, and is in no history, variable, export or text.',
    template: '{{ secrets.shopKey }}',
    scope: { secrets: { shopKey: secretHandle('shopKey') } },
    result: secretHandle('shopKey'),
  },
};

/** A condition and whether it holds for a scope. */
export type ConditionExample = { condition: Condition; scope: JsonObject; holds: boolean };

const compare = (left: JsonObject['value'], operator: Operator, right: JsonObject['value'], holds: boolean) => ({
  condition: { left: '{{ vars.x }}', operator, ...(right === undefined ? {} : { right }) },
  scope: { vars: { x: left ?? null } },
  holds,
});

/** Two examples of each comparison: one that holds and one that does not. A test decides them. */
export const CONDITION_EXAMPLES: Readonly<Record<Operator, readonly [ConditionExample, ConditionExample]>> = {
  equals: [compare(' SÌ ', 'equals', 'si', true), compare('sic', 'equals', 'si', false)],
  notEquals: [compare('no', 'notEquals', 'si', true), compare('1.0', 'notEquals', 1, false)],
  contains: [
    compare('Un preventivo, grazie', 'contains', 'PREVENTIVO', true),
    compare(['vip'], 'contains', 'new', false),
  ],
  notContains: [compare(['vip'], 'notContains', 'new', true), compare('nuovo', 'notContains', 'nuo', false)],
  startsWith: [compare('+39333', 'startsWith', '+39', true), compare('0039', 'startsWith', '+39', false)],
  endsWith: [compare('ada@example.it', 'endsWith', '.it', true), compare('ada@example.com', 'endsWith', '.it', false)],
  matches: [
    compare('ordine A-17', 'matches', '[A-Z]-\\d+', true),
    compare('ordine 17', 'matches', '[A-Z]-\\d+', false),
  ],
  isEmpty: [compare('', 'isEmpty', undefined, true), compare(0, 'isEmpty', undefined, false)],
  isNotEmpty: [compare('x', 'isNotEmpty', undefined, true), compare([], 'isNotEmpty', undefined, false)],
  greaterThan: [compare(9, 'greaterThan', 8, true), compare('otto', 'greaterThan', 7, false)],
  atLeast: [compare('2026-12-24', 'atLeast', '2026-12-24', true), compare(7, 'atLeast', 8, false)],
  lessThan: [compare(7.5, 'lessThan', '8', true), compare(8, 'lessThan', 8, false)],
  atMost: [compare(8, 'atMost', 8, true), compare('2026-12-25', 'atMost', '2026-12-24', false)],
  isOneOf: [compare('Ok', 'isOneOf', 'si, ok', true), compare('forse', 'isOneOf', ['si', 'ok'], false)],
};
