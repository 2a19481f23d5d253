import type { JsonObject } from '../../base/json.ts';
import type { ConnectionRecord } from '../../store/records.ts';
import type { Calendar } from '../../flow/calendar/calendar.ts';
import type { Flow } from '../../flow/flow.ts';

/** A project as far as a pretend world needs it: nothing in it opens a way outside. */
export type TestedProject = {
  /** What the project is called in messages. */
  folder: string;
  connections: readonly (Pick<ConnectionRecord, 'key' | 'kind' | 'type'> & { config: JsonObject })[];
  flows: readonly Omit<Flow, 'version'>[];
  calendars: Readonly<Record<string, Calendar>>;
  settings: JsonObject;
  secrets: Readonly<Record<string, string>>;
};
