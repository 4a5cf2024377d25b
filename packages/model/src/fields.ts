import type {Criterion, Framework, KnownRefusalCode} from '@hubkit/contract';
import type {Kind} from './entity.ts';
import type {Json} from './ports.ts';

/** Answers that are no level. Always on offer, but for `na` where a framework rules it out. */
export const otherAnswers = ['not-seen', 'not-enough-evidence', 'na'] as const;
const RELATIVE = ['above', 'in-line', 'below'];

export type FieldKind =
  | {is: 'text'; max: number}
  | {is: 'line'; max: number; required?: true}
  | {is: 'texts'; max: number; most: number}
  | {is: 'choice'; of: readonly (string | null)[]}
  | {is: 'answer'}
  | {is: 'criteria'}
  | {is: 'mode'}
  | {is: 'date'}
  | {is: 'flag'}
  | {is: 'independence'};

/** Every field that an operation can set, and what it holds. Lengths in UTF-16 code units. */
export const fields: Partial<Record<Kind, Record<string, FieldKind>>> = {
  review: {
    phase: {is: 'choice', of: ['self', 'independent', 'moderation', 'agreed', 'published']},
    selfReview: {is: 'choice', of: ['draft', 'shared']},
    focus: {is: 'criteria'},
    ratingMode: {is: 'mode'},
    strengths: {is: 'texts', max: 2000, most: 20},
    evenBetterIf: {is: 'texts', max: 2000, most: 20},
    factualCheck: {is: 'text', max: 10_000},
    hostComment: {is: 'text', max: 10_000},
    reopenReason: {is: 'text', max: 2000},
  },
  access: {submitted: {is: 'flag'}, independence: {is: 'independence'}},
  rating: {
    answer: {is: 'answer'},
    reason: {is: 'text', max: 10_000},
    narrative: {is: 'text', max: 20_000},
    confidence: {is: 'choice', of: [null, 'low', 'medium', 'high']},
    strengths: {is: 'text', max: 10_000},
    evenBetterIf: {is: 'text', max: 10_000},
    note: {is: 'text', max: 20_000},
  },
  agreement: {
    state: {is: 'choice', of: ['open', 'agreed', 'agreed-to-differ']},
    answer: {is: 'answer'},
    rationale: {is: 'text', max: 10_000},
    dissent: {is: 'texts', max: 2000, most: 12},
  },
  action: {
    title: {is: 'line', max: 300, required: true},
    detail: {is: 'text', max: 10_000},
    owner: {is: 'line', max: 200},
    due: {is: 'date'},
    status: {is: 'choice', of: ['proposed', 'agreed', 'in-progress', 'done', 'stopped']},
    criterion: {is: 'answer'},
  },
  comment: {text: {is: 'text', max: 5000}},
};

/** What a field holds; `undefined` where an entity has no such field, `constructor` and its like included. */
export function fieldOf(kind: Kind, field: string): FieldKind | undefined {
  const known = fields[kind];
  return known && Object.hasOwn(known, field) ? known[field] : undefined;
}

/** The criteria of a framework, in order. */
export function criteriaOf(framework: Framework | null): Criterion[] {
  return framework?.areas.flatMap((area) => area.criteria) ?? [];
}

/**
 * The answers on offer for one criterion in one mode, besides *no answer yet*.
 *
 * In the mode `enquiry`, and for a review’s own question, no level is chosen: the words are the answer.
 */
export function answersFor(criterion: Criterion | null, ratingMode: string): string[] {
  const others = otherAnswers.filter((answer) => answer !== 'na' || criterion?.allow?.na !== false);
  if (ratingMode === 'relative') return [...RELATIVE, ...others];
  if (ratingMode === 'enquiry' || !criterion) return [...others];
  return [...criterion.levels.map(({level}) => level), ...others];
}

/** What a value is checked against: the review’s framework, its mode and, for an answer, its criterion. */
export interface FieldSetting {
  framework: Framework | null;
  ratingMode: string;
  enquiry: readonly string[];
  criterion?: string;
}

/** Text as it is stored: NFC, lines ended by `\n`. */
export function normaliseText(text: string): string {
  return text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/;

type Checked = {value: Json} | {code: KnownRefusalCode};

function checkText(value: Json, max: number): Checked {
  if (typeof value !== 'string') return {code: 'out_of_range'};
  const text = normaliseText(value);
  if (!text.isWellFormed() || CONTROL.test(text)) return {code: 'not_text'};
  return text.length > max ? {code: 'too_long'} : {value: text};
}

function checkTexts(value: Json, max: number, most: number): Checked {
  if (!Array.isArray(value) || value.length > most) return {code: 'out_of_range'};
  const checked = value.map((each) => checkText(each, max));
  const wrong = checked.find((each) => 'code' in each);
  return wrong ?? {value: checked.map((each) => ('value' in each ? each.value : ''))};
}

function checkIndependence(value: Json): Checked {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return {code: 'out_of_range'};
  const {declared, links = '', ...rest} = value;
  if (typeof declared !== 'boolean' || Object.keys(rest).length) return {code: 'out_of_range'};
  const text = checkText(links, 2000);
  return 'code' in text ? text : {value: {declared, links: text.value}};
}

const REAL_DATE = /^\d{4}-\d{2}-\d{2}$/;
const isDate = (value: string) => {
  const time = REAL_DATE.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
  // 30 February parses, as a day in March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
};

/** The value as it would be stored, or why it cannot be. */
export function checkValue(kind: Kind, field: string, value: Json, setting: FieldSetting): Checked {
  const spec = fieldOf(kind, field);
  if (!spec) return {code: 'unknown_field'};
  const known = (fits: boolean): Checked => (fits ? {value} : {code: 'out_of_range'});
  const criteria = criteriaOf(setting.framework);
  switch (spec.is) {
    case 'text':
      return checkText(value, spec.max);
    case 'line': {
      const checked = checkText(value, spec.max);
      if ('code' in checked) return checked;
      const line = (checked.value as string).replaceAll(/\s+/g, ' ').trim();
      return spec.required && !line ? {code: 'out_of_range'} : {value: line};
    }
    case 'texts':
      return checkTexts(value, spec.max, spec.most);
    case 'choice':
      return known(spec.of.includes(value as string | null));
    case 'flag':
      return known(typeof value === 'boolean');
    case 'date':
      return known(value === null || (typeof value === 'string' && isDate(value)));
    case 'independence':
      return checkIndependence(value);
    case 'mode':
      return known(
        value === 'enquiry' ||
          (setting.framework?.ratingModes.some(({id}) => id === value) ?? false),
      );
    case 'criteria': {
      const ids = new Set([...criteria.map(({id}) => id), ...setting.enquiry]);
      return known(
        Array.isArray(value) &&
          value.every((id) => ids.has(id as string)) &&
          new Set(value).size === value.length,
      );
    }
    case 'answer': {
      if (kind === 'action') {
        return known(
          value === null ||
            criteria.some(({id}) => id === value) ||
            setting.enquiry.includes(value as string),
        );
      }
      const criterion = criteria.find(({id}) => id === setting.criterion) ?? null;
      return known(
        value === null || answersFor(criterion, setting.ratingMode).includes(value as string),
      );
    }
  }
}
