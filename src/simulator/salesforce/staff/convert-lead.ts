import type { JsonObject } from '../../../base/json.ts';
import type { Fields, Row } from '../store.ts';
import type { Writer } from '../write/writer.ts';

const COPIED_TO_CONTACT = ['Salutation', 'FirstName', 'LastName', 'Name', 'Phone', 'MobilePhone', 'Email', 'Title'];

/**
 * Converts a lead as a person does: an account and a contact are made, or the ones named are taken, and with
 * `opportunity` an opportunity too. The lead names them and can be changed no more.
 */
export function convertLead(writer: Writer, lead: Row, asked: JsonObject): JsonObject {
  if (lead.object !== 'Lead') throw new Error(`${lead.id} is no lead.`);
  if (lead.fields['IsConverted'] === true) throw new Error(`The lead ${lead.id} was converted before.`);
  const { store } = writer.org;
  const own = { OwnerId: lead.fields['OwnerId'] ?? null };
  const name = String(lead.fields['Company'] ?? lead.fields['Name']);
  const account =
    text(asked['accountId']) ?? plant(writer, 'Account', { Name: name, Phone: lead.fields['Phone'] ?? null, ...own });
  const contact = text(asked['contactId']) ?? plant(writer, 'Contact', { ...copied(lead), AccountId: account, ...own });
  const opportunity =
    asked['opportunity'] === true
      ? plant(writer, 'Opportunity', { ...deal(writer, name), AccountId: account, ...own })
      : null;
  const fields: Fields = {
    IsConverted: true,
    Status: convertedStatus(writer),
    ConvertedDate: new Date(writer.by.at).toISOString().slice(0, 10),
    ConvertedAccountId: account,
    ConvertedContactId: contact,
    ConvertedOpportunityId: opportunity,
  };
  store.update(lead, fields, writer.by);
  return { id: lead.id, accountId: account, contactId: contact, opportunityId: opportunity };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function plant(writer: Writer, name: string, fields: Fields): string {
  const object = writer.org.setup.schema.full(name);
  if (!object) throw new Error(`The simulated org has no object ${name}.`);
  return writer.org.store.insert(object, fields, writer.by).id;
}

function copied(lead: Row): Fields {
  return Object.fromEntries(COPIED_TO_CONTACT.map((name) => [name, lead.fields[name] ?? null]));
}

function deal(writer: Writer, name: string): Fields {
  const stages = writer.org.setup.schema.full('Opportunity')?.field('StageName')?.picklistValues;
  const closes = new Date(writer.by.at + 90 * 86_400_000).toISOString().slice(0, 10);
  return {
    Name: name,
    StageName: stages?.[0]?.value ?? 'Prospecting',
    CloseDate: closes,
    IsClosed: false,
    IsWon: false,
  };
}

function convertedStatus(writer: Writer): string {
  const choices = writer.org.setup.schema.full('Lead')?.field('Status')?.picklistValues ?? [];
  return choices.find(({ value, means }) => (means ?? value) === 'Closed - Converted')?.value ?? 'Closed - Converted';
}
