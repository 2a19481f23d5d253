/** Why an edit cannot be done. */
export type EditErrorCode =
  | 'unknown_step'
  | 'unknown_type'
  | 'unknown_place'
  | 'bad_name'
  | 'name_taken'
  | 'bad_clipboard'
  | 'several_entries'
  | 'several_exits'
  | 'not_separable';

/**
 * An edit that cannot be done; the draft is as it was. The message says what and why; `values` are the names in it, for
 * those who say it in another language by its code.
 */
export class EditError extends Error {
  readonly code: EditErrorCode;
  readonly values: Readonly<Record<string, string>>;

  constructor(code: EditErrorCode, message: string, values: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'EditError';
    this.code = code;
    this.values = values;
  }
}
