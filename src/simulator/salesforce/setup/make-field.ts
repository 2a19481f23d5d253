import type { Field, PicklistValue } from '../metadata.ts';
import type { ChoiceDeed, FieldChangeDeed, FieldDeed } from './deeds.ts';

const SOAP_TYPES: Record<string, string> = {
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  reference: 'tns:ID',
};
const LENGTHS: Record<string, number> = {
  string: 255,
  textarea: 32_768,
  picklist: 255,
  multipicklist: 4099,
  phone: 40,
  email: 80,
  url: 255,
  reference: 18,
};
const NUMBERS = ['double', 'currency', 'percent'];

/** The field that an admin defined, with Salesforce's defaults for what was left open. */
export function makeField(deed: FieldDeed): Field {
  const type = deed.type ?? (deed.values ? 'picklist' : 'string');
  const label = deed.label ?? deed.name.replace(/__c$/, '').replaceAll('_', ' ');
  const length = deed.length ?? LENGTHS[type];
  const open = type !== 'multipicklist' && !(type === 'textarea' && (length ?? 0) > 255);
  return {
    name: deed.name,
    label,
    labelIt: deed.labelIt ?? label,
    type,
    soapType: SOAP_TYPES[type] ?? 'xsd:string',
    ...(length === undefined ? {} : { length }),
    ...(NUMBERS.includes(type) ? { precision: deed.precision ?? 18, scale: deed.scale ?? 2 } : {}),
    ...(type === 'int' ? { digits: 9 } : {}),
    ...(type === 'boolean' || deed.required ? {} : { nillable: true }),
    ...(type === 'boolean' ? { defaultedOnCreate: true } : {}),
    createable: true,
    updateable: true,
    custom: true,
    filterable: open || type === 'multipicklist',
    sortable: open,
    groupable: open && !NUMBERS.includes(type),
    ...(deed.unique ? { unique: true } : {}),
    ...(deed.externalId || deed.unique ? { idLookup: true } : {}),
    ...(deed.externalId ? { externalId: true } : {}),
    ...(deed.caseSensitive ? { caseSensitive: true } : {}),
    ...choiceMembers(deed),
    ...(deed.referenceTo
      ? { referenceTo: [deed.referenceTo], relationshipName: deed.name.replace(/__c$/, '__r') }
      : {}),
    ...(deed.access ? { access: deed.access } : {}),
  };
}

/** The field as it is after an admin changed it. */
export function changeField(field: Field, deed: FieldChangeDeed): Field {
  const changed: Field = { ...field };
  if (deed.label !== undefined) Object.assign(changed, { label: deed.label, labelIt: deed.label });
  if (deed.required !== undefined) changed.nillable = !deed.required;
  if (deed.required) changed.defaultedOnCreate = false;
  if (deed.length !== undefined) changed.length = deed.length;
  if (deed.unique !== undefined) changed.unique = deed.unique;
  if (deed.externalId !== undefined) changed.externalId = changed.idLookup = deed.externalId;
  if (deed.restricted !== undefined) changed.restrictedPicklist = deed.restricted;
  if (deed.values) changed.picklistValues = deed.values.map(makeChoice);
  if (deed.access === 'full') delete changed.access;
  else if (deed.access) changed.access = deed.access;
  return changed;
}

function choiceMembers(deed: FieldDeed): Partial<Field> {
  if (!deed.values) return {};
  return {
    picklistValues: deed.values.map(makeChoice),
    ...(deed.restricted ? { restrictedPicklist: true } : {}),
    ...(deed.controllerName ? { dependentPicklist: true, controllerName: deed.controllerName } : {}),
  };
}

function makeChoice(choice: ChoiceDeed): PicklistValue {
  if (typeof choice === 'string') return { value: choice };
  const { value, labelIt, validFor } = choice;
  return {
    value,
    ...(labelIt === undefined ? {} : { labelIt }),
    ...(validFor ? { validFor } : {}),
    ...(choice.default ? { defaultValue: true } : {}),
  };
}
