import { formatTime } from './field-value.ts';
import type { Fields } from './store.ts';

/**
 * Adds to a write what the platform works out itself: a person's name, whether a case or a task is closed.
 * `before` holds the record's values (nothing for a new one); the result is what to store.
 */
export function addDerivedFields(object: string, write: { before: Fields; fields: Fields; at: number }): Fields {
  const { before, fields } = write;
  const value = (name: string): unknown => (name in fields ? fields[name] : before[name]);
  if (object === 'Lead' || object === 'Contact' || object === 'User') {
    fields['Name'] = [value('FirstName'), value('LastName')].filter((part) => typeof part === 'string').join(' ');
  } else if (object === 'Case') {
    const closed = value('Status') === 'Closed';
    if (closed !== (before['IsClosed'] ?? false)) fields['ClosedDate'] = closed ? formatTime(write.at) : null;
    fields['IsClosed'] = closed;
  } else if (object === 'Task') {
    fields['IsClosed'] = value('Status') === 'Completed';
  }
  return fields;
}
