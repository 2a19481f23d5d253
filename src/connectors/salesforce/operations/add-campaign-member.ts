import { Type } from 'typebox';
import { Failure } from '../../../base/failure.ts';
import type { JsonObject, JsonValue } from '../../../base/json.ts';
import type { Operation } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { referenceSchema } from '../describe/reference.ts';
import { resolveReference } from '../describe/references.ts';
import { userIdOf } from '../auth/user.ts';
import { openOrg, type Org } from '../request.ts';
import { isSameId, timeOf } from './earlier.ts';
import { linkTo, readWritten } from './record.ts';
import { RECORD_ID } from './record-input.ts';
import { queryRows } from './rows.ts';
import { soqlText } from './soql.ts';

type MemberInput = {
  campaign: JsonValue;
  lead?: string;
  contact?: string;
  status?: string;
  onMember?: 'keep' | 'update';
};

type Place = { campaign: string; field: 'LeadId' | 'ContactId'; person: string };

/** A write that got no answer may be committed for so long after, and before that was sent. */
const LONGEST_WRITE_MS = 15 * 60_000;

const personId = (title: string) =>
  Type.Optional(Type.String({ title, description: 'Its id.', pattern: RECORD_ID, examples: ['{{ vars.lead.id }}'] }));

/** Puts a lead or a contact into a campaign. */
export const addCampaignMember: Operation<SalesforceConfig> = {
  title: 'Add campaign member',
  description:
    'Puts a lead or a contact into a campaign. Who is a member already stays one: nothing is added twice, and the status is changed only where the step says so.',
  input: Type.Object(
    {
      campaign: Type.Union([Type.String({ minLength: 1 }), referenceSchema], {
        title: 'Campaign',
        description: 'Its name or its id, or {"campaign": {"Code__c": "S26"}} by a field of yours.',
        examples: ['Spring 2026'],
      }),
      lead: personId('Lead'),
      contact: personId('Contact'),
      status: Type.Optional(
        Type.String({
          title: 'Member status',
          description: 'One of the campaign. Unset: its default.',
          maxLength: 40,
          examples: ['Responded'],
        }),
      ),
      onMember: Type.Optional(
        Type.Enum(['keep', 'update'], {
          title: 'Who is a member already',
          description: 'keep: keeps the status. update: gets this one.',
          default: 'keep',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    id: Type.String({ title: 'Record id', description: 'Of the campaign member.' }),
    url: Type.String({ title: 'Link', description: 'Opens the record in Lightning.' }),
    object: Type.String({ title: 'Object' }),
    campaignId: Type.String({ title: 'Campaign' }),
    created: Type.Boolean({ title: 'Created', description: 'False for who was a member before.' }),
    status: Type.Optional(Type.String({ title: 'Member status' })),
  }),
  repeat: () => 'safe',
  async run(input, io) {
    const ask = input as MemberInput;
    const org = openOrg(io);
    const place = await placeOf(org, ask);
    const before = io.attempt.unknownSince === undefined ? undefined : await findMember(org, place);
    if (before) return keepOrUpdate(org, ask, { place, row: before, created: await madeByUs(org, before) });
    try {
      return await add(org, ask, place);
    } catch (error) {
      if (!(error instanceof Failure) || error.data.providerCode !== 'DUPLICATE_VALUE') throw error;
      const row = await findMember(org, place);
      if (!row) throw error;
      return keepOrUpdate(org, ask, { place, row, created: false });
    }
  },
};

async function placeOf(org: Org, { campaign, lead, contact }: MemberInput): Promise<Place> {
  if ((lead === undefined) === (contact === undefined)) {
    throw new Failure({ code: 'invalid', message: 'A campaign member is either a lead or a contact: give one id.' });
  }
  const isId = typeof campaign === 'string' && /^701[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$/.test(campaign);
  const reference = typeof campaign === 'string' ? { campaign } : campaign;
  const id = isId ? campaign : await resolveReference(org, 'CampaignMember', reference);
  return lead === undefined
    ? { campaign: id, field: 'ContactId', person: contact ?? '' }
    : { campaign: id, field: 'LeadId', person: lead };
}

async function add(org: Org, { status }: MemberInput, place: Place): Promise<JsonObject> {
  const action = 'add the campaign member';
  const body = { CampaignId: place.campaign, [place.field]: place.person, ...(status ? { Status: status } : {}) };
  const answer = await org.call({
    method: 'POST',
    path: '/sobjects/CampaignMember',
    body: JSON.stringify(body),
    action,
  });
  return present(org, { place, id: readWritten(answer, action).id, created: true, status });
}

async function findMember(org: Org, { campaign, field, person }: Place): Promise<JsonObject | undefined> {
  const { rows } = await queryRows(org, {
    soql:
      `SELECT Id, Status, CreatedById, CreatedDate FROM CampaignMember ` +
      `WHERE CampaignId = ${soqlText(campaign)} AND ${field} = ${soqlText(person)} LIMIT 1`,
    most: 1,
    action: 'look for the campaign member',
  });
  return rows[0];
}

/** True for a member that an attempt of this effect may have made. */
async function madeByUs(org: Org, row: JsonObject): Promise<boolean> {
  const us = await userIdOf(org);
  const since = (org.io.attempt.unknownSince ?? org.io.now()) - LONGEST_WRITE_MS;
  return isSameId(row['CreatedById'], us) && timeOf(row['CreatedDate']) >= since;
}

type Member = { place: Place; row: JsonObject; created: boolean };

async function keepOrUpdate(org: Org, ask: MemberInput, { place, row, created }: Member): Promise<JsonObject> {
  const id = row['Id'] as string;
  const known = typeof row['Status'] === 'string' ? row['Status'] : undefined;
  if (ask.onMember !== 'update' || !ask.status || ask.status === known) {
    return present(org, { place, id, created, status: known });
  }
  await org.call({
    method: 'PATCH',
    path: `/sobjects/CampaignMember/${id}`,
    body: JSON.stringify({ Status: ask.status }),
    action: 'change the status of the campaign member',
  });
  return present(org, { place, id, created, status: ask.status });
}

type Presented = { place: Place; id: string; created: boolean; status: string | undefined };

function present(org: Org, { place, id, created, status }: Presented): JsonObject {
  const object = 'CampaignMember';
  const shown = { id, url: linkTo(org, object, id), object, campaignId: place.campaign, created };
  return status === undefined ? shown : { ...shown, status };
}
