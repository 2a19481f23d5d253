import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { jsonAnswer, refuseUnknown } from '../answer.ts';
import { checkMediaType, type Action } from '../call.ts';
import type { ApiCall } from '../data-api.ts';
import { listIn, parseBody } from '../json-body.ts';
import type { Org } from '../org.ts';
import type { ActionDeed } from '../setup/deeds.ts';

const EMAIL_SIMPLE: ActionDeed = {
  deed: 'action',
  name: 'emailSimple',
  label: 'Send Email',
  inputs: [
    { name: 'emailAddresses', required: true },
    { name: 'emailSubject', required: true },
    { name: 'emailBody', required: true },
    { name: 'senderType' },
    { name: 'senderAddress' },
  ],
};

/** `GET /actions` and `GET /actions/standard`, `/actions/custom`. */
export const listActionsAction: Action = (_org, call) => {
  const base = `/services/data/${call.route.version ?? ''}/actions`;
  switch (call.route.object) {
    case undefined:
      return jsonAnswer(200, { standard: `${base}/standard`, custom: `${base}/custom` });
    case 'standard':
      return jsonAnswer(200, { actions: [brief(EMAIL_SIMPLE, 'EMAILSIMPLE', `${base}/standard/emailSimple`)] });
    case 'custom':
      return jsonAnswer(200, { flow: `${base}/custom/flow`, apex: `${base}/custom/apex` });
    default:
      throw refuseUnknown();
  }
};

/** `GET /actions/custom/flow` lists the flows; with a name it describes one. */
export const describeActionAction: Action = (org, call) => {
  const { object, keyField, id = '', version = '' } = call.route;
  const base = `/services/data/${version}/actions/custom/${id}`;
  if (object === 'custom' && keyField === undefined) {
    if (id !== 'flow' && id !== 'apex') throw refuseUnknown();
    const actions = org.setup.actions
      .filter((action) => (action.kind ?? 'flow') === id)
      .map((action) => brief(action, id.toUpperCase(), `${base}/${action.name}`));
    return jsonAnswer(200, { actions });
  }
  const action = needAction(org, call);
  const inputs = (action.inputs ?? []).map((input) => ({
    byteLength: 0,
    description: null,
    label: input.name,
    maxOccurs: 1,
    name: input.name,
    required: input.required ?? false,
    sobjectType: null,
    type: input.type ?? 'STRING',
  }));
  const outputs = Object.entries(action.outputs ?? {}).map(([name, value]) => ({
    label: name,
    maxOccurs: Array.isArray(value) ? 2000 : 1,
    name,
    type: typeof value === 'number' ? 'NUMBER' : typeof value === 'boolean' ? 'BOOLEAN' : 'STRING',
  }));
  const type = object === 'standard' ? 'EMAILSIMPLE' : (keyField ?? 'flow').toUpperCase();
  return jsonAnswer(200, {
    ...brief(action, type, ''),
    description: null,
    inputs,
    outputs,
    standard: object === 'standard',
  });
};

/** `POST /actions/…/<name>`: runs the action once for each set of inputs; one failure makes the status 400. */
export const invokeActionAction: Action = (org, call) => {
  checkMediaType(call);
  const action = needAction(org, call);
  const results = listIn(parseBody(call.body), 'inputs').map((inputs) => invoke(action, inputs));
  return jsonAnswer(results.every(({ isSuccess }) => isSuccess) ? 200 : 400, results);
};

type Invoked = { actionName: string; errors: object[] | null; isSuccess: boolean; outputValues: JsonObject | null };

function invoke(action: ActionDeed, inputs: JsonObject): Invoked {
  const fail = (statusCode: string, message: string): Invoked => ({
    actionName: action.name,
    errors: [{ statusCode, message, fields: [] }],
    isSuccess: false,
    outputValues: null,
  });
  const missing = (action.inputs ?? []).find(({ name, required }) => required && (inputs[name] ?? null) === null);
  if (missing) return fail('REQUIRED_FIELD_MISSING', `Missing required input parameter: ${missing.name}`);
  const unknown = Object.keys(inputs).find((name) => !action.inputs?.some((input) => input.name === name));
  if (unknown !== undefined) return fail('INVALID_INPUT', `Unknown input parameter: ${unknown}`);
  if (action.error !== undefined) return fail('CANNOT_EXECUTE_FLOW_TRIGGER', action.error);
  const outputs = Object.entries(action.outputs ?? {}).map(([name, value]) => [name, fill(value ?? null, inputs)]);
  const outputValues = { ...Object.fromEntries(outputs), Flow__InterviewStatus: 'Finished' };
  return { actionName: action.name, errors: null, isSuccess: true, outputValues };
}

/** Puts inputs into the texts of outputs where these name them in braces. */
function fill(value: JsonValue, inputs: JsonObject): JsonValue {
  if (typeof value === 'string') return value.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(inputs[name] ?? ''));
  if (Array.isArray(value)) return value.map((item) => fill(item, inputs));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fill(item ?? null, inputs)]));
}

function needAction(org: Org, call: ApiCall): ActionDeed {
  const { object, keyField, id } = call.route;
  if (object === 'standard' && id === EMAIL_SIMPLE.name) return EMAIL_SIMPLE;
  const known = org.setup.actions.find((action) => action.name === id && (action.kind ?? 'flow') === keyField);
  if (object === 'custom' && known) return known;
  throw refuseUnknown();
}

function brief(action: ActionDeed, type: string, url: string): object {
  return { label: action.label ?? action.name, name: action.name, type, ...(url === '' ? {} : { url }) };
}
