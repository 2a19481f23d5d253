import type { FailureData } from '../base/failure.ts';
import { id, type StepId } from '../base/ids.ts';
import { evaluateCondition } from './expression/condition.ts';
import { renderText, renderValue, TemplateError } from './expression/template.ts';
import { own, pickText, type Flow, type Step } from './flow.ts';
import { isFinal, type Effect, type EffectRequest, type Run, type RunEvent, type Scope } from './run.ts';
import type { StepContext, StepResult, Types } from './step-type.ts';

/** Steps that may follow each other without a wait; more is a loop that would never end. */
export const MAX_STEPS_WITHOUT_WAIT = 1000;

export type Advanced = { run: Run; effects: readonly Effect[] };

/**
 * Moves a run by one event: the whole language in one function.
 *
 * Pure: time and context come inside the event, the world is asked for by the effects returned. An event that the run
 * does not await (stale, repeated, or after the end) gives the very same run object and no effects. It never throws:
 * a template that cannot be rendered fails the run as `invalid`, anything unexpected fails it as `defect`.
 */
export function advance(flow: Flow, run: Run, event: RunEvent, types: Types): Advanced {
  if (!isAwaited(run, event)) return { run, effects: [] };
  const move = new Move({ flow, run, event, types });
  if (event.type === 'canceled') {
    move.finish('canceled', { code: 'denied', message: `Canceled by ${event.by}: ${event.reason}` });
  } else if (event.type === 'started') {
    move.follow(flow.start);
  } else {
    move.resume(event);
  }
  return move.result();
}

/** True when the event is one that this run is waiting for right now. */
export function isAwaited(run: Run, event: RunEvent): boolean {
  if (isFinal(run)) return false;
  switch (event.type) {
    case 'started':
      return run.wait.for === 'start';
    case 'replied':
      return run.wait.for === 'reply' && run.wait.id === event.wait;
    case 'elapsed':
      return run.wait.until !== undefined && run.wait.id === event.wait && event.at >= run.wait.until;
    case 'released':
      return run.wait.for === 'agent' && run.wait.id === event.wait;
    case 'done':
    case 'failed':
      return run.wait.effects.includes(event.effect);
    case 'canceled':
      return true;
  }
}

/** The state of one call of `advance` while steps follow each other. */
class Move {
  private readonly flow: Flow;
  private readonly event: RunEvent;
  private readonly types: Types;
  private run: Run;
  private readonly effects: Effect[] = [];

  constructor(facts: { flow: Flow; run: Run; event: RunEvent; types: Types }) {
    this.flow = facts.flow;
    this.event = facts.event;
    this.types = facts.types;
    const { run, event } = facts;
    this.run = {
      ...run,
      revision: run.revision + 1,
      changedAt: event.at,
      ...('message' in event && event.message ? { message: event.message } : {}),
      ...('input' in event && event.input ? { input: event.input } : {}),
    };
  }

  result(): Advanced {
    return { run: this.run, effects: this.effects };
  }

  finish(status: Exclude<Run['status'], 'active'>, failure?: FailureData): void {
    const wait = { id: this.run.revision, for: 'nothing', effects: [] } as const;
    this.run = { ...this.run, status, memo: {}, wait, ...(failure ? { failure } : {}) };
  }

  /** Takes up the step the run stands on with an event that it awaits. */
  resume(event: RunEvent): void {
    const stepId = this.run.at;
    const step = stepId === null ? undefined : own(this.flow.steps, stepId);
    const type = step && own(this.types.steps, step.type);
    if (!stepId || !step || !type?.resume)
      return this.fail('defect', `Step "${stepId}" cannot take up "${event.type}".`);
    const resume = type.resume.bind(type);
    const rest = this.run.wait.effects.filter((effect) => !('effect' in event) || effect !== event.effect);
    this.run = { ...this.run, wait: { ...this.run.wait, effects: rest } };
    const result = this.perform(step, (context) => resume(context, event));
    const next = this.apply(stepId, result);
    if (next) this.follow(next);
  }

  /** Enters steps one after the other until one waits or the run ends. */
  follow(first: StepId): void {
    let stepId: StepId | undefined = first;
    for (let count = 0; stepId; count++) {
      if (count === MAX_STEPS_WITHOUT_WAIT)
        return this.fail(
          'invalid',
          `${MAX_STEPS_WITHOUT_WAIT} steps followed each other without a wait; step "${stepId}" is part of a loop that never waits.`,
        );
      const step: Step | undefined = own(this.flow.steps, stepId);
      if (!step)
        return this.fail(
          'invalid',
          `Step "${stepId}" does not exist in version ${this.flow.version} of flow "${this.flow.id}".`,
        );
      const type = own(this.types.steps, step.type);
      if (!type) return this.fail('invalid', `Step "${stepId}" is of the unknown type "${step.type}".`);
      this.run = { ...this.run, at: stepId, memo: {}, wait: { ...this.run.wait, effects: [] } };
      const result = this.perform(step, (context) => type.enter(context));
      stepId = this.apply(stepId, result);
    }
  }

  private perform(step: Step, decide: (context: StepContext) => StepResult): StepResult {
    try {
      return decide(this.context(step));
    } catch (thrown) {
      const code = thrown instanceof TemplateError ? 'invalid' : 'defect';
      const message = `Step "${this.run.at}": ${thrown instanceof Error ? thrown.message : String(thrown)}`;
      return { then: 'finish', status: 'failed', failure: { code, message } };
    }
  }

  /** Writes down what a step decided; returns the step to enter next, if one follows. */
  private apply(stepId: StepId, result: StepResult): StepId | undefined {
    if (result.then === 'finish') return void this.finish(result.status, result.failure);
    if (result.set) this.run = { ...this.run, vars: { ...this.run.vars, ...result.set } };
    if (result.then === 'stay') return void this.stay(result);
    if (result.failure) this.run = { ...this.run, failure: result.failure };
    const step = own(this.flow.steps, stepId);
    const next = step && own(step.next, result.outcome);
    if (next === undefined) this.leaveByOpenExit(stepId, result.outcome, result.failure);
    return next;
  }

  private stay({ wait, memo }: Extract<StepResult, { then: 'stay' }>): void {
    const issued = ('effects' in wait ? (wait.effects ?? []) : []).map((request) => this.issue(request));
    // Results still outstanding from an earlier part of the same step stay awaited.
    const effects = [...this.run.wait.effects, ...issued.map((effect) => effect.id)];
    const until = wait.until === undefined ? {} : { until: wait.until };
    const since = 'since' in wait && wait.since !== undefined ? { since: wait.since } : {};
    this.run = {
      ...this.run,
      memo: memo ?? this.run.memo,
      wait: { id: this.run.revision, for: wait.for, effects, ...until, ...since },
    };
  }

  private issue(request: EffectRequest): Effect {
    const effect: Effect = { ...request, id: id.effect(this.run.id, this.run.issued) };
    this.run = { ...this.run, issued: this.run.issued + 1 };
    this.effects.push(effect);
    return effect;
  }

  private leaveByOpenExit(stepId: StepId, outcome: string, failure: FailureData | undefined): void {
    const message = `Step "${stepId}" was left by its exit "${outcome}", which leads nowhere.`;
    this.finish(
      'failed',
      failure ? { ...failure, message: `${failure.message} (${message})` } : { code: 'invalid', message },
    );
  }

  private fail(code: FailureData['code'], message: string): void {
    this.finish('failed', { code, message });
  }

  private context(step: Step): StepContext {
    const scope = this.scope();
    const { flow, run, event } = this;
    const language = event.context.contact?.language;
    const { timeZone, country } = flow.settings;
    const clock = { timeZone, country, at: event.at, language: language ?? flow.language };
    return {
      params: step.params,
      run,
      flow,
      at: event.at,
      memo: run.memo,
      scope,
      capabilities: run.channel === null ? undefined : own(this.types.channels, run.channel),
      text: (text) => renderText(pickText(text, language, flow.language), scope, clock),
      value: (value) => renderValue(value, scope, clock),
      test: (condition) => evaluateCondition(condition, scope, clock),
    };
  }

  private scope(): Scope {
    const { flow, run, event } = this;
    const { contact, conversation } = event.context;
    return {
      vars: run.vars,
      contact,
      conversation,
      message: run.message,
      event: { at: event.at },
      flow: { id: flow.id, name: flow.name, version: flow.version, language: flow.language },
      run: { id: run.id },
      failure: run.failure,
      input: run.input,
    };
  }
}
