import { isObject, type JsonObject, type JsonValue } from '../../../src/base/json.ts';
import { mapParams } from '../../../src/flow/edit/map-params.ts';
import type { StepTypes } from '../../../src/flow/edit/draft.ts';
import type { Step } from '../../../src/flow/flow.ts';
import type { Capabilities } from '../../../src/message/capabilities.ts';
import { splitText, type TextLimit } from '../../../src/message/split-text.ts';

/** The params of a step with every text for customers short enough for a channel, cut between words where it can be. */
export function shortenParams(step: Step, capabilities: Capabilities, types: StepTypes): JsonObject {
  const limitOf = limitsFor(step, capabilities);
  return mapParams(step, types, (value, form, path) => {
    const limit = form.field === 'text' ? limitOf(path) : undefined;
    if (!limit) return value;
    if (typeof value === 'string') return shortened(value, limit);
    return isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([tag, text]) => [tag, cutText(text ?? null, limit)]))
      : value;
  });
}

/** Says how long the text of a field may be; undefined where the channel does not limit it. */
function limitsFor({ params }: Step, { text, buttons, list }: Capabilities) {
  const { choices } = params;
  const count = Array.isArray(choices) ? choices.length : 0;
  const isDescribed = Array.isArray(choices) && choices.some((each) => isObject(each) && each['description']);
  const wantsList = params['style'] === 'list' || isDescribed || count > (buttons?.max ?? 0);
  const form = list && wantsList && count <= list.max ? list : buttons && count <= buttons.max ? buttons : list;
  return (path: readonly (string | number)[]): TextLimit | undefined => {
    const last = path.at(-1);
    if (path[0] === 'choices' && last === 'title') return form && { max: form.title };
    if (path[0] === 'choices' && last === 'description') return list && { max: list.description };
    if (last === 'listButton') return list && { max: list.button };
    if (last !== 'text' || path.length > 1) return undefined;
    return count > 0 && form ? { ...text, max: Math.min(text.max, form.body) } : text;
  };
}

function cutText(text: JsonValue, limit: TextLimit): JsonValue {
  return typeof text === 'string' ? shortened(text, limit) : text;
}

/** The beginning of a text with an ellipsis; a template is never cut in two. */
function shortened(text: string, limit: TextLimit): string {
  const [whole = ''] = splitText(text, limit);
  if (whole === text || limit.max < 4) return text;
  const [part = ''] = splitText(text, { ...limit, max: limit.max - (limit.unit === 'bytes' ? 3 : 1) });
  const open = part.lastIndexOf('{{') > part.lastIndexOf('}}') ? part.slice(0, part.lastIndexOf('{{')) : part;
  const kept = open.trimEnd();
  return kept === '' ? text : `${kept}…`;
}
