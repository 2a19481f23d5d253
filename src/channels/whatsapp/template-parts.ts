import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { TemplateButton, TemplateContent, TemplateHeader } from '../../message/content.ts';

/** The `template` member of a send: its name, its language, and the values of header, text and buttons. */
export function templatePart({ name, language, parameters, names, header, buttons = [] }: TemplateContent): JsonObject {
  const body = parameters.map((text, index) => textValue(text, names?.[index]));
  const components = [
    ...(header ? [{ type: 'header', parameters: [headerValue(header)] }] : []),
    ...(body.length > 0 ? [{ type: 'body', parameters: body }] : []),
    ...buttons.map(buttonPart),
  ];
  return {
    name,
    language: { policy: 'deterministic', code: language },
    ...(components.length > 0 && { components }),
  };
}

function textValue(text: string, name: string | undefined): JsonObject {
  return { type: 'text', ...(name !== undefined && { parameter_name: name }), text };
}

function headerValue(header: TemplateHeader): JsonObject {
  if (header.kind === 'text') return textValue(header.text, header.name);
  if (header.kind === 'location') {
    const { kind: _, ...place } = header;
    return { type: 'location', location: place };
  }
  const { kind, url, file } = header;
  const source = url ? { link: url } : file ? { id: file.id } : undefined;
  if (!source) throw new Failure({ code: 'invalid', message: `The template’s ${kind} has neither a link nor a file.` });
  return { type: kind, [kind]: { ...source, ...(kind === 'document' && file?.name && { filename: file.name }) } };
}

const BUTTON_VALUES: Readonly<Record<TemplateButton['kind'], (value: string) => JsonObject>> = {
  url: (text) => ({ sub_type: 'url', parameters: [{ type: 'text', text }] }),
  reply: (payload) => ({ sub_type: 'quick_reply', parameters: [{ type: 'payload', payload }] }),
  code: (code) => ({ sub_type: 'copy_code', parameters: [{ type: 'coupon_code', coupon_code: code }] }),
};

function buttonPart({ at, kind, value }: TemplateButton): JsonObject {
  return { type: 'button', index: String(at), ...BUTTON_VALUES[kind](value) };
}
