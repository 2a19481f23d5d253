import type { JsonValue } from '../../../base/json.ts';
import type { Field, ObjectType } from '../metadata.ts';
import type { Org } from '../org.ts';
import { fieldValue } from '../render.ts';
import type { Row, Store } from '../store.ts';
import { noSuchColumn } from './errors.ts';

/** What a query runs against; `withDeleted` is queryAll's. */
export type QueryScope = { org: Org; version: string; withDeleted: boolean };

/** The object that a query, or a part of it, is about, with the text that errors point into. */
export type From = { object: ObjectType; soql: string; alias?: string | undefined };

/** A field reached from the queried object: directly, or through relationships such as `Owner.Name`. */
export type FieldPath = { field: Field; read: (row: Row) => JsonValue };

/** Finds the field that a path names, or refuses it. */
export function findPath(scope: QueryScope, from: From, path: string): FieldPath {
  const bare = withoutAlias(path, from);
  const dot = bare.indexOf('.');
  if (dot < 0) {
    const field = from.object.field(bare);
    if (!field) throw noSuchColumn(from, bare);
    return { field, read: (row) => fieldValue(row, field) };
  }
  const { schema } = scope.org.setup;
  const reference = from.object.relationship(bare.slice(0, dot));
  const targets = (reference?.referenceTo ?? []).flatMap((name) => schema.find(name) ?? []);
  if (!reference || targets.length === 0) throw noSuchColumn(from, bare);
  const rest = bare.slice(dot + 1);
  const known = targets.filter((target) => !rest.includes('.') && target.field(rest));
  const inner = findPath(scope, { object: known[0] ?? targets[0] ?? from.object, soql: from.soql }, rest);
  return {
    field: inner.field,
    read: (row) => {
      const parent = parentOf(scope.org.store, row, reference);
      if (!parent) return null;
      const own = schema.ofId(parent.id)?.field(rest);
      return own ? fieldValue(parent, own) : inner.read(parent);
    },
  };
}

/** The record that a reference points to. */
export function parentOf(store: Store, row: Row, reference: Field): Row | undefined {
  const id = row.fields[reference.name];
  return typeof id === 'string' ? store.find(id) : undefined;
}

/** A path without the name that the query gave its object: `l.Name` of `FROM Lead l`, `Lead.Name` of `FROM Lead`. */
export function withoutAlias(path: string, from: From): string {
  const lower = path.toLowerCase();
  for (const name of [from.alias, from.object.name]) {
    const prefix = name === undefined ? undefined : `${name.toLowerCase()}.`;
    const isOwn = prefix !== undefined && lower.startsWith(prefix);
    if (isOwn && !from.object.relationship(path.slice(0, prefix.length - 1))) return path.slice(prefix.length);
  }
  return path;
}
