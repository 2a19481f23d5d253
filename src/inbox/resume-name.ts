import type { FlowId } from '../base/ids.ts';

/** Where it is kept which run waits for a call under a name that its flow gave it. */
export function resumeKey(flow: FlowId, name: string): string {
  return `${flow}/${name}`;
}
