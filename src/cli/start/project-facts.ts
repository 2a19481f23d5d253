import { Type } from 'typebox';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { parseDuration } from '../../base/duration.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { PLAIN_INSTALLATION, type InstallationFacts } from '../../engine/installation-book.ts';
import type { Calendar } from '../../flow/calendar/calendar.ts';
import { checkCalendar } from '../../flow/calendar/check-calendar.ts';

const NAMES = '^[A-Za-z_][A-Za-z0-9_]{0,63}$';
const named = (of: ReturnType<typeof Type.Unknown> | ReturnType<typeof Type.String>) =>
  Type.Record(Type.String({ pattern: NAMES }), of, { additionalProperties: false });

/** Sections of rondine.json about the installation itself. */
export const FACT_SECTIONS = {
  calendars: Type.Optional(named(Type.Unknown())),
  settings: Type.Optional(named(Type.Unknown())),
  secrets: Type.Optional(named(Type.String())),
  staff: Type.Optional(Type.String({ description: 'Name of the connection through which staff are told things.' })),
  alerts: Type.Optional(
    Type.Object(
      { waiting: Type.Optional(Type.String({ description: 'A duration like PT10M.' })) },
      { additionalProperties: false },
    ),
  ),
  retention: Type.Optional(
    Type.Object(
      Object.fromEntries(
        ['messages', 'runs', 'media'].map((name) => [
          name,
          Type.Optional(Type.String({ description: 'How long they are kept: a duration like P365D.' })),
        ]),
      ),
      { additionalProperties: false },
    ),
  ),
};

type Report = (diagnostic: Omit<Diagnostic, 'severity'>) => void;

/** Reads those sections; the form of the whole has been checked, and variables of the environment are filled in. */
export function readFacts(file: JsonObject, connections: readonly string[], report: Report): InstallationFacts {
  const { staff } = file;
  if (typeof staff === 'string' && !connections.includes(staff)) {
    const fix = `Name one of the connections: ${connections.join(', ') || 'there is none yet'}.`;
    report({ code: 'unknown_connection', path: ['staff'], message: `There is no connection "${staff}".`, fix });
  }
  const alerts = isObject(file['alerts']) ? file['alerts'] : {};
  const retention = isObject(file['retention']) ? file['retention'] : {};
  const waitingMs = durationAt(alerts, 'waiting', ['alerts'], report);
  return {
    calendars: readCalendars(file['calendars'], report),
    settings: isObject(file['settings']) ? file['settings'] : {},
    secrets: (isObject(file['secrets']) ? file['secrets'] : {}) as Record<string, string>,
    ...(typeof staff === 'string' ? { staff } : {}),
    alerts: waitingMs === undefined ? PLAIN_INSTALLATION.alerts : { waitingMs },
    retention: Object.fromEntries(
      ['messages', 'runs', 'media'].flatMap((name) => {
        const ms = durationAt(retention, name, ['retention'], report);
        return ms === undefined ? [] : [[`${name}Ms`, ms]];
      }),
    ),
  };
}

function readCalendars(given: JsonValue | undefined, report: Report): Record<string, Calendar> {
  const calendars: Record<string, Calendar> = {};
  for (const [name, value] of Object.entries(isObject(given) ? given : {})) {
    const found = checkCalendar(value, ['calendars', name]);
    for (const finding of found) if (finding.severity === 'error') report(finding);
    calendars[name] = value as unknown as Calendar;
  }
  return calendars;
}

function durationAt(section: JsonObject, name: string, path: string[], report: Report): number | undefined {
  const text = section[name];
  if (typeof text !== 'string') return undefined;
  const ms = parseDuration(text);
  if (ms === undefined) {
    const fix = 'Write it like PT10M (minutes), PT24H (hours) or P30D (days), at most ten years.';
    report({ code: 'bad_duration', path: [...path, name], message: `"${text}" is no duration.`, fix });
  }
  return ms;
}
