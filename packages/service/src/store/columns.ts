import {columns} from '@hubkit/model';
import {internalColumns, type InternalKind, type StoredKind} from './port.ts';

/** What of a row's body stands in columns of its own: nothing else can be filtered by. */
export const columnsOf: Record<StoredKind, readonly string[]> = {...columns, ...internalColumns};

export const kinds = Object.keys(columnsOf) as StoredKind[];

export function isInternal(kind: StoredKind): kind is InternalKind {
  return Object.hasOwn(internalColumns, kind);
}

/** Kinds whose rows belong to a review, named in their column `review`; a review belongs to itself. */
export function belongsToReview(kind: StoredKind): boolean {
  return kind === 'review' || columnsOf[kind].includes('review');
}

/** @throws RangeError - nothing can be filtered by that name: a mistake of the caller's. */
export function requireColumns(kind: StoredKind, names: readonly string[]): void {
  const unknown = names.find((name) => !columnsOf[kind].includes(name));
  if (unknown !== undefined) throw new RangeError(`There is no column ${unknown} of ${kind}.`);
}

/** @throws RangeError - a reader asked for rows that only the service may read. */
export function requireReadable(kind: StoredKind, asService: boolean | undefined): void {
  if (!asService && isInternal(kind)) throw new RangeError(`${kind} is read by the service alone.`);
}

/** What a column holds of a property: text, a number, or nothing; yes and no are 1 and 0. */
export function columnValue(value: unknown): string | number | null {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
