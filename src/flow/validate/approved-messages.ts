import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { diagnose } from '../diagnose.ts';
import { own, type Flow } from '../flow.ts';
import type { Trigger } from '../trigger.ts';
import type { Catalog, CatalogTemplate } from './catalog.ts';
import { didYouMean } from './closest.ts';
import type { Rule, TypedStep } from './subject.ts';

/** Approved messages that a flow sends are there, may be sent, get what they need, and are what the step takes them for. */
export const approvedMessages: Rule = (subject) => {
  const { flow, catalog } = subject;
  if (!catalog.templates) return [];
  return approvedIn(subject).flatMap((sent) => {
    const names = sent.connection === undefined ? connectionsOf(flow, catalog) : [sent.connection];
    return names.flatMap((name) => {
      const known = own(catalog.templates ?? {}, name);
      return known === undefined ? [] : faultsOf(sent, { name, known });
    });
  });
};

/** An approved message as a step sends it: on a connection of its own, or wherever the run talks. */
export type ApprovedUse = {
  path: Diagnostic['path'];
  template: JsonObject;
  connection?: string;
  purpose: string;
};

/** Every approved message that the steps of a flow send. */
export function approvedIn({ steps }: { steps: readonly TypedStep[] }): ApprovedUse[] {
  return steps.flatMap(({ step: { params }, type, path }) => {
    const { properties = {} } = type.params as { properties?: Record<string, unknown> };
    if (!('template' in properties)) return [];
    const { purpose } = params;
    return usesIn(params, path).map((use) => ({ ...use, purpose: typeof purpose === 'string' ? purpose : 'service' }));
  });
}

function usesIn(value: JsonValue | undefined, path: Diagnostic['path']): Omit<ApprovedUse, 'purpose'>[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue, at) => usesIn(item, [...path, at]));
  if (!isObject(value)) return [];
  const { template, connection } = value;
  const mine = isObject(template) && typeof template['name'] === 'string' ? [template] : [];
  return [
    ...mine.map((each) => ({
      path: [...path, 'template'],
      template: each,
      ...(typeof connection === 'string' && { connection }),
    })),
    ...Object.entries(value).flatMap(([name, member]) => (name === 'template' ? [] : usesIn(member, [...path, name]))),
  ];
}

/** The connections on which a flow's runs talk, as far as its triggers tell. */
function connectionsOf({ triggers }: Flow, { connections }: Catalog): string[] {
  const all = Object.keys(connections).filter((name) => own(connections, name)?.channel !== undefined);
  return [...new Set(triggers.flatMap((trigger) => namedBy(trigger) ?? all))];
}

function namedBy(trigger: Trigger): readonly string[] | undefined {
  if ('to' in trigger && trigger.to?.connection !== undefined) return [trigger.to.connection];
  return 'connections' in trigger ? trigger.connections : undefined;
}

type Place = { name: string; known: readonly CatalogTemplate[] };

function faultsOf({ path, template, purpose }: ApprovedUse, { name, known }: Place): Diagnostic[] {
  const called = textAt(template, 'name');
  const language = textAt(template, 'language');
  const found = known.find((each) => each.name === called && each.language === language);
  if (!found) {
    const others = known.filter((each) => each.name === called).map((each) => each.language);
    const there = others.length > 0 ? ` It is there in ${others.join(', ')}.` : '';
    const similar = others.length > 0 ? '' : didYouMean(called, [...new Set(known.map((each) => each.name))]);
    const message = `"${name}" has no approved message "${called}" in ${language}.${there}${similar}`;
    return [
      diagnose('unknown_approved', path, { message, fix: 'Have it approved by the provider, or name another one.' }),
    ];
  }
  const shown = `"${called}" (${language}) on "${name}"`;
  return [
    ...statusFault(found, { path, shown }),
    ...valueFaults(found, { path, shown, template }),
    ...purposeFault(found, { path, shown, purpose }),
  ];
}

function textAt(object: JsonObject, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value : '';
}

type About = { path: Diagnostic['path']; shown: string };

const STATES: Readonly<Record<Exclude<CatalogTemplate['status'], 'approved'>, string>> = {
  pending: 'waits for the provider’s approval',
  rejected: 'was rejected by the provider',
  paused: 'is paused by the provider because people block or report it',
  disabled: 'is disabled by the provider',
};

function statusFault({ status }: CatalogTemplate, { path, shown }: About): Diagnostic[] {
  if (status === 'approved') return [];
  const message = `The approved message ${shown} ${STATES[status]}: it cannot be sent.`;
  return [diagnose('unusable_approved', path, { message, fix: 'Send another one, or mend this one at the provider.' })];
}

function valueFaults(
  known: CatalogTemplate,
  { path, shown, template }: About & { template: JsonObject },
): Diagnostic[] {
  const given = Array.isArray(template['parameters']) ? template['parameters'].length : 0;
  const filled = (Array.isArray(template['buttons']) ? template['buttons'] : []).map((button: JsonValue) =>
    isObject(button) ? button['at'] : undefined,
  );
  const open = (known.buttons ?? []).filter(({ needed }, at) => needed && !filled.includes(at));
  const wants = [
    ...(given === known.parameters ? [] : [`${known.parameters} values and gets ${given}`]),
    ...(known.names && !Array.isArray(template['names']) ? [`its values by name (${known.names.join(', ')})`] : []),
    ...(known.header !== undefined && !isObject(template['header']) ? [`a head (${known.header})`] : []),
    ...open.map(({ title }) => `a value for the button "${title}"`),
  ];
  if (wants.length === 0) return [];
  const message = `The approved message ${shown} takes ${wants.join(', and ')}.`;
  return [diagnose('bad_approved', path, { message, fix: 'Give it what its approved form needs.' })];
}

function purposeFault(
  { category }: CatalogTemplate,
  { path, shown, purpose }: About & { purpose: string },
): Diagnostic[] {
  if (category !== 'marketing' || purpose === 'marketing') return [];
  const message = `The provider counts the message ${shown} as marketing, but this step sends it as ${purpose}.`;
  const fix = 'Set the purpose to marketing, so that it goes only to who agreed, or send another one.';
  return [diagnose('marketing_approved', path, { message, fix })];
}
