import type { Schema } from '../../base/schema.ts';
import type { Types } from '../step-type.ts';

/** What a flow is checked against: the step types, and the outside as plain data that a browser can hold. */
export type Catalog = {
  types: Types;
  /** Connections by name, each with the id of its channel or of its connector. */
  connections: Readonly<Record<string, { channel?: string; connector?: string }>>;
  /** What each connector can do, by its id and the operation's name. */
  operations: Readonly<Record<string, Readonly<Record<string, { input: Schema; output: Schema }>>>>;
};
