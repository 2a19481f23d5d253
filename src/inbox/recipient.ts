import { id } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Party } from '../engine/host.ts';
import { renderText, TemplateError } from '../flow/expression/template.ts';
import type { Flow } from '../flow/flow.ts';
import type { Recipient } from '../flow/recipient.ts';
import type { FindRecipient } from './options.ts';

/** Renders a text of a trigger, whose templates read `input` alone; undefined where it cannot be rendered. */
export function renderForStart(text: string, input: JsonObject, flow: Flow, at: number): string | undefined {
  const { timeZone, country } = flow.settings;
  try {
    return renderText(text, { input }, { timeZone, country, at, language: flow.language }).trim();
  } catch (error) {
    if (error instanceof TemplateError) return undefined;
    throw error;
  }
}

/** The person whom a flow that starts from `input` talks to; undefined where the address means nobody. */
export function recipientOf(
  { connection, address }: Recipient,
  { flow, input, at }: { flow: Flow; input: JsonObject; at: number },
  find: FindRecipient | undefined,
): Party | undefined {
  const text = renderForStart(address, input, flow, at);
  return text ? find?.(id.connection(connection), text, flow.settings.country) : undefined;
}
