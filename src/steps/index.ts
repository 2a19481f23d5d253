import type { StepType } from '../flow/step-type.ts';
import { ask } from './ask/ask.ts';
import { branch } from './branch/branch.ts';
import { call } from './call/call.ts';
import { end } from './end/end.ts';
import { handoff } from './handoff/handoff.ts';
import { send } from './send/send.ts';
import { set } from './set/set.ts';
import { wait } from './wait/wait.ts';

/** Every step type, by the name that flows use. */
export const steps: Readonly<Record<string, StepType>> = { send, ask, branch, set, call, wait, handoff, end };
