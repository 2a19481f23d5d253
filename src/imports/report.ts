import type { Diagnostic } from '../base/diagnostic.ts';
import type { StepId } from '../base/ids.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import type { FlowFile } from '../flow/flow.ts';

/** A place in the file that was imported, as a list of member names and positions. */
export type Path = Diagnostic['path'];

/**
 * How well a step came over.
 * - `exact`: it does the same here
 * - `approximated`: it does nearly the same; the remarks say what differs
 * - `lost`: what it did is not done here; a note keeps what it held, and the remarks say why
 */
export type ImportGrade = 'exact' | 'approximated' | 'lost';

/** What became of one step, or of what starts the flow. */
export type ImportedPart = {
  place: Path;
  /** What kind of step the source calls it. */
  kind: string;
  /** What its author called it. */
  title?: string;
  grade: ImportGrade;
  /** The steps it became; none where nothing has to be done for it here. */
  steps: readonly StepId[];
  /** What differs, what is lost, and why. */
  remarks: readonly string[];
};

/** Something in the file that no step took over. Secrets in it are taken out. */
export type LeftOut = { place: Path; value: JsonValue; why: string };

/** Something that has to be there before the imported flow can run. */
export type ImportNeed =
  | {
      kind: 'connection';
      /** What the flow calls it. */
      name: string;
      of: 'channel' | 'connector';
      /** The id of the channel or the connector that it is a connection of. */
      adapter: string;
      /** What the file tells of it; never a secret. */
      config: JsonObject;
      /** Members of its configuration that a person has to fill in. */
      fill: readonly string[];
      why: string;
    }
  | { kind: 'secret'; name: string; why: string };

/** What became of an imported file, part by part. */
export type ImportReport = {
  /** What the file was: our own format, or whose. */
  source: string;
  counts: Readonly<Record<ImportGrade, number>>;
  trigger?: ImportedPart;
  steps: readonly ImportedPart[];
  leftOut: readonly LeftOut[];
  /** What holds for the whole flow. */
  remarks: readonly string[];
};

/** A file that could be imported, or why it could not. */
export type Imported =
  | { file: FlowFile; report: ImportReport; needs: readonly ImportNeed[] }
  | { diagnostics: Diagnostic[] };

/** How many steps came over how well. */
export function countGrades(steps: readonly ImportedPart[]): ImportReport['counts'] {
  const count = (grade: ImportGrade) => steps.filter((step) => step.grade === grade).length;
  return { exact: count('exact'), approximated: count('approximated'), lost: count('lost') };
}
