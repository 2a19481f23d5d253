import { isObject, type JsonObject } from '../../base/json.ts';
import { objectsIn } from './check.ts';
import { buttonAt, componentAt, parametersOf } from './components.ts';
import type { Refusal } from './graph-error.ts';
import type { Choice } from '../phone/model.ts';
import type { Template } from './model.ts';
import type { WhatsAppPhone } from './phone.ts';
import { checkTemplate } from './validate-template.ts';
import { findTemplate } from './templates.ts';

/** A template with its parameters filled in. */
export type RenderedTemplate = { template: Template; text: string; choices: Choice[] };

const INACTIVE: Partial<Record<Template['status'], number>> = { PAUSED: 132015, DISABLED: 132016 };

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
    return { refusal: { code: INACTIVE[template.status] ?? 132001, details: `Template ${name} is not active.` } };
  const components = objectsIn(content['components']);
  const wrong = checkTemplate(template, components);
  if (wrong) return { refusal: wrong };
  const values = parametersOf(componentAt(components, 'body'));
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
  return (template.buttons ?? []).flatMap(({ type, text: title }, index) => {
    if (type !== 'QUICK_REPLY') return [];
    const payload = parametersOf(buttonAt(components, index))[0]?.['payload'];
    return [{ via: 'template', id: typeof payload === 'string' ? payload : title, title }];
  });
}
