import type { FailureData } from '../base/failure.ts';
import { id, type StepId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { editedVars, sizeOf } from './bounds.ts';
import { mergeMessages } from './burst.ts';
import { contextOf } from './context.ts';
import { TemplateError } from './expression/template.ts';
import { findStep } from './find-step.ts';
import { own, type Flow, type Step } from './flow.ts';
import { LIMITS } from './limits.ts';
import { policyFor } from './policy-for.ts';
import { following, type Effect, type EffectRequest, type RetryPolicy, type Run, type RunEvent } from './run.ts';
import { withoutHandles } from './secrets.ts';
import { mainExitOf, type StepContext, type StepResult, type StepType, type Types } from './step-type.ts';
import { withMarks } from './with-marks.ts';

type Moved = { flow: Flow; run: Run; event: RunEvent; types: Types };

/** The state of one call of `advance` while steps follow each other. */
export class Move {
  private readonly flow: Flow;
  private readonly event: RunEvent;
  private readonly types: Types;
  private readonly before: Run;
  /** The run as it took the event up, before anything was decided. */
  private readonly taken: Run;
  private run: Run;
  private effects: Effect[] = [];
  private wrote = false;

  constructor({ flow, run, event: given, types }: Moved) {
    const event = withoutHandles(run, given);
    this.flow = flow;
    this.event = event;
    this.types = types;
    this.before = run;
    this.taken = {
      ...following(run, event),
      revision: run.revision + 1,
      changedAt: event.at,
      ...('message' in event && event.message ? { message: event.message } : {}),
      ...('input' in event && event.input ? { input: event.input } : {}),
    };
    this.run = this.taken;
  }

  result(): { run: Run; effects: readonly Effect[] } {
    if (this.wrote && sizeOf(this.run) > LIMITS.variables) this.refuseSize();
    return { run: this.run, effects: this.effects };
  }

  finish(status: Exclude<Run['status'], 'active'>, failure?: FailureData): void {
    const wait = { id: this.run.revision, for: 'nothing', effects: [] } as const;
    this.run = { ...this.run, status, memo: {}, wait, ...(failure ? { failure } : {}) };
  }

  /** Waits before the first step until nothing more has come for a while, at most ten times as long in all. */
  gather(quietMs: number): void {
    const { before, event } = this;
    const since =
      before.wait.for === 'start' && before.wait.until !== undefined ? Number(before.memo['since']) : event.at;
    const until = Math.min(event.at + quietMs, since + 10 * quietMs);
    const message = this.run.message && before.message && mergeMessages(before.message, this.run.message);
    this.run = {
      ...this.run,
      memo: { since },
      wait: { id: this.run.revision, for: 'start', effects: [], until },
      ...(message ? { message } : {}),
    };
  }

  /** Leaves whatever it does, loops included, and goes where a handler leads. */
  interrupt(position: number): void {
    this.leaveReplayed();
    const { marks: _left, ...rest } = this.run;
    this.run = rest;
    const handler = this.flow.handlers?.[position];
    const isKnown = handler?.on === 'message';
    const next = isKnown ? this.visitHandler(handler.next) : undefined;
    if (next) return this.follow(next);
    const message = isKnown
      ? `A message led to handlers of the flow more than ${LIMITS.handlers} times.`
      : `Version ${this.run.flow.version} of flow "${this.flow.id}" has no handler ${position} for messages.`;
    this.finish('failed', { code: 'invalid', message });
  }

  /** Enters the step that failed once more; its effects get the ids that they had. */
  replay(): void {
    const { failure: _over, ...rest } = this.run;
    const issued = rest.entered ?? rest.issued;
    this.run = { ...rest, status: 'active', issued, highest: Math.max(rest.highest ?? 0, rest.issued) };
    this.follow(rest.at ?? this.flow.start);
  }

  /** Leaves the step as if it had been done, by a named exit or by the one that its output leads to. */
  skip({ outcome, output }: Extract<RunEvent, { type: 'skipped' }>): void {
    const { failure: _over, ...rest } = this.run;
    this.run = { ...rest, status: 'active' };
    const stepId = this.run.at;
    if (stepId === null) return this.follow(this.flow.start);
    const found = findStep(stepId, this.flow, this.types);
    if ('failure' in found) return this.finish('failed', found.failure);
    const { step, type } = found;
    const result = this.skipResult({ step, type, outcome, output });
    const next = this.apply(stepId, result);
    if (next) this.follow(next);
  }

  edit(vars: JsonObject): void {
    this.run = { ...this.run, vars: editedVars(this.run, vars) };
  }

  migrate(version: number): void {
    this.run = { ...this.run, flow: { ...this.run.flow, version } };
  }

  /** Takes up the step the run stands on with an event that it awaits. */
  resume(event: RunEvent): void {
    const stepId = this.run.at;
    const step = stepId === null ? undefined : own(this.flow.steps, stepId);
    const type = step && own(this.types.steps, step.type);
    if (!stepId || !step || !type?.resume)
      return this.finish('failed', { code: 'defect', message: `Step "${stepId}" cannot take up "${event.type}".` });
    const resume = type.resume.bind(type);
    if (event.type === 'done' || event.type === 'failed') {
      const rest = this.run.wait.effects.filter((effect) => effect !== event.effect);
      this.run = { ...this.run, wait: { ...this.run.wait, effects: rest } };
    }
    const result = this.perform(step, (context) => resume(context, event));
    const next = this.apply(stepId, result);
    if (next) this.follow(next);
  }

  /** Enters steps one after the other until one waits or the run ends. */
  follow(first: StepId): void {
    let stepId: StepId | undefined = first;
    for (let count = 0; stepId; count++) {
      if (count === LIMITS.stepsWithoutWait) {
        const message = `${count} steps followed each other without a wait; step "${stepId}" is part of a loop that never waits.`;
        return this.finish('failed', { code: 'invalid', message });
      }
      const wait = { ...this.run.wait, effects: [] };
      this.run = { ...this.run, at: stepId, memo: {}, wait, entered: this.run.issued };
      const found = findStep(stepId, this.flow, this.types);
      if ('failure' in found) {
        stepId = this.fail(found.failure);
        continue;
      }
      const { step, type } = found;
      if (step.disabled) {
        stepId = this.passOver(stepId, step, type);
        continue;
      }
      if (type.asks && this.event.context.conversation?.busy) {
        this.run = { ...this.run, wait: { id: this.run.revision, for: 'turn', effects: [] } };
        return;
      }
      const result = this.perform(step, (context) => type.enter(context));
      stepId = this.apply(stepId, result);
    }
  }

  /** Leaves a disabled step by its main exit; one without exits ends the run. */
  private passOver(stepId: StepId, step: Step, type: StepType): StepId | undefined {
    const outcome = mainExitOf(step, type);
    return this.apply(
      stepId,
      outcome === undefined ? { then: 'finish', status: 'completed' } : { then: 'leave', outcome },
    );
  }

  private perform(step: Step, decide: (context: StepContext) => StepResult): StepResult {
    try {
      return decide(contextOf({ step, flow: this.flow, run: this.run, event: this.event, types: this.types }));
    } catch (thrown) {
      const code = thrown instanceof TemplateError ? 'invalid' : 'defect';
      const message = `Step "${this.run.at}": ${thrown instanceof Error ? thrown.message : String(thrown)}`;
      return { then: 'finish', status: 'failed', failure: { code, message } };
    }
  }

  /** Writes down what a step decided; returns the step to enter next, if one follows. */
  private apply(stepId: StepId, result: StepResult): StepId | undefined {
    const step = own(this.flow.steps, stepId);
    if (result.then === 'finish') return this.applyFinish(result);
    if (result.set) {
      this.run = { ...this.run, vars: { ...this.run.vars, ...result.set } };
      this.wrote = true;
    }
    if (result.then === 'stay') return void this.stay(step, result);
    if (result.mark !== undefined || result.forget?.length) {
      this.run = withMarks(this.run, stepId, result);
      this.wrote = true;
    }
    if (result.response && !this.run.response) this.run = { ...this.run, response: result.response };
    if (result.failure) this.run = { ...this.run, failure: result.failure };
    this.leaveReplayed();
    const next = step && own(step.next, result.outcome);
    return next ?? this.leaveByOpenExit(stepId, result.outcome, result.failure);
  }

  private applyFinish(result: Extract<StepResult, { then: 'finish' }>): StepId | undefined {
    const { status, failure, meant, passed, output } = result;
    if (output) this.run = { ...this.run, output };
    if (passed) this.run = { ...this.run, passed };
    if (status === 'failed' && failure && !meant) return this.fail(failure);
    return void this.finish(status, failure);
  }

  /** A step that was entered once more is behind: what follows issues ids that were never used. */
  private leaveReplayed(): void {
    const { highest, ...rest } = this.run;
    if (highest !== undefined) this.run = { ...rest, issued: Math.max(rest.issued, highest) };
  }

  private stay(step: Step | undefined, { wait, memo }: Extract<StepResult, { then: 'stay' }>): void {
    const retry = policyFor(step?.retry, wait);
    const requests = 'effects' in wait ? (wait.effects ?? []) : [];
    const issued = requests.map((request) => this.issue(request, retry));
    // Results still outstanding from an earlier part of the same step stay awaited.
    const effects = [...this.run.wait.effects, ...issued.map((effect) => effect.id)];
    const {
      effects: _requests,
      deadlineMs: _policy,
      until,
      ...facts
    } = {
      effects: undefined,
      deadlineMs: undefined,
      ...wait,
    };
    if (memo) this.wrote = true;
    this.run = {
      ...this.run,
      memo: memo ?? this.run.memo,
      wait: { id: this.run.revision, ...facts, effects, ...(until === undefined ? {} : { until }) },
    };
  }

  private issue(request: EffectRequest, retry: RetryPolicy | undefined): Effect {
    const effect: Effect = { ...request, id: id.effect(this.run.id, this.run.issued), ...(retry ? { retry } : {}) };
    this.run = { ...this.run, issued: this.run.issued + 1 };
    this.effects.push(effect);
    return effect;
  }

  private leaveByOpenExit(stepId: StepId, outcome: string, failure: FailureData | undefined): StepId | undefined {
    const invalid = this.flow.handlers?.find((handler) => handler.on === 'invalidReply');
    if (outcome === 'invalid' && !failure && invalid) {
      const next = this.visitHandler(invalid.next);
      if (next) return next;
    }
    const message = `Step "${stepId}" was left by its exit "${outcome}", which leads nowhere.`;
    return this.fail(failure ?? { code: 'invalid', message }, failure ? ` (${message})` : '');
  }

  /** Trouble that no exit takes: the flow's handler for failures, if it has one, else the run's end. */
  private fail(failure: FailureData, more = ''): StepId | undefined {
    const handler = this.flow.handlers?.find(({ on }) => on === 'failure');
    const next = handler && this.visitHandler(handler.next);
    if (!next) return void this.finish('failed', { ...failure, message: `${failure.message}${more}` });
    this.leaveReplayed();
    this.run = { ...this.run, failure };
    return next;
  }

  private visitHandler(next: StepId): StepId | undefined {
    const handled = (this.run.handled ?? 0) + 1;
    if (handled > LIMITS.handlers) return undefined;
    this.run = { ...this.run, handled };
    return next;
  }

  private skipResult(skipped: { step: Step; type: StepType; outcome?: string; output?: JsonObject }): StepResult {
    const { step, type, outcome, output } = skipped;
    const resume = type.resume?.bind(type);
    if (output && resume && outcome === undefined) {
      const effect = this.before.wait.effects[0] ?? id.effect(this.run.id, this.run.entered ?? 0);
      const { at, context } = this.event;
      const given = this.perform(step, (each) => resume(each, { type: 'done', at, context, effect, output }));
      if (given.then === 'leave') return given;
    }
    return this.perform(step, ({ params }) => {
      const ordinary = outcome ?? type.outcomes(params)[0];
      if (ordinary === undefined) return { then: 'finish', status: 'completed' };
      return { then: 'leave', outcome: ordinary };
    });
  }

  /** Nothing of what was decided takes place, so that the run can be repaired and go on from where it stood. */
  private refuseSize(): void {
    const message = `The variables of this run would take more than ${LIMITS.variables} characters. Keep less of what operations give back.`;
    this.run = this.taken;
    this.effects = [];
    this.finish('failed', { code: 'invalid', message });
  }
}
