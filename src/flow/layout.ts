import { Type, type Static } from 'typebox';
import type { StepId } from '../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { checkSchema, type Schema } from '../base/schema.ts';

/** A place on the canvas: the upper left corner, in pixels at full size. */
export type Point = { readonly x: number; readonly y: number };

/** A remark on the canvas. */
export type Note = Point & {
  readonly width: number;
  readonly height: number;
  readonly text: string;
  readonly colour?: string;
};

/** Steps that are shown as one where it is collapsed. */
export type Group = {
  readonly title: string;
  readonly steps: readonly StepId[];
  readonly collapsed?: boolean;
  readonly colour?: string;
};

/** How a flow is drawn, and what its tests pretend: no part of it changes what the flow does. */
export type Layout = {
  readonly steps: Readonly<Record<StepId, Point>>;
  /** Where the box of the triggers stands. */
  readonly triggers?: Point;
  readonly notes: Readonly<Record<string, Note>>;
  readonly groups: Readonly<Record<string, Group>>;
  /** Outputs that tests pretend in place of what operations give. */
  readonly pins: Readonly<Record<StepId, JsonObject>>;
};

/** A layout that says nothing: the editor lays the steps out anew. */
export const EMPTY_LAYOUT: Layout = { steps: {}, notes: {}, groups: {}, pins: {} };

/** Farthest place, and largest side of a note. */
const FARTHEST = 1_000_000;

const coordinate = Type.Number({ minimum: -FARTHEST, maximum: FARTHEST });
const side = Type.Number({ exclusiveMinimum: 0, maximum: FARTHEST });
const colour = Type.Optional(Type.String({ maxLength: 40 }));
const place = { x: coordinate, y: coordinate };
const pointSchema = Type.Object(place, { title: 'Place', additionalProperties: false });

const noteSchema = Type.Object(
  { ...place, width: side, height: side, text: Type.String({ maxLength: 10_000 }), colour },
  { title: 'Note', additionalProperties: false },
);

const groupSchema = Type.Object(
  {
    title: Type.String({ maxLength: 200 }),
    steps: Type.Array(Type.String()),
    collapsed: Type.Optional(Type.Boolean()),
    colour,
  },
  { title: 'Group', additionalProperties: false },
);

const pinSchema = Type.Object({}, { title: 'Pretended output' });

/** The form of a layout, for editors and other programs; reading one is more tolerant. */
export const layoutSchema = Type.Object(
  {
    steps: Type.Optional(Type.Record(Type.String(), pointSchema, { description: 'Where each step stands.' })),
    triggers: Type.Optional(pointSchema),
    notes: Type.Optional(Type.Record(Type.String(), noteSchema, { description: 'Remarks on the canvas.' })),
    groups: Type.Optional(Type.Record(Type.String(), groupSchema, { description: 'Steps that belong together.' })),
    pins: Type.Optional(Type.Record(Type.String(), pinSchema, { description: 'Outputs that tests pretend.' })),
  },
  { title: 'Layout', description: 'Where the editor draws the steps; it changes no meaning.' },
);

/** Members of a layout that hold one thing per name. */
const PARTS = { steps: pointSchema, notes: noteSchema, groups: groupSchema, pins: pinSchema } as const;

/** Reads a layout. What is unknown, broken or too far away is left out, never an error: a flow is not lost for it. */
export function readLayout(written: JsonValue | undefined): Layout {
  if (!isObject(written)) return EMPTY_LAYOUT;
  const parts = Object.entries(PARTS).map(([name, form]) => [name, soundOnes(written[name], form)] as const);
  const { triggers } = written;
  const placed = fits(pointSchema, triggers) ? { triggers: triggers as Static<typeof pointSchema> } : {};
  return { ...(Object.fromEntries(parts) as Omit<Layout, 'triggers'>), ...placed };
}

/** Writes a layout as flow files hold it; undefined where it says nothing. */
export function writeLayout(layout: Layout): JsonObject | undefined {
  const said = Object.entries(layout as JsonObject).filter(
    ([, part]) => isObject(part) && Object.keys(part).length > 0,
  );
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

function soundOnes(part: JsonValue | undefined, form: Schema): JsonObject {
  if (!isObject(part)) return {};
  return Object.fromEntries(Object.entries(part).filter(([, each]) => fits(form, each)));
}

function fits(form: Schema, value: JsonValue | undefined): boolean {
  return checkSchema(form, value).length === 0;
}
