import { Type, type TObject } from 'typebox';
import { duration, listOf, oneOf, text } from './plain-fields.ts';
import { recipientSchema, recordRecipientSchema } from './recipient-schema.ts';
import { CONTACT_EVENTS, CONVERSATION_EVENTS } from './trigger-events.ts';
import { webhookProofSchema } from './webhook-proof-schema.ts';
import { keywords, pattern } from './word-fields.ts';

const to = Type.Optional(recipientSchema);

const connections = Type.Optional(
  listOf(Type.String(), {
    title: 'Connections',
    description: 'Channel connections it listens on; absent = all.',
    examples: [['phone']],
  }),
);

const serialBy = Type.Optional(
  text({
    title: 'One at a time by',
    description:
      'Runs for which this gives the same text are done one after the other; at most 1000 wait in line. Templates read "input".',
    examples: ['{{ input.order.id }}'],
  }),
);

/** The form of each type of trigger, by its name. */
export const TRIGGERS: Readonly<Record<string, TObject>> = {
  message: Type.Object(
    {
      type: Type.Literal('message'),
      connections,
      keywords: Type.Optional(keywords),
      pattern: Type.Optional(pattern),
      first: Type.Optional(
        Type.Boolean({
          title: 'First message',
          description: 'Only the first message that a contact ever wrote.',
          examples: [true],
        }),
      ),
      opened: Type.Optional(
        Type.Boolean({
          title: 'Chat opened',
          description:
            'True: only when somebody opens the chat, follows or comes by a link and says nothing yet; the keywords are then what the link carries. False: only when something is said. Absent: both.',
          examples: [true],
        }),
      ),
      priority: Type.Optional(
        Type.Integer({
          title: 'Priority',
          description: 'Higher ones are asked first; 0 unless told.',
          minimum: -1000,
          maximum: 1000,
          examples: [10],
        }),
      ),
      policy: Type.Optional(
        oneOf(['queue', 'restart', 'ignore'], {
          title: 'While it runs',
          description:
            'What a fitting message does while a run of this flow is under way for the contact and does not wait for an answer: start again after it, start afresh, or nothing.',
          default: 'queue',
        }),
      ),
      interrupts: Type.Optional(
        Type.Boolean({
          title: 'Interrupts',
          description: 'Starts although another run holds the conversation, and ends that one.',
          examples: [true],
        }),
      ),
      quiet: Type.Optional(
        duration({
          title: 'Quiet',
          description: 'Starts when nothing more has come for so long, with all messages as one.',
          examples: ['PT5S'],
        }),
      ),
    },
    { title: 'Message', description: 'A message from a contact starts the flow.', additionalProperties: false },
  ),
  status: Type.Object(
    {
      type: Type.Literal('status'),
      connections,
      statuses: Type.Optional(
        listOf(
          oneOf(['sent', 'delivered', 'read', 'failed'], { title: 'Status', description: 'How far a message got.' }),
          {
            title: 'Statuses',
            description: 'Which news start the flow; absent = failed.',
            minItems: 1,
            examples: [['failed']],
          },
        ),
      ),
    },
    {
      title: 'Delivery status',
      description: 'News about a message that we sent starts the flow.',
      additionalProperties: false,
    },
  ),
  webhook: Type.Object(
    {
      type: Type.Literal('webhook'),
      path: text({
        title: 'Path',
        description: 'The last part of the address: /webhooks/<path>.',
        pattern: '^[a-z0-9][a-z0-9-]{0,99}$',
        examples: ['new-order'],
      }),
      methods: Type.Optional(
        listOf(oneOf(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], { title: 'Method', description: 'HTTP method.' }), {
          title: 'Methods',
          description: 'Methods that are taken; absent = POST.',
          minItems: 1,
          examples: [['POST']],
        }),
      ),
      answer: Type.Optional(
        oneOf(['later', 'wait'], {
          title: 'Answer',
          description: 'At once, or when the flow responds, waits for longer, ends, or 25 s have passed.',
          default: 'later',
        }),
      ),
      auth: Type.Optional(webhookProofSchema),
      to,
      serialBy,
    },
    { title: 'Webhook', description: 'A call over HTTP starts the flow.', additionalProperties: false },
  ),
  schedule: Type.Object(
    {
      type: Type.Literal('schedule'),
      cron: text({
        title: 'Schedule',
        description: 'Minute, hour, day, month, weekday.',
        examples: ['0 9 * * 1-5'],
        maxLength: 200,
      }),
      timeZone: Type.Optional(
        text({ title: 'Time zone', description: 'IANA name; absent = the flow’s.', examples: ['Europe/Rome'] }),
      ),
      to,
    },
    { title: 'Schedule', description: 'A clock starts the flow.', additionalProperties: false },
  ),
  contact: Type.Object(
    {
      type: Type.Literal('contact'),
      events: listOf(oneOf(CONTACT_EVENTS, { title: 'Event', description: 'What happened.' }), {
        title: 'Events',
        description: 'What must have happened to the contact.',
        minItems: 1,
        examples: [['tagged']],
      }),
      name: Type.Optional(
        text({
          title: 'Name',
          description: 'Only for this tag, group, stage, field, object or purpose.',
          examples: ['vip'],
        }),
      ),
    },
    {
      title: 'Contact',
      description: 'Something that happened to a contact starts the flow.',
      additionalProperties: false,
    },
  ),
  conversation: Type.Object(
    {
      type: Type.Literal('conversation'),
      connections,
      event: oneOf(CONVERSATION_EVENTS, {
        title: 'Event',
        description: 'What must have happened to the conversation.',
        examples: ['closed'],
      }),
      after: Type.Optional(
        duration({ title: 'After', description: 'For "idle": nobody has written for so long.', examples: ['P1D'] }),
      ),
      queue: Type.Optional(
        text({ title: 'Queue', description: 'Only conversations of this queue.', examples: ['sales'] }),
      ),
    },
    {
      title: 'Conversation',
      description: 'Something that happened to a conversation starts the flow.',
      additionalProperties: false,
    },
  ),
  connection: Type.Object(
    {
      type: Type.Literal('connection'),
      connection: text({ title: 'Connection', description: 'Name of the connection to look at.', examples: ['crm'] }),
      poll: text({ title: 'What', description: 'What to look for there.', examples: ['changedRecords'] }),
      input: Type.Optional(
        Type.Record(Type.String(), Type.Unknown(), {
          title: 'Input',
          description: 'What the look-up is given.',
          examples: [{}],
        }),
      ),
      every: duration({ title: 'Every', description: 'How often to look.', examples: ['PT1M'] }),
      to: Type.Optional(recordRecipientSchema),
    },
    {
      title: 'Connection',
      description: 'Something new in an outside system starts the flow.',
      additionalProperties: false,
    },
  ),
  manual: Type.Object(
    { type: Type.Literal('manual'), to },
    { title: 'By hand', description: 'A person or a program starts the flow.', additionalProperties: false },
  ),
  flow: Type.Object(
    {
      type: Type.Literal('flow'),
      after: Type.Optional(
        text({ title: 'After', description: 'Id of a flow whose end starts this one.', examples: ['new-lead'] }),
      ),
      ended: Type.Optional(
        listOf(oneOf(['completed', 'failed', 'canceled'], { title: 'End', description: 'How it ended.' }), {
          title: 'Ended as',
          description: 'Which ends count; absent = completed.',
          minItems: 1,
          examples: [['completed']],
        }),
      ),
    },
    {
      title: 'Flow',
      description: 'Another flow starts this one: its step "subflow", or its end.',
      additionalProperties: false,
    },
  ),
};

/** The form of any trigger. */
export const triggerSchema = Type.Union(Object.values(TRIGGERS), { title: 'Trigger' });

const stepId = text({ title: 'Step', description: 'Id of the step to go to.', examples: ['goodbye'] });

/** The form of each kind of global handler, by what it is on. */
export const HANDLERS: Readonly<Record<string, TObject>> = {
  message: Type.Object(
    { on: Type.Literal('message'), keywords: Type.Optional(keywords), pattern: Type.Optional(pattern), next: stepId },
    { title: 'Message', description: 'A message with such words, at any time.', additionalProperties: false },
  ),
  invalidReply: Type.Object(
    { on: Type.Literal('invalidReply'), next: stepId },
    { title: 'Unusable reply', description: 'A reply that a step could not use.', additionalProperties: false },
  ),
  failure: Type.Object(
    { on: Type.Literal('failure'), next: stepId },
    { title: 'Failure', description: 'A failure that no exit takes.', additionalProperties: false },
  ),
};

/** The form of a global handler. */
export const handlerSchema = Type.Union(Object.values(HANDLERS), { title: 'Handler' });

/** The form of a step's retry policy. */
export const retrySchema = Type.Object(
  {
    attempts: Type.Optional(
      Type.Integer({
        title: 'Attempts',
        description: 'Attempts in all, the first one included.',
        minimum: 1,
        maximum: 1000,
        examples: [5],
      }),
    ),
    firstDelay: Type.Optional(
      duration({
        title: 'First delay',
        description: 'Before the second attempt; it doubles from there.',
        examples: ['PT1S'],
      }),
    ),
    longestDelay: Type.Optional(
      duration({ title: 'Longest delay', description: 'Between two attempts.', examples: ['PT5M'] }),
    ),
    deadline: Type.Optional(
      duration({ title: 'Deadline', description: 'After this time no attempt is begun.', examples: ['PT1H'] }),
    ),
  },
  { title: 'Retry', description: 'How often and how long its effects are tried.', additionalProperties: false },
);
