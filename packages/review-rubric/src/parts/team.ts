import {icon, icons} from '@hubkit/core';
import type {Criterion} from '@hubkit/model';
import {html, nothing, svg, type TemplateResult} from 'lit';
import type {Desk} from '../desk.ts';
import {inWords, spreadOf, voices, type Agreement} from '../view.ts';
import {readers, target, textBox} from './box.ts';
import {answers, answerWord, bars, isOther, radio, ratingRead, selfView} from './criterion.ts';
import {trouble} from './trouble-slot.ts';

const WORDS = {
  nobody: 'rubricNobody',
  one: 'rubricOne',
  near: 'rubricNear',
  apart: 'rubricApart',
} as const;

/** One dot a person on the scale of levels, the school’s own as a ring. The words beside it say the same. */
function picture(desk: Desk, criterion: Criterion): TemplateResult | typeof nothing {
  const {view} = desk;
  const steps = criterion.levels
    .toSorted((a, b) => a.position - b.position)
    .map(({level}) => level);
  if (view.ratingMode !== 'levels' || steps.length < 2) return nothing;
  const counts = new Map<number, number>();
  const marks = voices(view, criterion.id).flatMap(({self, rating}) => {
    const place = steps.indexOf(rating.answer ?? '');
    if (place < 0) return [];
    const above = counts.get(place) ?? 0;
    if (!self) counts.set(place, above + 1);
    return [{x: 12 + (place * 120) / (steps.length - 1), y: 22 - above * 9, self}];
  });
  return html`<svg class="dots" aria-hidden="true" viewBox="0 -8 144 38">
    ${svg`<line x1="12" x2="132" y1="22" y2="22" />`}
    ${steps.map((_, place) => {
      const x = 12 + (place * 120) / (steps.length - 1);
      return svg`<line x1=${x} x2=${x} y1="18" y2="26" />`;
    })}
    ${marks.map(
      ({x, y, self}) =>
        svg`<circle class=${self ? 'self' : 'dot'} cx=${x} cy=${self ? 22 : y} r=${self ? 8 : 4} />`,
    )}
  </svg>`;
}

/** How far apart the team stands, in words: no number, no mean. */
function spread(desk: Desk, criterion: Criterion): TemplateResult | typeof nothing {
  const {view, strings} = desk;
  if (inWords(criterion, view.ratingMode)) return nothing;
  const team = voices(view, criterion.id).filter(({self}) => !self);
  const {spread: found, others} = spreadOf(
    team.map(({rating}) => rating),
    criterion,
    view.ratingMode,
  );
  const {kind, people} = found;
  const word =
    kind === 'agreed'
      ? strings.text('rubricAllAgreed', people)
      : kind === 'other'
        ? nothing
        : strings.text(WORDS[kind]);
  return html`<div class="spread">
    ${picture(desk, criterion)}
    <p class=${kind === 'apart' ? 'talk' : ''}>
      <strong>${kind === 'apart' ? icon(icons.alert) : nothing}${word}</strong>
    </p>
    ${Object.entries(others).map(([answer, count]) => {
      const title = desk.view.framework?.otherResponses?.find(({id}) => id === answer)?.title;
      const known = isOther(answer)
        ? (
            {
              na: 'rubricNa',
              'not-seen': 'rubricNotSeen',
              'not-enough-evidence': 'rubricNotEnough',
            } as const
          )[answer]
        : null;
      const name = title ?? (known ? strings.term(known) : answer);
      return html`<p class="hint">${strings.text('rubricOther', count, name)}</p>`;
    })}
  </div>`;
}

function everyVoice(desk: Desk, criterion: Criterion): TemplateResult {
  const {view, strings} = desk;
  return html`
    <p class="label" id=${`voices-${criterion.id}`}>${strings.text('rubricVoices')}</p>
    <ul class="voices wide" aria-labelledby=${`voices-${criterion.id}`}>
      ${voices(view, criterion.id).map(
        ({who, self, rating}) =>
          html`<li class=${self ? 'self' : ''}>
            <p class="name">
              ${
                self
                  ? strings.text('rubricSelfView', who)
                  : who === view.state.me.name
                    ? strings.text('rubricYou', who)
                    : html`<span lang="">${who}</span>`
              }
            </p>
            ${ratingRead(desk, criterion, rating, true)}
          </li>`,
      )}
    </ul>
  `;
}

/** The boxes of what the team agrees. The lead’s alone. */
function agreementForm(desk: Desk, criterion: Criterion, stored: Agreement): TemplateResult {
  const {view, strings} = desk;
  const entity = `agreement/${view.state.id}/${criterion.id}`;
  const words = inWords(criterion, view.ratingMode);
  const box = (field: string) => ({kind: 'agreement', field, criterion: criterion.id}) as const;
  const readersId = `agreed-${criterion.id}-readers`;
  const group = (field: string, value: string | null) => ({
    entity,
    field,
    stored: value,
    id: `agreed-${criterion.id}`,
  });
  const states = [
    ['open', 'rubricStateOpen'],
    ['agreed', 'rubricStateAgreed'],
    ['agreed-to-differ', 'rubricStateDiffer'],
  ] as const;
  return html`
    <div class="card wide">
      <h4>${strings.text('rubricTeamSays')}</h4>
      ${
        words
          ? nothing
          : html`<div role="radiogroup" aria-label=${strings.term('rubricAgreedAnswer')}>
              ${answers(desk, criterion, group('answer', stored.answer))}
            </div>`
      }
      ${textBox(desk, {
        target: target(entity, 'rationale'),
        box: box('rationale'),
        readersId,
        stored: stored.rationale,
        label: strings.text(words ? 'rubricFinding' : 'rubricRationale'),
      })}
      ${textBox(desk, {
        target: target(entity, 'dissent'),
        box: box('dissent'),
        readersId,
        stored: stored.dissent.join('\n'),
        label: strings.text('rubricDissent'),
        parse: (text) => (text === '' ? [] : text.split('\n')),
      })}
      <div role="radiogroup" class="state" aria-label=${strings.term('rubricState')}>
        ${states.map(([value, key]) =>
          radio(desk, group('state', stored.state), {value, label: strings.text(key)}),
        )}
      </div>
      ${readers(desk, box('state'), readersId)} ${trouble(desk, entity)}
    </div>
  `;
}

const EMPTY: Agreement = {state: 'open', answer: null, rationale: '', dissent: []};

/** Moderation: everybody’s rating beside each other, what the team agrees, and one’s own to keep or revise. */
export function moderation(
  desk: Desk,
  criterion: Criterion,
  ratingForm: (desk: Desk, criterion: Criterion) => TemplateResult,
): TemplateResult {
  const {view, strings} = desk;
  const agreed = view.state.agreements?.[criterion.id];
  // The first edit of one that is not there yet has that one field.
  const stored = {...EMPTY, ...agreed};
  return html`
    ${spread(desk, criterion)} ${everyVoice(desk, criterion)}
    ${
      view.writes
        ? html`<details class="mine">
            <summary>${icon(icons.down)}${strings.text('rubricMine')}</summary>
            ${ratingForm(desk, criterion)}
          </details>`
        : nothing
    }
    ${
      view.capability === 'lead' && view.writes
        ? agreementForm(desk, criterion, stored)
        : !agreed
          ? nothing
          : html`<div class="card wide">
              <h4>${strings.text('rubricTeamSays')}</h4>
              ${found(desk, criterion, stored)}
            </div>`
    }
    ${proposal(desk, criterion)}
  `;
}

const STATES: Partial<
  Record<string, 'rubricStateOpen' | 'rubricStateAgreed' | 'rubricStateDiffer'>
> = {open: 'rubricStateOpen', agreed: 'rubricStateAgreed', 'agreed-to-differ': 'rubricStateDiffer'};

function found(desk: Desk, criterion: Criterion, agreement: Agreement): TemplateResult {
  const {strings, language} = desk;
  const {answer, rationale, dissent, state} = agreement;
  const level = criterion.levels.find((each) => each.level === answer);
  const key = STATES[state];
  return html`
    ${
      answer === null
        ? nothing
        : html`<p class="chosen">
            ${level ? bars(level, criterion.levels) : nothing}
            <strong>${answerWord(desk, criterion, answer)}</strong>
          </p>`
    }
    ${level ? html`<p class="descriptor" lang=${language}>${level.descriptor}</p>` : nothing}
    ${
      rationale
        ? html`<p class="prose" lang="">${rationale}</p>`
        : html`<p class="hint">${strings.text('rubricNoFinding')}</p>`
    }
    ${dissent
      .filter((each) => each.trim())
      .map(
        (each) =>
          html`<p class="label">${strings.text('rubricDissentRead')}</p>
            <p class="prose" lang="">${each}</p>`,
      )}
    ${key ? html`<p class="hint">${strings.text(key)}</p>` : nothing}
  `;
}

/** What the team found, for everyone who may read it. The lead corrects facts. */
export function finding(desk: Desk, criterion: Criterion): TemplateResult {
  const {view, strings} = desk;
  const written = view.state.agreements?.[criterion.id];
  if (!written) return html`<p class="hint">${strings.text('rubricNoFinding')}</p>`;
  const agreement = {...EMPTY, ...written};
  const entity = `agreement/${view.state.id}/${criterion.id}`;
  const corrects = view.capability === 'lead' && view.phase === 'agreed';
  return html`
    ${found(desk, criterion, agreement)}
    ${
      corrects
        ? html`<details>
            <summary>${icon(icons.down)}${strings.text('rubricRationale')}</summary>
            ${textBox(desk, {
              target: target(entity, 'rationale'),
              box: {kind: 'agreement', field: 'rationale', criterion: criterion.id},
              stored: agreement.rationale,
              label: strings.text('rubricRationale'),
            })}
          </details>`
        : nothing
    }
    ${selfView(desk, criterion)} ${trouble(desk, entity)} ${proposal(desk, criterion)}
  `;
}

/** The bridge to actions, for those who may write one. */
function proposal(desk: Desk, criterion: Criterion): TemplateResult | typeof nothing {
  const {view, strings} = desk;
  const {capability} = view;
  if (!capability || capability === 'reader' || capability === 'host-partner') return nothing;
  return html`<button
    type="button"
    class="quiet propose"
    ?disabled=${desk.disabled}
    @click=${() => {
      desk.propose(criterion.id);
    }}
  >
    ${icon(icons.plus)}${strings.text('rubricPropose')}
  </button>`;
}
