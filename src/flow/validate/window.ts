import type { Diagnostic } from '../../base/diagnostic.ts';
import { parseDuration } from '../../base/duration.ts';
import type { StepId } from '../../base/ids.ts';
import { diagnose } from '../diagnose.ts';
import { own, type Flow } from '../flow.ts';
import type { Trigger } from '../trigger.ts';
import { channelsOf, channelsOfTrigger } from './channels.ts';
import { messagesOf } from './contents.ts';
import { rootsOf, spread, type Way } from './graph.ts';
import { nameOfStep, type Rule, type Subject, type TypedStep } from './subject.ts';

/** Free text goes out only while a channel with a reply window allows it, as far as waits and triggers can tell. */
export const replyWindow: Rule = (subject) => {
  const { flow, catalog, steps } = subject;
  const writers = steps.filter((step) => isFreeText(step, flow));
  return channelsOf(flow, catalog).flatMap((channel) => {
    const windowMs = own(catalog.types.channels, channel)?.window?.afterInboundMs;
    if (windowMs === undefined) return [];
    const silence = silenceBefore(subject, { channel, windowMs });
    return writers.flatMap((step) => {
      const silent = silence.get(step.id as StepId) ?? 0;
      return silent < windowMs ? [] : tooLate(step, { flow, channel, windowMs, never: silent === NEVER });
    });
  });
};

/** A way that makes the silence longer so often is part of a loop: it goes on until the window is over. */
const PASSES = 64;

/** The person has not written at all. */
const NEVER = Infinity;

/** True where free text is the last resort: one that something follows is passed over when the window is closed. */
function isFreeText(step: TypedStep, flow: Flow): boolean {
  const last = messagesOf(step, flow, flow.language).at(-1);
  return last !== undefined && last.connection === undefined && last.content.kind !== 'template';
}

/**
 * For each step how long the person may have been silent when it is entered, in milliseconds. Beyond the window it
 * grows no more, so that loops come to an end.
 */
function silenceBefore(subject: Subject, { channel, windowMs }: { channel: string; windowMs: number }) {
  const { flow, catalog } = subject;
  const typed = new Map(subject.steps.map((step) => [step.id, step]));
  const triggers = flow.triggers.filter((trigger) => channelsOfTrigger(trigger, catalog).includes(channel));
  const atStart = Math.max(0, ...triggers.map((trigger) => silenceAtStart(trigger, flow)));
  const start = new Map(rootsOf(flow).map((id) => [id, id === flow.start ? atStart : 0]));
  const passed = new Map<Way, number>();
  return spread<number>(flow, {
    start,
    carry: (silent, way) => {
      const times = (passed.get(way) ?? 0) + 1;
      passed.set(way, times);
      const after = silenceAfter(silent, way, typed.get(way.from));
      if (after === NEVER) return NEVER;
      return times > PASSES && after > silent ? windowMs : Math.min(after, windowMs);
    },
    join: Math.max,
  });
}

/** How long the person may have been silent when a trigger fires. */
function silenceAtStart(trigger: Trigger, { steps }: Flow): number {
  if (trigger.type === 'conversation') return parseDuration(trigger.after ?? '') ?? 0;
  // Such a start says whether the window is open: whoever reads that is trusted to mind it.
  if ('to' in trigger && trigger.to && 'record' in trigger.to && JSON.stringify(steps).includes('input.to.reachable'))
    return 0;
  return 'to' in trigger && trigger.to ? NEVER : 0;
}

function silenceAfter(silent: number, { outcome }: Way, step: TypedStep | undefined): number {
  if (!step?.type.pauses) return silent;
  const waited = silent + longestWait(step);
  if (step.type.asks) return outcome === 'timeout' ? waited : step.type.troubles.includes(outcome) ? silent : 0;
  // While people have the conversation, they and the customer write to each other.
  return outcome === 'released' ? 0 : waited;
}

/** The longest duration that a step's own fields name, written or by default; waits for a moment count as none. */
function longestWait({ step, type }: TypedStep): number {
  const { properties = {} } = type.params as { properties?: Record<string, { field?: string; default?: unknown }> };
  const texts = Object.entries(properties).flatMap(([name, { field, default: usual }]) =>
    field === 'duration' ? [own(step.params, name) ?? usual] : [],
  );
  return Math.max(0, ...texts.map((text) => (typeof text === 'string' ? (parseDuration(text) ?? 0) : 0)));
}

type Late = { flow: Flow; channel: string; windowMs: number; never: boolean };

function tooLate({ id, path }: TypedStep, { flow, channel, windowMs, never }: Late): Diagnostic[] {
  const hours = Math.round(windowMs / 3_600_000);
  const why = never
    ? 'the person may not have written yet'
    : `the person's last message may be older than ${hours} hours`;
  return [
    diagnose('outside_window', path, {
      message: `On "${channel}" ${nameOfStep(flow, id)} may be refused: when it is reached, ${why}.`,
      fix: 'Send an approved message here, or lead the way that waits so long elsewhere.',
    }),
  ];
}
