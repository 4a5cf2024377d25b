import type {Framework, Issue} from '@hubkit/contract';
import type {Json} from './ports.ts';

/** A framework as its file holds it, before the service has given it its hashes. */
export type FrameworkContent = Omit<Framework, 'contentHash' | 'structureHash'>;

type Fields = Record<string, unknown>;

const ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,119}$/;
/** Part of an address and of every cursor into a list of frameworks: short, and one byte a letter. */
const VERSION = /^[A-Za-z0-9][A-Za-z0-9.+_-]{0,59}$/;
const MOST_ISSUES = 20;
const MAX = {title: 300, text: 5000};

/** Collects what is wrong with a file, each with its JSON pointer; stops at twenty. */
class Findings {
  readonly issues: Issue[] = [];

  add(pointer: string, message: string): void {
    if (this.issues.length < MOST_ISSUES) this.issues.push({pointer: pointer || '/', message});
  }

  object(value: unknown, pointer: string): Fields | null {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Fields;
    this.add(pointer, 'This must be an object.');
    return null;
  }

  list(owner: Fields, name: string, pointer: string, optional = false): unknown[] {
    const value = owner[name];
    if (Array.isArray(value)) return value;
    if (!(optional && value === undefined)) this.add(`${pointer}/${name}`, 'This must be a list.');
    return [];
  }

  text(
    owner: Fields,
    name: string,
    pointer: string,
    {max = MAX.text, optional = false} = {},
  ): void {
    const value = owner[name];
    if (value === undefined && optional) return;
    const at = `${pointer}/${name}`;
    if (typeof value !== 'string' || (!optional && !value.trim()))
      this.add(at, 'This must be text.');
    else if (value.length > max)
      this.add(at, `This text is longer than ${String(max)} characters.`);
    else if (!value.isWellFormed()) this.add(at, 'This text holds half of a character pair.');
  }

  id(owner: Fields, pointer: string, taken: Set<string>, name = 'id'): void {
    const value = owner[name];
    const at = `${pointer}/${name}`;
    if (typeof value !== 'string' || !ID.test(value) || value in Object.prototype) {
      this.add(at, 'An id is 1 to 120 letters, digits, dots, dashes or underscores.');
    } else if (taken.has(value)) this.add(at, `The id “${value}” is used twice.`);
    else taken.add(value);
  }

  /** A list of things with an id and a title. */
  titled(owner: Fields, name: string, pointer: string): void {
    const taken = new Set<string>();
    this.list(owner, name, pointer, true).forEach((each, index) => {
      const at = `${pointer}/${name}/${String(index)}`;
      const item = this.object(each, at);
      if (!item) return;
      this.id(item, at, taken);
      this.text(item, 'title', at, {max: MAX.title});
      this.text(item, 'description', at, {optional: true});
    });
  }
}

function checkLevels(
  criterion: Fields,
  at: string,
  found: Findings,
  declared: Set<string> | null,
): void {
  const ids = new Set<string>();
  const levels = new Set<string>();
  found.list(criterion, 'levels', at).forEach((each, index) => {
    const place = `${at}/levels/${String(index)}`;
    const level = found.object(each, place);
    if (!level) return;
    found.id(level, place, ids);
    found.id(level, place, levels, 'level');
    if (declared && typeof level['level'] === 'string' && !declared.has(level['level'])) {
      found.add(`${place}/level`, `No level “${level['level']}” is declared under /levels.`);
    }
    if (!Number.isFinite(level['position']))
      found.add(`${place}/position`, 'This must be a number.');
    found.text(level, 'name', place, {max: MAX.title});
    found.text(level, 'descriptor', place);
    found.text(level, 'nextStep', place, {optional: true});
    if (level['points'] !== undefined && !Number.isFinite(level['points'])) {
      found.add(`${place}/points`, 'This must be a number.');
    }
  });
}

function checkCriterion(
  criterion: Fields,
  at: string,
  found: Findings,
  declared: Set<string> | null,
): void {
  found.text(criterion, 'title', at, {max: MAX.title});
  for (const name of ['code', 'statement', 'enquiryQuestion'])
    found.text(criterion, name, at, {optional: true});
  const prompts = new Set<string>();
  found.list(criterion, 'evidencePrompts', at, true).forEach((each, index) => {
    const place = `${at}/evidencePrompts/${String(index)}`;
    const prompt = found.object(each, place);
    if (!prompt) return;
    found.id(prompt, place, prompts);
    found.text(prompt, 'text', place);
  });
  const allow = criterion['allow'];
  if (allow !== undefined && typeof (allow as Fields | null)?.['na'] !== 'boolean') {
    found.add(`${at}/allow/na`, 'This must be true or false.');
  }
  checkLevels(criterion, at, found, declared);
}

function checkAreas(file: Fields, found: Findings): void {
  const areas = new Set<string>();
  const criteria = new Set<string>();
  const declared = Array.isArray(file['levels'])
    ? new Set(file['levels'].map((level) => (level as Fields | null)?.['id'] as string))
    : null;
  found.list(file, 'areas', '').forEach((each, index) => {
    const at = `/areas/${String(index)}`;
    const area = found.object(each, at);
    if (!area) return;
    found.id(area, at, areas);
    found.text(area, 'title', at, {max: MAX.title});
    for (const name of ['code', 'summary']) found.text(area, name, at, {optional: true});
    found.list(area, 'criteria', at).forEach((inner, position) => {
      const place = `${at}/criteria/${String(position)}`;
      const criterion = found.object(inner, place);
      if (!criterion) return;
      found.id(criterion, place, criteria);
      checkCriterion(criterion, place, found, declared);
    });
  });
}

function checkModes(file: Fields, found: Findings): void {
  found.titled(file, 'ratingModes', '');
  const modes = found.list(file, 'ratingModes', '').map((mode) => (mode as Fields | null)?.['id']);
  if (!modes.length) found.add('/ratingModes', 'At least one way of answering is needed.');
  else if (!modes.includes(file['defaultRatingMode'])) {
    found.add('/defaultRatingMode', 'This must be the id of one of /ratingModes.');
  }
}

/**
 * Checks a framework file: all of it, or nothing is taken.
 *
 * @returns the content, keys that the format does not know included; or what is wrong, each with a JSON pointer, twenty
 * at most.
 * @see formats.md; the shape is `hubkit-review-framework/1`
 */
export function checkFramework(value: unknown): {framework: FrameworkContent} | {issues: Issue[]} {
  const found = new Findings();
  const file = found.object(value, '');
  if (!file) return {issues: found.issues};
  if (file['schema'] !== 'hubkit-review-framework/1') {
    found.add(
      '/schema',
      'This must be “hubkit-review-framework/1”. Other formats are converted first.',
    );
    return {issues: found.issues};
  }
  found.id(file, '', new Set());
  if (typeof file['version'] !== 'string' || !VERSION.test(file['version'])) {
    found.add(
      '/version',
      'A version is 1 to 60 letters, digits, dots, plus signs, dashes or underscores.',
    );
  }
  found.text(file, 'language', '', {max: 60});
  found.text(file, 'title', '', {max: MAX.title});
  for (const name of ['description', 'creator']) found.text(file, name, '', {optional: true});
  const guidance =
    file['guidance'] === undefined ? null : found.object(file['guidance'], '/guidance');
  for (const name of Object.keys(guidance ?? {})) {
    found.text(guidance ?? {}, name, '/guidance', {optional: true});
  }
  checkModes(file, found);
  for (const name of ['otherResponses', 'confidence', 'evidenceTypes'])
    found.titled(file, name, '');
  checkAreas(file, found);
  return found.issues.length
    ? {issues: found.issues}
    : {framework: file as unknown as FrameworkContent};
}

/** JSON with sorted keys: the same content gives the same text. Its SHA-256 is the hash of the content. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** What of a framework decides which answers fit: ids, levels and their order, without prose. */
export function structureOf(framework: FrameworkContent): Json {
  return {
    ratingModes: framework.ratingModes.map(({id}) => id),
    areas: framework.areas.map((area) => ({
      id: area.id,
      criteria: area.criteria.map((criterion) => ({
        id: criterion.id,
        na: criterion.allow?.na ?? true,
        levels: criterion.levels.map(({level, position, points}) => ({
          level,
          position,
          points: points ?? null,
        })),
      })),
    })),
  };
}
