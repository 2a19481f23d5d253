import type { StepContext } from '../../flow/step-type.ts';
import type { Content, TemplateContent, TemplateHeader } from '../../message/content.ts';
import { choicesContent, mediaContent } from '../content.ts';
import type { Rung, SendParams } from './params.ts';

/** The rungs of the step: its own message first. */
export function rungsOf({ text, choices, style, listButton, header, footer, ...rest }: SendParams): Rung[] {
  const { media, template, deliveredWithin, rungs = [] } = rest;
  return [{ text, choices, style, listButton, header, footer, media, template, deliveredWithin }, ...rungs];
}

/** What a rung says, rendered; undefined where a file is meant and there is none. */
export function contentOf(rung: Rung, context: StepContext): Content | undefined {
  const { text, media, template, choices, style, listButton, header, footer } = rung;
  const written = text === undefined ? '' : context.text(text);
  if (media) return mediaContent(media, written, context);
  if (choices) return choicesContent(written, { style, listButton, header, footer, choices }, context);
  if (!template) return { kind: 'text', text: written };
  return templateContent(template, context);
}

function templateContent(template: NonNullable<Rung['template']>, context: StepContext): TemplateContent {
  const { name, language, names, header, buttons } = template;
  return {
    kind: 'template',
    name,
    language,
    parameters: (template.parameters ?? []).map((value) => context.text(value)),
    ...(names && { names }),
    ...(header && { header: headerOf(header, context) }),
    ...(buttons && { buttons: buttons.map((button) => ({ ...button, value: context.text(button.value) })) }),
  };
}

type Header = NonNullable<NonNullable<Rung['template']>['header']>;

function headerOf({ kind, text = '', url = '' }: Header, context: StepContext): TemplateHeader {
  return kind === 'text' ? { kind, text: context.text(text) } : { kind, url: context.text(url) };
}
