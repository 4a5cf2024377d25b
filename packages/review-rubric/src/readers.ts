import {readersOf, type Box, type Capability, type Phase} from '@hubkit/model';
import type {Localize} from '@hubkit/core';
import type {Strings} from './desk.ts';
import type {View} from './view.ts';

const UNTIL = {
  self: '',
  independent: 'rubricUntilIndependent',
  moderation: 'rubricUntilModeration',
  agreed: 'rubricUntilAgreed',
  published: 'rubricUntilPublished',
} as const satisfies Record<Phase, string>;

const GROUPS = [
  [['host'], 'School'],
  [['lead', 'reviewer'], 'rubricWhoTeam'],
  [['host-partner'], 'rubricWhoPartner'],
  [['facilitator'], 'rubricWhoFacilitator'],
  [['reader'], 'rubricWhoReader'],
] as const;

function people(capabilities: readonly Capability[], view: View, strings: Localize<Strings>) {
  const names = GROUPS.filter(([of]) => of.some((each) => capabilities.includes(each))).map(
    ([, key]) =>
      key === 'School'
        ? strings.term(view.capability === 'host' ? 'rubricWhoYourSchool' : 'rubricWhoSchool')
        : strings.term(key),
  );
  return new Intl.ListFormat(strings.code, {type: 'conjunction'}).format(names);
}

const upper = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1);

/** Who reads a box, now and later, in words. Read off the rules that the service enforces. */
export function readersIn(box: Box, view: View, strings: Localize<Strings>): string {
  if (view.alone) return strings.term('rubricReadersAlone');
  const {phase} = view;
  const selfReview = view.situation.selfReview;
  const self = box.rater === 'self' && phase === 'self';
  // Sharing is a step of its own within the phase, which the rules of the next one do not name.
  if (self && selfReview === 'draft') return strings.term('rubricReadersDraft');
  const {now, later} = readersOf(box, {phase, selfReview, focus: view.order});
  const today = now.length ? upper(people(now, view, strings)) : strings.term('rubricReadersYou');
  const key = later ? UNTIL[later.phase] : '';
  if (!later || !key) return today;
  const more = later.capabilities.filter((each) => !now.includes(each));
  return strings.term(
    now.length ? 'rubricReadersAlso' : 'rubricReadersLater',
    today,
    strings.term(key),
    people(more, view, strings),
  );
}
