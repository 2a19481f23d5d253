import type { Run } from '../../flow/run.ts';

/** Which runs are meant; all members must hold. */
export type RunQuery = {
  text?: string;
  phone?: string;
  record?: string;
  flow?: string;
  status?: Run['status'];
  failure?: string;
  step?: string;
  version?: number;
  /** Begun since, and begun before. */
  from?: number;
  until?: number;
  contact?: string;
};
