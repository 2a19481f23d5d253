import type { ComponentType, ReactNode } from 'react';
import type { JsonObject } from '../../../../src/base/json.ts';
import type { FormSchema } from '../../../ui/form/field-model.ts';
import { Members } from '../../../ui/form/members.tsx';
import { CallForm } from '../mapping/call-form.tsx';
import { AskForm } from '../message/ask-form.tsx';
import { SendForm } from '../message/send-form.tsx';
import { BranchForm, SwitchForm } from './cases-form.tsx';

/** What the form of a type of step is given. */
export type StepFormProps = {
  schema: FormSchema;
  params: JsonObject;
  change(params: JsonObject, merge?: string): void;
};

/** Types of steps with a form made by hand; all others are filled in as their schema says. */
const BY_HAND: Readonly<Record<string, ComponentType<StepFormProps>>> = {
  ask: AskForm,
  send: SendForm,
  branch: BranchForm,
  switch: SwitchForm,
  call: CallForm,
};

/** Members that are asked for although they may be left out. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  wait: ['for', 'until', 'untilOpen'],
  goto: ['limit'],
  handoff: ['queue', 'note'],
  end: ['as'],
  loop: ['item'],
  subflow: ['mode', 'input', 'saveAs'],
  waitReply: ['saveAs'],
  awaitWebhook: ['saveAs'],
  hours: ['saveAs'],
};

/** The reason of an end is asked for where it is a failure; else there is nothing to give one for. */
function shownIn(type: string, params: JsonObject): readonly string[] {
  const shown = SHOWN[type] ?? [];
  return params['as'] === 'failed' ? [...shown, 'message'] : shown;
}

/** The form of a step. */
export function StepForm({ type, ...props }: StepFormProps & { type: string }): ReactNode {
  const Own = BY_HAND[type];
  if (Own) return <Own {...props} />;
  return (
    <Members
      schema={props.schema}
      name={type}
      value={props.params}
      path={[]}
      shown={shownIn(type, props.params)}
      change={props.change}
    />
  );
}
