import { jsonAnswer, refuseUnknown } from './answer.ts';
import { headerText, type Action } from './call.ts';
import { describeChoice, type Language } from './describe.ts';
import type { Field, ObjectType } from './metadata.ts';
import { needObject } from './rows.ts';

const MASTER = '012000000000000AAA';

/** `GET /ui-api/object-info/X/picklist-values/<recordTypeId>`: the choices that a record type leaves of each picklist. */
export const picklistValuesAction: Action = (org, call) => {
  const object = needObject(org, call.route.object ?? '');
  const { id = '', keyField, version = '' } = call.route;
  const row = org.store.find(id);
  if (id !== MASTER && (row?.object !== 'RecordType' || row.fields['SobjectType'] !== object.name))
    throw refuseUnknown();
  const left = org.setup.recordTypes.get(id)?.values ?? {};
  const asked = headerText(call.headers['accept-language'])?.slice(0, 2).toLowerCase();
  const language = asked === 'it' || asked === 'en' ? asked : org.language;
  const base = `/services/data/${version}/ui-api/object-info/${object.name}/picklist-values/${id}`;
  const shown = (field: Field): object =>
    showField(object, field, { left: left[field.name], language, url: `${base}/${field.name}` });
  const picklists = object.fields.filter((field) => field.picklistValues);
  if (keyField === undefined) {
    const values = Object.fromEntries(picklists.map((field) => [field.name, shown(field)]));
    return jsonAnswer(200, { eTag: 'none', picklistFieldValues: values });
  }
  const field = picklists.find(({ name }) => name === keyField);
  if (!field) throw refuseUnknown();
  return jsonAnswer(200, shown(field));
};

/** Here, unlike in describe, `validFor` lists positions in `controllerValues`. */
function showField(
  object: ObjectType,
  field: Field,
  shown: { left: readonly string[] | undefined; language: Language; url: string },
): object {
  const controller = field.controllerName === undefined ? undefined : object.field(field.controllerName);
  const controllers = (controller?.picklistValues ?? []).map(({ value }) => value);
  const choices = (field.picklistValues ?? []).filter(({ value }) => shown.left?.includes(value) ?? true);
  const values = choices.map((choice) => {
    const { label, value } = describeChoice(choice, { language: shown.language, controller: undefined });
    const valid = controllers.flatMap((name, index) => ((choice.validFor?.includes(name) ?? true) ? [index] : []));
    return { attributes: null, label, validFor: valid, value };
  });
  const usual = choices.findIndex((choice) => choice.defaultValue);
  return {
    controllerValues: Object.fromEntries(controllers.map((name, index) => [name, index])),
    defaultValue: values[usual] ?? null,
    eTag: 'none',
    url: shown.url,
    values,
  };
}
