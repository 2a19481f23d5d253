import type { StepType } from '../flow/step-type.ts';
import { ask } from './ask/ask.ts';
import { awaitWebhook } from './await-webhook/await-webhook.ts';
import { branch } from './branch/branch.ts';
import { call } from './call/call.ts';
import { end } from './end/end.ts';
import { goto } from './goto/goto.ts';
import { handoff } from './handoff/handoff.ts';
import { hours } from './hours/hours.ts';
import { loop } from './loop/loop.ts';
import { note } from './note/note.ts';
import { parse } from './parse/parse.ts';
import { respond } from './respond/respond.ts';
import { send } from './send/send.ts';
import { set } from './set/set.ts';
import { split } from './split/split.ts';
import { subflow } from './subflow/subflow.ts';
import { switchStep } from './switch/switch.ts';
import { wait } from './wait/wait.ts';
import { waitReply } from './wait-reply/wait-reply.ts';

/** Every step type, by the name that flows use. */
export const steps: Readonly<Record<string, StepType>> = {
  send,
  ask,
  branch,
  switch: switchStep,
  split,
  hours,
  set,
  parse,
  call,
  wait,
  waitReply,
  awaitWebhook,
  loop,
  goto,
  subflow,
  handoff,
  respond,
  note,
  end,
};
