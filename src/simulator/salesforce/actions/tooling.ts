import { isObject } from '../../../base/json.ts';
import { jsonAnswer, refuse, refuseUnknown } from '../answer.ts';
import { checkMediaType, type Action } from '../call.ts';
import { parseBody } from '../json-body.ts';
import { makeRecordId } from '../record-id.ts';
import type { FieldDeed } from '../setup/deeds.ts';

const TYPES: Record<string, string> = {
  Text: 'string',
  TextArea: 'textarea',
  LongTextArea: 'textarea',
  Checkbox: 'boolean',
  Number: 'double',
  Phone: 'phone',
  Email: 'email',
  Url: 'url',
  Date: 'date',
  DateTime: 'datetime',
};

/** `POST /tooling/sobjects/CustomField`: makes a field, where the user may customize the org. */
export const toolingCreateAction: Action = (org, call) => {
  checkMediaType(call);
  if (call.route.object !== 'CustomField') throw refuseUnknown();
  if (!org.setup.settings.mayCustomize) {
    throw refuse(400, 'INSUFFICIENT_ACCESS', 'insufficient access rights on cross-reference id');
  }
  const { FullName, Metadata } = parseBody(call.body);
  const [object = '', name = ''] = String(FullName).split('.');
  const type = org.setup.schema.full(object);
  const metadata = isObject(Metadata) ? Metadata : {};
  const fieldType = TYPES[String(metadata['type'])];
  if (!type || !/^\w+__c$/.test(name) || fieldType === undefined) {
    throw refuse(400, 'FIELD_INTEGRITY_EXCEPTION', `Could not make the field ${String(FullName)}`);
  }
  if (type.field(name)) {
    const message = `There is already a field named ${name.replace(/__c$/, '')} on ${type.label}.`;
    throw refuse(400, 'DUPLICATE_DEVELOPER_NAME', message);
  }
  const { length, label, unique, externalId, caseSensitive, required } = metadata;
  const deed: FieldDeed = {
    deed: 'custom-field',
    object: type.name,
    name,
    type: fieldType,
    ...(typeof length === 'number' ? { length } : {}),
    ...(typeof label === 'string' ? { label } : {}),
    unique: unique === true,
    externalId: externalId === true,
    caseSensitive: caseSensitive === true,
    required: required === true,
    // A new field is hidden until somebody grants it.
    access: 'hidden',
  };
  org.configure(deed);
  const id = makeRecordId('00N', type.fields.length + 1);
  return jsonAnswer(201, { id, success: true, errors: [], warnings: [], infos: [] });
};
