import { evaluateCondition } from './expression/condition.ts';
import { renderText, renderValue } from './expression/template.ts';
import { own, pickText, type Flow, type Step } from './flow.ts';
import type { Run, RunEvent, Scope } from './run.ts';
import { secretsOf } from './secrets.ts';
import { capabilitiesOf, type StepContext, type Types } from './step-type.ts';

/** What a step is entered or taken up with. */
export function contextOf(facts: { step: Step; flow: Flow; run: Run; event: RunEvent; types: Types }): StepContext {
  const { step, flow, run, event, types } = facts;
  const scope = scopeOf(flow, run, event);
  const language = event.context.contact?.language;
  const { timeZone, country } = flow.settings;
  const clock = { timeZone, country, at: event.at, language: language ?? flow.language };
  return {
    params: step.params,
    run,
    flow,
    at: event.at,
    memo: run.memo,
    mark: run.at === null || !run.marks ? undefined : own(run.marks, run.at),
    scope,
    capabilities: capabilitiesHere(run, types),
    capabilitiesOf(connection) {
      const channel = event.context.channels && own(event.context.channels, connection);
      return channel === undefined ? undefined : capabilitiesOf(types, { channel, connection });
    },
    calendar: (name) => event.context.calendars && own(event.context.calendars, name),
    text: (text) => renderText(pickText(text, language, flow.language), scope, clock),
    value: (value, besides) =>
      renderValue(value, besides ? { ...scope, vars: { ...scope.vars, ...besides } } : scope, clock),
    test: (condition) => evaluateCondition(condition, scope, clock),
  };
}

/** What can be carried where the run talks. */
function capabilitiesHere({ channel, connection, via }: Run, types: Types): StepContext['capabilities'] {
  return channel === null ? undefined : capabilitiesOf(types, via ?? { channel, connection });
}

/** What templates of a run read at an event. */
export function scopeOf(flow: Flow, run: Run, event: RunEvent): Scope {
  const { contact, conversation, settings, resumeUrl } = event.context;
  return {
    vars: run.vars,
    contact,
    conversation,
    message: run.message,
    event: { at: event.at },
    flow: { id: flow.id, name: flow.name, version: flow.version, language: flow.language },
    run: { id: run.id, ...(resumeUrl === undefined ? {} : { resumeUrl }) },
    failure: run.failure,
    input: run.input,
    settings,
    secrets: secretsOf(flow),
  };
}
