import {parseArgs} from 'node:util';
import {addMember, uuid7} from '@hubkit/service';
import {dataOption, required, withData} from '../data.ts';
import type {Terminal} from '../terminal.ts';
import {UsageError} from '../usage-error.ts';

const roles = [
  ...['school', 'cluster-lead', 'hub-lead', 'coordinator'],
  ...['trust-officer', 'authority-officer', 'governor'],
];
const options = {
  ...dataOption,
  space: {type: 'string'},
  subject: {type: 'string'},
  name: {type: 'string'},
  role: {type: 'string', default: 'school'},
  organisation: {type: 'string', default: 'Not named'},
  'organisation-id': {type: 'string'},
  urn: {type: 'string'},
} as const;

/** Adds a person to a space and prints their id. */
export async function addMemberTo(words: string[], terminal: Terminal): Promise<number> {
  const {values} = parseArgs({args: words, options});
  const space = required(values.space, 'space', '<id that “hubkit space create” printed>');
  const subject = required(values.subject, 'subject', 'person-42');
  const name = required(values.name, 'name', '"Ann Example"');
  const {role, urn} = values;
  if (!roles.includes(role)) {
    throw new UsageError(`--role: there is no “${role}”. Choose from ${roles.join(', ')}.`);
  }
  if (urn !== undefined && !/^\d{6}$/.test(urn)) throw new UsageError('--urn has six digits.');
  const organisation = {
    id: values['organisation-id'] ?? uuid7(Date.now()),
    name: values.organisation,
    ...(urn === undefined ? {} : {urn}),
  };
  const {id} = await withData(values.data, async (store) => {
    try {
      return await addMember(store, {space, subject, name, role, organisation});
    } catch (error) {
      throw new UsageError(error instanceof Error ? error.message : String(error));
    }
  });
  terminal.out(id);
  return 0;
}
