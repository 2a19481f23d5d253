import type { JsonObject, JsonValue } from '../../base/json.ts';
import { objectsIn } from './check.ts';

/** The part of a send that fills the head or the body of a template. */
export function componentAt(components: readonly JsonObject[], type: 'header' | 'body'): JsonObject | undefined {
  return components.find((each) => lower(each['type']) === type);
}

/** The part of a send that fills the button at this place. */
export function buttonAt(components: readonly JsonObject[], index: number): JsonObject | undefined {
  return components.find((each) => lower(each['type']) === 'button' && Number(each['index']) === index);
}

/** The parameters of a part. */
export function parametersOf(component: JsonObject | undefined): readonly JsonObject[] {
  return objectsIn(component?.['parameters']);
}

/** A text in small letters: Meta takes either. */
export function lower(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}
