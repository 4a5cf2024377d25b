import {createCipheriv, createDecipheriv, createHmac, hkdfSync} from 'node:crypto';
import type {Scope} from '@hubkit/model';

/** Bytes of what a cursor holds, by what it points into: all of one kind are equally long. */
const SIZES = {feed: 16, page: 208};
export type CursorKind = keyof typeof SIZES;

/** Places in lists and feeds, readable by nobody but the service. */
export interface Cursors {
  /** @param list - which list it points into; a cursor of another list is none. */
  seal(kind: CursorKind, list: string, place: string, reader: Scope): string;
  /** The place, or `null` when this is no cursor of this reader in this list. */
  open(kind: CursorKind, list: string, cursor: string, reader: Scope): string | null;
}

/**
 * Cursors are encrypted, since a number that may be read lets a reviewer count what they may not see.
 *
 * The nonce is made from what is sealed (as in SIV), so the same place has one spelling, and a list read twice gives the
 * same bytes.
 */
export function createCursors(pepper: string): Cursors {
  const derive = (use: string) => Buffer.from(hkdfSync('sha256', pepper, '', `hubkit ${use}`, 32));
  const key = derive('cursor');
  const nonceKey = derive('cursor nonce');
  const associated = (kind: CursorKind, list: string, {space, member}: Scope) =>
    JSON.stringify([kind, list, space, member]);

  return {
    seal(kind, list, place, reader) {
      const text = Buffer.from(place);
      if (text.length >= SIZES[kind]) throw new RangeError('The place is longer than a cursor.');
      // A 1 byte ends the text; zeros fill the rest.
      const padded = Buffer.alloc(SIZES[kind]);
      text.copy(padded);
      padded.writeUInt8(1, text.length);
      const aad = associated(kind, list, reader);
      const mac = createHmac('sha256', nonceKey).update(aad).update('\0').update(padded).digest();
      const nonce = mac.subarray(0, 12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(aad));
      const sealed = Buffer.concat([cipher.update(padded), cipher.final()]);
      return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
    },
    open(kind, list, cursor, reader) {
      const bytes = Buffer.from(cursor, 'base64url');
      if (bytes.length !== SIZES[kind] + 28) return null;
      try {
        const aad = Buffer.from(associated(kind, list, reader));
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
          .setAAD(aad)
          .setAuthTag(bytes.subarray(-16));
        const padded = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
        return padded.subarray(0, padded.lastIndexOf(1)).toString();
      } catch {
        return null;
      }
    },
  };
}
