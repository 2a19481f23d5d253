import type { Kind } from './records.ts';

/** Values by kind and key. One map for each kind: to join both into one name would make a new text for each look. */
export class ByKind<Value> {
  private readonly maps = new Map<Kind, Map<string, Value>>();

  get(kind: Kind, key: string): Value | undefined {
    return this.maps.get(kind)?.get(key);
  }

  has(kind: Kind, key: string): boolean {
    return this.maps.get(kind)?.has(key) ?? false;
  }

  set(kind: Kind, key: string, value: Value): void {
    const known = this.maps.get(kind);
    if (known) known.set(key, value);
    else this.maps.set(kind, new Map([[key, value]]));
  }

  delete(kind: Kind, key: string): void {
    this.maps.get(kind)?.delete(key);
  }
}
