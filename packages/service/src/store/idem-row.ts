import type {Changes, Row} from './port.ts';

/** How an answer is kept: as a row, so that every store keeps it alike. */
export function idemRow({actor, key, expires, answer}: NonNullable<Changes['idem']>): Row {
  return {
    kind: 'idem',
    id: `${actor}/${key}`,
    version: 1,
    revs: {},
    conflicts: [],
    body: {expires, answer: JSON.parse(JSON.stringify(answer)) as Row['body'][string]},
  };
}
