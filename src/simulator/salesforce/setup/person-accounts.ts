import { makeField } from './make-field.ts';
import type { EditFields, SetupPlace } from './setup.ts';

const PERSON_FIELDS = [
  { name: 'FirstName', label: 'First Name', labelIt: 'Nome', length: 40 },
  { name: 'LastName', label: 'Last Name', labelIt: 'Cognome', length: 80 },
  { name: 'Salutation', label: 'Salutation', labelIt: 'Titolo', length: 40 },
  { name: 'PersonEmail', label: 'Email', labelIt: 'Email', type: 'email' },
  { name: 'PersonMobilePhone', label: 'Mobile', labelIt: 'Cellulare', type: 'phone' },
  { name: 'PersonHomePhone', label: 'Home Phone', labelIt: 'Telefono abitazione', type: 'phone' },
  { name: 'PersonBirthdate', label: 'Birthdate', labelIt: 'Data di nascita', type: 'date' },
  { name: 'PersonLeadSource', label: 'Lead Source', labelIt: 'Origine lead', length: 255 },
  { name: 'PersonContactId', label: 'Contact ID', labelIt: 'ID referente', type: 'reference', referenceTo: 'Contact' },
  { name: 'IsPersonAccount', label: 'Is Person Account', labelIt: 'È account personale', type: 'boolean' },
] as const;
const KEPT_BY_PLATFORM = ['IsPersonAccount', 'PersonContactId'];

/** Switches person accounts on: an account may be a person with a last name, and a lead needs no company. */
export function allowPersonAccounts(place: SetupPlace, edit: EditFields): void {
  edit(place, 'Account', (account) => [
    ...account.fields,
    ...PERSON_FIELDS.map((field) => {
      const made = { ...makeField({ deed: 'custom-field', object: 'Account', ...field }), custom: false };
      if (field.name === 'PersonContactId') made.relationshipName = 'PersonContact';
      const writable = !KEPT_BY_PLATFORM.includes(field.name);
      return { ...made, idLookup: field.name === 'PersonEmail', createable: writable, updateable: writable };
    }),
  ]);
  edit(place, 'Lead', (lead) =>
    lead.fields.map((field) => (field.name === 'Company' ? { ...field, nillable: true } : field)),
  );
  const type = place.setup.schema.full('RecordType');
  const fields = { Name: 'Person Account', DeveloperName: 'PersonAccount', SobjectType: 'Account', IsActive: true };
  if (type) place.store.plant(type, fields, place.by);
}
