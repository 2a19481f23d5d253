import { isObject, type JsonValue } from '../base/json.ts';
import { diagnose } from '../flow/diagnose.ts';
import { MAX_FILE_DEPTH, MAX_FILE_LENGTH, parseFlowFile } from '../flow/flow-file.ts';
import { findJsonFault } from '../flow/json-place.ts';
import { birdFormat, importBird, type ImportDefaults } from './bird/import-bird.ts';
import { countGrades, type Imported } from './report.ts';

/** What the report of a file in our own format calls it. */
export const OWN_FORMAT = 'Rondine';

/**
 * Reads a flow out of a file of any format that is known: our own, or one of Bird's. `defaults` fill what a foreign
 * file does not tell. Never throws; a file of no known format gives a diagnostic that says what was expected.
 */
export function importFile(text: string, defaults: Partial<ImportDefaults> = {}): Imported {
  const plain = text.replace(/^\uFEFF/, ' ');
  // What is wrong with the text is told in the words of our own format.
  if (text.length > MAX_FILE_LENGTH || findJsonFault(plain, MAX_FILE_DEPTH)) return own(text);
  const value = JSON.parse(plain) as JsonValue;
  if (isObject(value) && 'rondine' in value) return own(text);
  if (birdFormat(value) !== undefined) return importBird(value, defaults);
  return {
    diagnostics: [
      diagnose('unknown_format', [], {
        message:
          'This is no flow that is known: neither one of Rondine ("rondine" and "flow"), nor one of Bird (a list "steps" with "trigger", or "definition" with "startAt" and "steps").',
        fix: 'Export the flow once more, as one JSON file, and import that.',
      }),
    ],
  };
}

function own(text: string): Imported {
  const parsed = parseFlowFile(text);
  if ('diagnostics' in parsed) return parsed;
  const report = { source: OWN_FORMAT, counts: countGrades([]), steps: [], leftOut: [], remarks: [] };
  return { file: parsed.file, report, needs: [] };
}
