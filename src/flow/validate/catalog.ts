import type { Schema } from '../../base/schema.ts';
import type { Calendar } from '../calendar/calendar.ts';
import type { Trigger } from '../trigger.ts';
import type { Types } from '../step-type.ts';

/**
 * What a flow is checked against: the step types, and the outside as plain data that a browser can hold. What is left
 * out is not known, and nothing is said about it.
 */
export type Catalog = {
  types: Types;
  /**
   * Connections by name, each with the id of its channel or of its connector. Our own operations are there like those
   * of a connector, under the name that flows call them by.
   */
  connections: Readonly<Record<string, { channel?: string; connector?: string }>>;
  /** What each connector can do, by its id and the operation's name. */
  operations: Readonly<Record<string, Readonly<Record<string, CatalogOperation>>>>;
  /** What each connector can look for by itself, by its id and the poll's name. */
  polls?: Readonly<Record<string, Readonly<Record<string, { input?: Schema; output?: Schema }>>>>;
  /** Calendars by name; `true` where only the name matters. */
  calendars?: Readonly<Record<string, true | Calendar>>;
  /** Flows by id: what starts them, and what they want to be given. */
  flows?: Readonly<Record<string, { triggers: readonly Trigger['type'][]; input?: Schema }>>;
  /** The approved messages of each connection, by its name; a connection that is left out has not told them yet. */
  templates?: Readonly<Record<string, readonly CatalogTemplate[]>>;
  /** Names of secrets. */
  secrets?: readonly string[];
  /** Names of the installation's settings. */
  settings?: readonly string[];
};

/** One operation as flows are checked against it; `outcomes` are the values of its output's member `outcome`. */
export type CatalogOperation = { input: Schema; output: Schema; outcomes?: readonly string[] };

/** One approved message in one language, as its provider has it. */
export type CatalogTemplate = {
  name: string;
  language: string;
  status: 'approved' | 'pending' | 'rejected' | 'paused' | 'disabled';
  category?: string;
  /** How many values its text takes, and their names where they are named. */
  parameters: number;
  names?: readonly string[];
  /** What its head has to be given. */
  header?: string;
  /** Its buttons in their order; `needed` where one cannot be sent without a value. */
  buttons?: readonly { title: string; needed: boolean }[];
};
