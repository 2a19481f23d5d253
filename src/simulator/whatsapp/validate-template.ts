import type { JsonObject } from '../../base/json.ts';
import { buttonAt, componentAt, lower, parametersOf } from './components.ts';
import type { Refusal } from './graph-error.ts';
import type { Template, TemplateButton } from './model.ts';

/** What is wrong with what a send gives the head, the names and the buttons of a template, or nothing. */
export function checkTemplate(template: Template, components: readonly JsonObject[]): Refusal | undefined {
  return checkHeader(template, components) ?? checkNames(template, components) ?? checkButtons(template, components);
}

function checkHeader({ header, headerText = '' }: Template, components: readonly JsonObject[]): Refusal | undefined {
  const [value] = parametersOf(componentAt(components, 'header'));
  const needed = header !== undefined && (header !== 'TEXT' || headerText.includes('{{'));
  const given = value === undefined ? undefined : lower(value['type']);
  if (!needed) return given === undefined ? undefined : mismatch('header', 'takes no parameter');
  return given === lower(header) ? undefined : mismatch('header', `needs a parameter of type ${lower(header)}`);
}

function checkNames({ named = false }: Template, components: readonly JsonObject[]): Refusal | undefined {
  const values = parametersOf(componentAt(components, 'body'));
  const right = values.every((value) => (value['parameter_name'] !== undefined) === named);
  return right ? undefined : { code: 100, details: `The parameters of the body must ${named ? '' : 'not '}be named.` };
}

const SUB_TYPES: Partial<Record<TemplateButton['type'], string>> = {
  QUICK_REPLY: 'quick_reply',
  URL: 'url',
  OTP: 'url',
  COPY_CODE: 'copy_code',
};

function checkButtons({ buttons = [] }: Template, components: readonly JsonObject[]): Refusal | undefined {
  for (const [index, { type, url = '' }] of buttons.entries()) {
    const given = buttonAt(components, index);
    const needed = type === 'OTP' || type === 'COPY_CODE' || (type === 'URL' && url.includes('{{'));
    if (!given && needed) return { code: 131008, details: `Button ${index} of the template needs a parameter.` };
    if (given && lower(given['sub_type']) !== SUB_TYPES[type])
      return mismatch(`button ${index}`, `is of type ${type.toLowerCase()}`);
  }
  const last = components.find((each) => lower(each['type']) === 'button' && Number(each['index']) >= buttons.length);
  return last ? { code: 132012, details: 'The template does not have so many buttons.' } : undefined;
}

function mismatch(part: string, rule: string): Refusal {
  return { code: 132012, details: `The template’s ${part} ${rule}.` };
}
