import { Failure } from '../base/failure.ts';
import { FlowRefusal } from '../engine/flow-refusal.ts';
import { ControlError } from './control.ts';

/** Any thrown value as control's own error: what is refused with words keeps them, everything else is our defect. */
export function toControlError(thrown: unknown): ControlError {
  if (thrown instanceof ControlError) return thrown;
  if (thrown instanceof FlowRefusal)
    return new ControlError(thrown.reason === 'unknown' ? 'unknown' : 'refused', thrown.message);
  if (thrown instanceof Failure && thrown.code !== 'defect') return new ControlError('refused', thrown.message);
  return new ControlError('defect', thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
}
