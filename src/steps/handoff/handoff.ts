import { Type, type Static } from 'typebox';
import { parseDuration } from '../../base/duration.ts';
import { field } from '../../flow/field.ts';
import type { StepContext, StepType, StepWait } from '../../flow/step-type.ts';

const DEFAULT_TIMEOUT = 'P7D';

const params = Type.Object(
  {
    queue: Type.Optional(field.template({ title: 'Queue', description: 'Who should see it.', examples: ['sales'] })),
    note: Type.Optional(
      field.template({
        title: 'Note',
        description: 'What the people should know; customers never see it.',
        examples: ['Chiede di {{ vars.topic }}'],
      }),
    ),
    timeout: Type.Optional(
      field.duration({
        title: 'Wait at most',
        description: 'How long people may keep the conversation.',
        default: DEFAULT_TIMEOUT,
        examples: ['P7D', 'PT8H'],
      }),
    ),
  },
  { additionalProperties: false, default: {} },
);

export type HandoffParams = Static<typeof params>;

/** Gives the conversation to people and waits until they give it back. */
export const handoff: StepType<HandoffParams> = {
  type: 'handoff',
  title: 'Hand over to people',
  description: 'Gives the conversation to people; the flow goes on when they release it.',
  params,
  outcomes: () => ['released', 'timeout', 'failed'],
  troubles: ['timeout', 'failed'],
  pauses: true,
  enter({ params: { queue, note, timeout = DEFAULT_TIMEOUT }, text, at }) {
    const rendered = { queue: queue === undefined ? '' : text(queue), note: note === undefined ? '' : text(note) };
    const effect = {
      kind: 'handoff',
      ...(rendered.queue === '' ? {} : { queue: rendered.queue }),
      ...(rendered.note === '' ? {} : { note: rendered.note }),
    } as const;
    const limit = parseDuration(timeout) ?? parseDuration(DEFAULT_TIMEOUT) ?? 0;
    return { then: 'stay', wait: { for: 'agent', effects: [effect], until: at + limit } };
  },
  resume(context, event) {
    switch (event.type) {
      case 'failed':
        return { then: 'leave', outcome: 'failed', failure: event.failure };
      case 'done':
        return { then: 'stay', wait: sameWait(context) };
      case 'elapsed': {
        const message = 'Nobody released the conversation in the time that the step allows.';
        return { then: 'leave', outcome: 'timeout', failure: { code: 'timeout', message } };
      }
      default:
        return { then: 'leave', outcome: 'released' };
    }
  },
};

function sameWait({ run, at }: StepContext): StepWait {
  return { for: 'agent', until: run.wait.until ?? at };
}
