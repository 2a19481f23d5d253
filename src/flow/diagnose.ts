import type { Diagnostic } from '../base/diagnostic.ts';

/**
 * Every problem that reading and checking a flow can find: how grave it is and what it means.
 * The reference lists them; an `error` keeps the flow from being published.
 */
export const DIAGNOSTICS = {
  not_json: ['error', 'The text is not JSON, or holds a member twice. Line and column say where.'],
  too_large: ['error', 'The file is too long or nested too deeply to be a flow.'],
  unknown_format: ['error', 'The file is not a flow file, or one of a newer Rondine.'],
  bad_shape: ['error', 'A part of the flow is missing, misspelt or of the wrong kind.'],
  bad_settings: ['error', 'The time zone or the country does not exist.'],
  missing_start: ['error', 'The step that the flow starts with does not exist.'],
  unknown_step_type: ['error', 'A step is of a type that does not exist.'],
  bad_params: ['error', 'A field of a step is missing, misspelt or of the wrong kind.'],
  missing_step: ['error', 'An exit leads to a step that does not exist.'],
  unknown_outcome: ['error', 'A way out of a step begins at an exit that the step does not have.'],
  open_exit: ['error', 'An exit leads nowhere, so a run that takes it fails.'],
  open_trouble: ['warning', 'An exit for trouble leads nowhere; a run that takes it fails with the reason.'],
  disabled_step: ['warning', 'A step is disabled: runs pass it over.'],
  unreachable_step: ['warning', 'No way leads to a step.'],
  dead_end: ['warning', 'A step leads only into a loop that never waits and never ends.'],
  endless_loop: ['error', 'Steps lead back to themselves without ever waiting for a person or for time.'],
  bad_template: ['error', 'A template cannot be read, or uses a filter or tag that does not exist.'],
  unknown_root: ['error', 'A template reads a name that does not exist.'],
  unwritten_variable: ['warning', 'A template reads a variable that no step writes.'],
  unknown_member: ['warning', 'A template reads a member that a value is known not to have.'],
  early_read: ['warning', 'A variable is read where no step can have written it yet.'],
  wrong_type: ['warning', 'A value is of a type that its place cannot work with.'],
  bad_pattern: ['error', 'A pattern is not a regular expression of RE2.'],
  bad_duration: ['error', 'A duration is not written as ISO 8601 in weeks, days, hours, minutes and seconds.'],
  bad_condition: ['error', 'A condition is not built as conditions are, or compares what cannot be compared.'],
  unknown_connection: ['error', 'A connection does not exist, or is not of the kind that is needed.'],
  unknown_operation: ['error', 'A connection cannot perform an operation.'],
  unknown_result: ['error', 'A step has an exit for an outcome that its operation does not have.'],
  unknown_poll: ['error', 'A connection cannot look for something.'],
  unknown_calendar: ['error', 'A calendar does not exist.'],
  unknown_flow: ['error', 'A flow that is named does not exist.'],
  uncallable_flow: ['error', 'A flow that is called has no trigger for that.'],
  unknown_secret: ['error', 'A secret that is named does not exist.'],
  unknown_setting: ['warning', 'A setting of the installation that is read does not exist.'],
  bad_input: ['error', 'What an operation is given does not fit its form.'],
  bad_language: ['error', 'A language is not written as a BCP 47 tag.'],
  missing_language: ['warning', 'A text lacks a language that the flow speaks elsewhere.'],
  channel_loss: ['warning', 'A channel of the flow cannot carry a message as it is meant.'],
  channel_split: ['warning', 'A channel of the flow carries a message only in several parts.'],
  outside_window: ['warning', 'A message may be sent when its channel takes only approved ones.'],
  unknown_approved: ['warning', 'The provider has no such approved message for the connection.'],
  unusable_approved: ['warning', 'An approved message is paused, disabled, rejected, or not approved yet.'],
  bad_approved: ['warning', 'An approved message is not given what its approved form needs.'],
  marketing_approved: ['warning', 'The provider counts an approved message as marketing, and the step does not.'],
  plain_secret: ['warning', 'Something that looks like a password or a key stands in the flow itself.'],
  exposed_secret: ['warning', 'A secret is read in a text that customers get.'],
  no_trigger: ['warning', 'Nothing starts the flow.'],
  bad_trigger: ['error', 'What starts the flow could never do so.'],
  greedy_trigger: ['warning', 'A trigger interrupts other flows at every message.'],
  bad_handler: ['error', 'A global handler could never take a message.'],
  hidden_handler: ['warning', 'A global handler comes after one that takes everything.'],
  bad_retry: ['warning', 'A retry policy contradicts itself.'],
  bad_message: ['error', 'A message is empty, or several things at once.'],
  rung_never_sent: [
    'warning',
    'A rung of a message is passed over on a channel, because it is no single message there.',
  ],
  silent_channel: ['warning', 'Word of delivery is waited for on a channel that gives none.'],
  bad_ladder: ['error', 'The rungs of a message contradict themselves.'],
  bad_media: ['error', 'A file has no source, or two.'],
  bad_answer: ['error', 'What counts as an answer contradicts itself.'],
  bad_wait: ['error', 'A wait has no end, or two.'],
  bad_variable_name: ['error', 'A name cannot be the name of a variable.'],
  duplicate_choice: ['error', 'Two choices have the same id.'],
  duplicate_case: ['error', 'Two cases of a branch have the same exit.'],
} as const satisfies Record<string, readonly [Diagnostic['severity'], string]>;

/** The name of a problem in a flow. */
export type DiagnosticCode = keyof typeof DIAGNOSTICS;

/** Writes a problem down; its code says how grave it is. */
export function diagnose(
  code: DiagnosticCode,
  path: Diagnostic['path'],
  { message, fix }: { message: string; fix: string },
): Diagnostic {
  return { code, severity: DIAGNOSTICS[code][0], path, message, fix };
}
