import type {Change} from '@hubkit/contract';
import {refOf, type ParsedRef, type Scope} from '@hubkit/model';
import type {Cursors} from './cursors.ts';
import type {StoredEvent} from './store/port.ts';

const LIST = 'changes';
const referable = ['review', 'access', 'rating', 'agreement', 'action', 'comment'];

export function sealPlace(cursors: Cursors, seq: number, scope: Scope): string {
  return cursors.seal('feed', LIST, String(seq), scope);
}

/** The place of a cursor in the feed; `null` when it is none of this reader’s. */
export function openPlace(cursors: Cursors, cursor: string, scope: Scope): number | null {
  const place = cursors.open('feed', LIST, cursor, scope);
  return place === null ? null : Number(place);
}

/** One event as its hearer is told of it. */
export function changeOf(event: StoredEvent, cursors: Cursors, scope: Scope): Change {
  const {seq, at, kind, id, review, op, version} = event;
  const named = op !== 'visibility' && referable.includes(kind);
  return {
    cursor: sealPlace(cursors, seq, scope),
    at,
    ...(named ? {entity: refOf(kind as ParsedRef['kind'], id), version} : {}),
    ...(review === null ? {} : {review}),
    op,
  };
}
