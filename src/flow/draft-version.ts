/**
 * A draft that answers test users runs as a frozen copy under a number below zero, made of what it means: the same draft
 * has the same number, and no published version ever has one.
 */
export function isDraftVersion(version: number): boolean {
  return version < 0;
}

/** What a version is called where there is no room for more: its number, or `draft`. */
export function versionName(version: number): string {
  return isDraftVersion(version) ? 'draft' : String(version);
}
