import type { JsonObject } from '../../../base/json.ts';
import type { KnownValue, Meaning, Proposal } from '../../connector.ts';
import { nameOf } from './coerced.ts';
import { fieldOf, type FieldDescribe, type ObjectDescribe } from './object-describe.ts';

/** One idea: which fields could take a value, the best first. */
type Idea = {
  means: Meaning;
  fields: readonly string[];
  confidence: Proposal['why'][number]['confidence'];
  why: string;
};

const PERSON: readonly Idea[] = [
  {
    means: 'name',
    fields: ['Name', 'LastName'],
    confidence: 'likely',
    why: 'The name as the channel shows it; it is split into first and last name.',
  },
  {
    means: 'phone',
    fields: ['MobilePhone', 'PersonMobilePhone', 'Phone'],
    confidence: 'sure',
    why: 'The number that the person writes from.',
  },
  { means: 'email', fields: ['Email', 'PersonEmail'], confidence: 'sure', why: 'The address that the flow knows.' },
  {
    means: 'channel',
    fields: ['LeadSource', 'PersonLeadSource', 'AccountSource'],
    confidence: 'likely',
    why: 'Where the person came from.',
  },
  { means: 'message', fields: ['Description'], confidence: 'likely', why: 'What the person wrote.' },
];

const CASE: readonly Idea[] = [
  { means: 'name', fields: ['SuppliedName'], confidence: 'sure', why: 'The name as the channel shows it.' },
  { means: 'phone', fields: ['SuppliedPhone'], confidence: 'sure', why: 'The number that the person writes from.' },
  { means: 'email', fields: ['SuppliedEmail'], confidence: 'sure', why: 'The address that the flow knows.' },
  { means: 'channel', fields: ['Origin'], confidence: 'likely', why: 'How the case came in.' },
  { means: 'message', fields: ['Description'], confidence: 'likely', why: 'What the person wrote.' },
  {
    means: 'message',
    fields: ['Subject'],
    confidence: 'guess',
    why: 'The beginning of what the person wrote; cut where it is longer than the field.',
  },
  { means: 'priority', fields: ['Priority'], confidence: 'guess', why: 'How urgent the conversation is.' },
  {
    means: 'contact-record',
    fields: ['ContactId'],
    confidence: 'sure',
    why: 'The contact that an earlier step found or created.',
  },
];

/** Fields in which a name or a language often lies that no standard field takes. */
const CUSTOM: readonly { means: Meaning; pattern: RegExp; why: string }[] = [
  {
    means: 'username',
    pattern: /user_?name|whatsapp|handle|bsuid|nome_?utente/i,
    why: 'The name or id under which the channel knows the person.',
  },
  { means: 'language', pattern: /language|lingua|locale/i, why: 'The language that the person writes in.' },
  {
    means: 'ad',
    pattern: /campaign_?(?:name|source)|utm|attribution|annuncio/i,
    why: 'The ad or link that brought the person.',
  },
];

/**
 * Suggests which fields of an object take what a flow knows of a person, with the reason for each, and names required
 * fields for which it knows nothing. An author goes on from there; nothing of it is certain to be what they want.
 */
export function suggestMapping(
  describe: ObjectDescribe,
  known: readonly KnownValue[],
): Omit<Proposal, 'input'> & { fields: JsonObject } {
  const fields: Record<string, string> = {};
  const why: Proposal['why'][number][] = [];
  const give = (field: string, means: Meaning, reason: Omit<Proposal['why'][number], 'path'>): void => {
    const template = known.find((each) => each.means === means)?.template;
    if (template === undefined || fields[field] !== undefined) return;
    fields[field] = template;
    why.push({ path: ['fields', field], ...reason });
  };
  const ideas = describe.object === 'Case' ? CASE : PERSON;
  for (const { means, fields: names, ...reason } of ideas) {
    const field = names.find((name) => takes(describe, name));
    if (field !== undefined) give(field, means, reason);
  }
  for (const { means, pattern, why: reason } of CUSTOM) {
    const field = describe.fields.find((each) => isFree(each) && (pattern.test(each.name) || pattern.test(each.label)));
    if (field) give(field.name, means, { confidence: 'guess', why: reason });
  }
  return { fields, why, open: openFields(describe, fields) };
}

/** A person's `Name` is split when it is written, though the org does not take it whole. */
function takes(describe: ObjectDescribe, name: string): boolean {
  const field = fieldOf(describe, name);
  if (name === 'Name') return field !== undefined && fieldOf(describe, 'LastName')?.createable === true;
  return field?.createable === true;
}

function isFree(field: FieldDescribe): boolean {
  return (
    field.createable === true && field.name.endsWith('__c') && ['string', 'picklist', 'textarea'].includes(field.type)
  );
}

function openFields(describe: ObjectDescribe, fields: Readonly<Record<string, string>>): Proposal['open'] {
  return describe.fields
    .filter(({ required, name }) => required && fields[name] === undefined)
    .filter(({ name }) => name !== 'LastName' || fields['Name'] === undefined)
    .map((field) => ({
      path: ['fields', field.name],
      message: `${nameOf(field)} is required, and nothing that a flow knows by itself fits it: ask for it, or give a fixed value.`,
    }));
}
