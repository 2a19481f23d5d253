import { formatTime } from './field-value.ts';
import { findObject } from './metadata.ts';
import { makeRecordId } from './record-id.ts';
import type { Fields, RecordChange } from './store.ts';

/** What the org says of itself: which kind it is, and a name and number that tell it from others. */
export type OrganizationOptions = { number?: number; name?: string; kind?: 'developer' | 'production' | 'sandbox' };

/** The id of an organization. */
export function organizationId({ number = 1 }: OrganizationOptions): string {
  return makeRecordId('00D', number);
}

/** The user that the product signs in as. */
export const INTEGRATION_USER_ID = makeRecordId('005', 1);

const SEEDED_AT = Date.UTC(2026, 0, 7, 9, 0, 0);

const USER = {
  IsActive: true,
  TimeZoneSidKey: 'Europe/Rome',
  LocaleSidKey: 'it_IT',
  EmailEncodingKey: 'UTF-8',
  LanguageLocaleKey: 'it',
  UserType: 'Standard',
};

const ROWS: Record<string, readonly Fields[]> = {
  User: [
    person('integrazione', 'Integrazione', 'Rondine'),
    person('giulia.bianchi', 'Giulia', 'Bianchi'),
    person('marco.esposito', 'Marco', 'Esposito'),
  ],
  Group: [
    { Name: 'Lead da assegnare', DeveloperName: 'Lead_da_assegnare', Type: 'Queue' },
    { Name: 'Assistenza', DeveloperName: 'Assistenza', Type: 'Queue' },
  ],
  QueueSobject: [
    { QueueId: makeRecordId('00G', 1), SobjectType: 'Lead' },
    { QueueId: makeRecordId('00G', 2), SobjectType: 'Case' },
  ],
  RecordType: [
    { Name: 'Privato', DeveloperName: 'Privato', SobjectType: 'Lead', IsActive: true },
    { Name: 'Azienda', DeveloperName: 'Azienda', SobjectType: 'Lead', IsActive: true },
    { Name: 'Reclamo', DeveloperName: 'Reclamo', SobjectType: 'Case', IsActive: true },
  ],
};

/**
 * What every org holds from the start: itself, three users, a queue for leads and one for cases, record types.
 * But for the organization itself all ids are the same in each org, as in a sandbox and the org it was copied from.
 */
export function seedRecords(options: OrganizationOptions = {}): RecordChange[] {
  const organization = seed('Organization', describeOrganization(options), options.number ?? 1);
  const others = Object.entries(ROWS).flatMap(([object, rows]) =>
    rows.map((row, index) => seed(object, row, index + 1)),
  );
  return [organization, ...others];
}

function describeOrganization({ name = 'Rondine Demo', kind = 'developer' }: OrganizationOptions): Fields {
  return {
    Name: name,
    InstanceName: 'ITA1',
    IsSandbox: kind === 'sandbox',
    OrganizationType: kind === 'developer' ? 'Developer Edition' : 'Enterprise Edition',
    LanguageLocaleKey: 'it',
    TimeZoneSidKey: 'Europe/Rome',
    DefaultLocaleSidKey: 'it_IT',
  };
}

function person(name: string, first: string, last: string): Fields {
  const address = `${name}@rondine-demo.example`;
  const names = { FirstName: first, LastName: last, Name: `${first} ${last}` };
  return { Username: address, Email: address, Alias: name.slice(0, 8), CommunityNickname: name, ...names, ...USER };
}

function seed(object: string, row: Fields, number: number): RecordChange {
  const id = makeRecordId(findObject(object)?.keyPrefix ?? '', number);
  const time = formatTime(SEEDED_AT);
  const stamps = { CreatedDate: time, LastModifiedDate: time, SystemModstamp: time };
  const by = { CreatedById: INTEGRATION_USER_ID, LastModifiedById: INTEGRATION_USER_ID };
  return { change: 'created', object, id, at: SEEDED_AT, fields: { Id: id, ...stamps, ...by, ...row } };
}
