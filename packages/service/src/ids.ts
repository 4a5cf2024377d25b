import {randomBytes} from 'node:crypto';
import {uuid7} from '@hubkit/model';

/** A new id: a UUIDv7, so ids of one kind sort by when they were made. */
export function newId(now: number): string {
  return uuid7(now, randomBytes(10));
}
