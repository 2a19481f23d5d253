import type { ObjectNeed } from './needs.ts';
import { element, xmlFile } from './metadata-xml.ts';

/** API name of the permission set that the integration user gets. */
export const PERMISSION_SET = 'Rondine_Integration';

/** Objects whose rights follow from others: a permission set cannot name them. */
const FOLLOWING: ReadonlySet<string> = new Set([
  'CampaignMember',
  'CaseComment',
  'ContentDocument',
  'ContentDocumentLink',
  'ContentVersion',
  'EmailMessage',
  'Event',
  'FeedItem',
  'Group',
  'Organization',
  'QueueSobject',
  'RecordType',
  'Task',
  'User',
]);

/** Rights of the user as a whole, by the object that cannot be written without. */
const USER_RIGHTS: Readonly<Record<string, string>> = { Task: 'EditTask', Event: 'EditEvent' };

/** The platform demands to read the objects that these belong to. */
const READ_WITH: Readonly<Record<string, readonly string[]>> = {
  Case: ['Account', 'Contact'],
  Contact: ['Account'],
  Opportunity: ['Account'],
};

/** Fields that everybody sees who sees the record: a permission set that names one cannot be deployed. */
const OPEN_FIELDS: ReadonlySet<string> = new Set([
  'Id',
  'Name',
  'OwnerId',
  'RecordTypeId',
  'FirstName',
  'LastName',
  'Salutation',
]);
const OPEN_FIELDS_OF: Readonly<Record<string, readonly string[]>> = {
  Account: ['IsPersonAccount'],
  Campaign: ['Status'],
  Case: ['CaseNumber', 'IsClosed', 'Status'],
  Lead: ['Company', 'IsConverted', 'Status'],
  Opportunity: ['CloseDate', 'IsClosed', 'IsWon', 'StageName'],
};
/** Fields of standard objects that the platform itself sets. */
const SYSTEM_FIELD = /^(Created(Date|ById)|LastModified(Date|ById)|SystemModstamp|IsDeleted|Converted\w+)$/;
/** Street, city and the like have one right together: that of the whole address. */
const ADDRESS_PART = /^(Billing|Shipping|Mailing|Other|)(Street|City|State|PostalCode|Country|StateCode|CountryCode)$/;

/** The permission set that allows these needs and nothing more, as a metadata file. */
export function permissionSetFile(needs: readonly ObjectNeed[]): string {
  const objects = withDependencies(needs);
  return xmlFile('PermissionSet', [
    ...fieldRights(needs).map(({ field, editable }) =>
      element('fieldPermissions', { editable, field, readable: true }),
    ),
    element('description', 'What the published flows of Rondine use, and nothing more.'),
    element('hasActivationRequired', false),
    element('label', 'Rondine Integration'),
    ...objects.map(({ object, create, edit, remove }) =>
      element('objectPermissions', {
        allowCreate: create,
        allowDelete: remove,
        // The platform grants Delete only together with Edit.
        allowEdit: edit || remove,
        allowRead: true,
        modifyAllRecords: false,
        object,
        viewAllRecords: false,
      }),
    ),
    ...userRights(needs).map((name) => element('userPermissions', { enabled: true, name })),
  ]);
}

type ObjectRight = Pick<ObjectNeed, 'object' | 'create' | 'edit' | 'remove'>;

function withDependencies(needs: readonly ObjectNeed[]): ObjectRight[] {
  const rights = new Map<string, ObjectRight>();
  for (const { object, create, edit, remove } of needs) {
    if (!FOLLOWING.has(object)) rights.set(object, { object, create, edit, remove });
  }
  for (const object of [...rights.keys()].flatMap((each) => own(READ_WITH, each) ?? [])) {
    if (!rights.has(object)) rights.set(object, { object, create: false, edit: false, remove: false });
  }
  return [...rights.values()].sort((left, right) => (left.object < right.object ? -1 : 1));
}

type FieldRight = { field: string; editable: boolean };

function fieldRights(needs: readonly ObjectNeed[]): FieldRight[] {
  const rights = new Map<string, boolean>();
  for (const { object, fields } of needs) {
    if (FOLLOWING.has(object)) continue;
    for (const [name, { write }] of fields) {
      const field = `${object}.${addressOf(name)}`;
      if (isRightNeeded(object, name)) rights.set(field, (rights.get(field) ?? false) || write);
    }
  }
  return [...rights].map(([field, editable]) => ({ field, editable })).sort((a, b) => (a.field < b.field ? -1 : 1));
}

function isRightNeeded(object: string, field: string): boolean {
  return !OPEN_FIELDS.has(field) && !SYSTEM_FIELD.test(field) && !own(OPEN_FIELDS_OF, object)?.includes(field);
}

function addressOf(field: string): string {
  const part = ADDRESS_PART.exec(field);
  return part ? `${part[1] ?? ''}Address` : field;
}

function userRights(needs: readonly ObjectNeed[]): string[] {
  const more = needs.flatMap(({ object, create, edit }) => (create || edit ? (own(USER_RIGHTS, object) ?? []) : []));
  return [...new Set(['ApiEnabled', ...more])].sort();
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
