import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import type { JsonValue } from '../../../base/json.ts';
import type { Operation } from '../../connector.ts';
import { keyFieldOf, type SalesforceConfig, type SalesforceIo } from '../config.ts';
import { settingsOf } from '../describe/prepare.ts';
import { openOrg } from '../request.ts';
import { createRecord } from './create.ts';
import { proofOf } from './proof.ts';
import { presentRecord, recordSchema, type RecordFields } from './record.ts';
import { fieldsSchema, RECORD_ID } from './record-input.ts';
import { buildWrite } from './write.ts';
import { writePrepared } from './write-prepared.ts';

type ActivityInput = {
  subject: string;
  text?: string;
  who?: string;
  what?: string;
  kind?: 'message' | 'call';
  direction?: 'inbound' | 'outbound';
  durationSeconds?: number;
  status?: string;
  fields?: RecordFields;
};

const OBJECT = 'Task';
const LEAD_PREFIX = '00Q';

const recordId = (title: string, description: string) =>
  Type.Optional(Type.String({ title, description, pattern: RECORD_ID, examples: ['{{ vars.lead.id }}'] }));

/** Writes down a call or a conversation in the activities of a record. */
export const logActivity: Operation<SalesforceConfig> = {
  title: 'Log activity',
  description:
    'Writes a completed task into the history of a lead, a contact or any other record: a call, or what was said in a conversation. A text too long for the org is cut at the end. It is made once, also after a lost answer.',
  input: Type.Object(
    {
      subject: Type.String({
        title: 'Subject',
        minLength: 1,
        maxLength: 255,
        examples: ['WhatsApp: {{ contact.name }}'],
      }),
      text: Type.Optional(Type.String({ title: 'Text', description: 'What was said, up to 32,000 characters.' })),
      who: recordId('Lead or contact', 'Id of the person.'),
      what: recordId('About', 'Id of the case, account or other record; not together with a lead.'),
      kind: Type.Optional(Type.Enum(['message', 'call'], { title: 'Kind', default: 'message' })),
      direction: Type.Optional(
        Type.Enum(['inbound', 'outbound'], { title: 'Direction', description: 'Calls only: who called whom.' }),
      ),
      durationSeconds: Type.Optional(
        Type.Integer({ title: 'Seconds', description: 'Calls only: how long.', minimum: 0 }),
      ),
      status: Type.Optional(
        Type.String({
          title: 'Status',
          description: "Of the org's list. Unset: Completed.",
          maxLength: 255,
          default: 'Completed',
        }),
      ),
      fields: Type.Optional({ ...fieldsSchema, title: 'More fields' }),
    },
    { additionalProperties: false },
  ),
  output: recordSchema,
  repeat(input, config) {
    if (ownKeyField(config)) return 'keyed';
    const { subject, who, what } = input as ActivityInput;
    return proofOf(OBJECT, { Subject: subject, WhoId: who, WhatId: what }).length > 0 ? 'safe' : 'unsafe';
  },
  async run(input, io) {
    const ask = input as ActivityInput;
    const org = openOrg(io);
    const config = { ...io.config, externalIdFields: { [OBJECT]: ownKeyField(io.config) } };
    const given = { object: OBJECT, fields: fieldsOf(ask, io), options: { onTooLong: 'cut' } } as const;
    return writePrepared(org, given, async (fields) => {
      const write = buildWrite({ operation: 'create', input: { object: OBJECT, fields } }, { config, key: io.key });
      return presentRecord(org, OBJECT, { written: await createRecord(org, write), fields });
    });
  },
};

/** Tasks have a key field only where the connection says so: an org is prepared for leads, cases and contacts. */
function ownKeyField(config: SalesforceConfig): string {
  return Object.hasOwn(config.externalIdFields ?? {}, OBJECT) ? keyFieldOf(config, OBJECT) : '';
}

function fieldsOf(ask: ActivityInput, io: SalesforceIo): RecordFields {
  const { subject, text, who, what, kind = 'message', status = 'Completed' } = ask;
  if (who?.startsWith(LEAD_PREFIX) && what !== undefined) {
    throw new Failure({
      code: 'invalid',
      message:
        'An activity of a lead cannot be about another record as well: leave "About" empty, or name the contact.',
      fields: ['WhatId'],
    });
  }
  const call = kind === 'call';
  const all: Record<string, JsonValue | undefined> = {
    Subject: subject,
    Description: text,
    WhoId: who,
    WhatId: what,
    Status: status,
    ActivityDate: today(io),
    TaskSubtype: call ? 'Call' : 'Task',
    CallType: call && ask.direction ? CALL_TYPES[ask.direction] : undefined,
    CallDurationInSeconds: call ? ask.durationSeconds : undefined,
    ...ask.fields,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

const CALL_TYPES = { inbound: 'Inbound', outbound: 'Outbound' } as const;

/** The day of the connection's zone, as the org's users read it. */
function today(io: SalesforceIo): string {
  const { timeZone } = settingsOf(io);
  return Temporal.Instant.fromEpochMilliseconds(io.now()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
