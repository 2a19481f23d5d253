import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { objectsIn } from './check.ts';
import type { Refusal } from './graph-error.ts';
import type { Choice } from '../phone/model.ts';
import type { Template } from './model.ts';
import type { WhatsAppPhone } from './phone.ts';
import { findTemplate } from './templates.ts';

/** A template with its parameters filled in. */
export type RenderedTemplate = { template: Template; text: string; choices: Choice[] };

/** Finds the template that a send names and fills it in, or says why that is not possible. */
export function renderTemplate(
  phone: WhatsAppPhone,
  content: JsonObject,
): { rendered: RenderedTemplate; refusal?: undefined } | { rendered?: undefined; refusal: Refusal } {
  const name = String(content['name']);
  const language = isObject(content['language']) ? String(content['language']['code']) : '';
  const template = findTemplate(phone, { name, language });
  if (!template)
    return { refusal: { code: 132001, details: `Template ${name} does not exist in ${language}; create it first.` } };
  if (template.status !== 'APPROVED')
    return {
      refusal: { code: template.status === 'PAUSED' ? 132015 : 132016, details: `Template ${name} is not active.` },
    };
  const components = objectsIn(content['components']);
  const values = parametersOf(components.find((each) => lower(each['type']) === 'body'));
  const expected = new Set(template.body.match(/\{\{\w+\}\}/g)).size;
  if (values.length !== expected)
    return {
      refusal: {
        code: 132000,
        details: `Template ${name} needs ${expected} body parameters but the send has ${values.length}.`,
      },
    };
  return { rendered: { template, text: fillIn(template.body, values), choices: choicesOf(template, components) } };
}

function fillIn(body: string, values: readonly JsonObject[]): string {
  const named = new Map(values.map((value, index) => [String(value['parameter_name'] ?? index + 1), textOf(value)]));
  return body.replace(/\{\{(\w+)\}\}/g, (whole, key: string) => named.get(key) ?? whole);
}

function textOf(parameter: JsonObject): string {
  if (typeof parameter['text'] === 'string') return parameter['text'];
  const rich = parameter[String(parameter['type'])];
  return isObject(rich) && typeof rich['fallback_value'] === 'string' ? rich['fallback_value'] : '';
}

function choicesOf(template: Template, components: readonly JsonObject[]): Choice[] {
  return (template.buttons ?? []).map((title, index) => {
    const given = components.find(
      (each) => lower(each['sub_type']) === 'quick_reply' && Number(each['index']) === index,
    );
    const payload = parametersOf(given)[0]?.['payload'];
    return { via: 'template', id: typeof payload === 'string' ? payload : title, title };
  });
}

function parametersOf(component: JsonObject | undefined): readonly JsonObject[] {
  return objectsIn(component?.['parameters']);
}

function lower(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}
