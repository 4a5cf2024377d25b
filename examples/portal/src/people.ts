/** The people of the demonstration. All of them, and their schools, are made up. */
export const people = {
  head: {
    name: 'Ruth Calder',
    role: 'Head of Saltmarsh Primary, the school that is reviewed',
    capability: 'host',
    organisation: {name: 'Saltmarsh Primary', urn: '999001'},
  },
  'reviewer-a': {
    name: 'Asha Brook',
    role: 'Reviewer, from Hillside Primary',
    capability: 'reviewer',
    organisation: {name: 'Hillside Primary', urn: '999002'},
  },
  'reviewer-b': {
    name: 'Ben Okoro',
    role: 'Reviewer, from Fernhill Academy',
    capability: 'reviewer',
    organisation: {name: 'Fernhill Academy', urn: '999003'},
  },
  lead: {
    name: 'Mair Prosser',
    role: 'Lead reviewer, from Beacon Street School',
    capability: 'lead',
    organisation: {name: 'Beacon Street School', urn: '999004'},
  },
} as const;

export type PersonKey = keyof typeof people;

export const personKeys = Object.keys(people) as PersonKey[];

/** Whether this is the name of somebody in the demonstration. */
export function isPerson(name: string): name is PersonKey {
  return Object.hasOwn(people, name);
}

export const reviewedSchool = {urn: '999001', name: 'Saltmarsh Primary'};
