import {icon, icons} from '@hubkit/core';
import {answersFor, type Criterion, type Level} from '@hubkit/model';
import {html, nothing, svg, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {idOf, type Desk} from '../desk.ts';
import {answerTitle, inWords, type Rating} from '../view.ts';
import {readers, target, textBox} from './box.ts';
import {trouble} from './trouble-slot.ts';

const OTHERS = {
  'not-seen': 'rubricNotSeen',
  'not-enough-evidence': 'rubricNotEnough',
  na: 'rubricNa',
} as const;
type Other = keyof typeof OTHERS;
export const isOther = (answer: string): answer is Other => answer in OTHERS;

/** The word for an answer: the framework’s, else ours. */
export function answerWord(desk: Desk, criterion: Criterion, answer: string): TemplateResult {
  const title = answerTitle(desk.view, criterion, answer);
  return title === null
    ? html`${isOther(answer) ? desk.strings.text(OTHERS[answer]) : answer}`
    : html`<span lang=${desk.language}>${title}</span>`;
}

/** One to four bars: a level without its colour. */
export function bars(level: Level, levels: readonly Level[]): TemplateResult {
  const place = levels.filter(({position}) => position <= level.position).length;
  return html`<svg class="bars" aria-hidden="true" viewBox="0 0 22 16">
    ${levels.map((_, index) => {
      const height = Math.round(((index + 1) / levels.length) * 16);
      return svg`<rect class=${index < place ? 'on' : 'off'} x=${(index * 22) / levels.length}
        y=${16 - height} width=${22 / levels.length - 2} height=${height} rx="1" />`;
    })}
  </svg>`;
}

export interface Choice {
  value: string | null;
  label: unknown;
  describedBy?: string;
}

/** What a group of radios is about. */
export interface GroupOptions {
  entity: string;
  field: string;
  stored: string | null;
  id: string;
}

/** A radio and its label. Native, so that arrows, Tab and Space need no code. */
export function radio(
  desk: Desk,
  {entity, field, stored}: GroupOptions,
  {value, label, describedBy}: Choice,
  part = 'answer',
): TemplateResult {
  const at = target(entity, field);
  const chosen = desk.value(at, stored) === value;
  return html`
    <label
      class=${part}
      part=${part === 'level' ? (chosen ? 'level level-selected' : 'level') : nothing}
    >
      <input
        type="radio"
        name=${idOf(at)}
        value=${value ?? ''}
        aria-describedby=${describedBy ?? nothing}
        ?disabled=${desk.disabled}
        .checked=${live(chosen)}
        @focus=${() => {
          desk.enter(at, stored);
        }}
        @blur=${(event: FocusEvent) => {
          // Arrows go from radio to radio: the group is left when something else gets focus.
          const to = event.relatedTarget as HTMLInputElement | null;
          if (to?.name !== idOf(at)) desk.leave(at);
        }}
        @change=${() => {
          desk.choose(at, value, stored);
        }}
      />
      ${label}
    </label>
  `;
}

function level(desk: Desk, group: GroupOptions, criterion: Criterion, each: Level): TemplateResult {
  const id = `${group.id}-${each.level}`;
  return html`<div class="option">
    ${radio(
      desk,
      group,
      {
        value: each.level,
        label: html`${bars(each, criterion.levels)}<span class="name" lang=${desk.language}
            >${each.name}</span
          >`,
        describedBy: id,
      },
      'level',
    )}
    <p class="descriptor" part="descriptor" id=${id} lang=${desk.language}>${each.descriptor}</p>
  </div>`;
}

/** The radios of one criterion: its levels where there are any, and the other answers in the same group. */
export function answers(desk: Desk, criterion: Criterion, group: GroupOptions): TemplateResult {
  const {view, strings} = desk;
  const words = inWords(criterion, view.ratingMode);
  const levels =
    view.ratingMode === 'levels'
      ? criterion.levels.toSorted((a, b) => a.position - b.position)
      : [];
  const onOffer = answersFor(criterion.levels.length ? criterion : null, view.ratingMode).filter(
    (answer) => !levels.some((each) => each.level === answer),
  );
  return html`
    ${
      levels.length
        ? html`<div class="levels">
            ${levels.map((each) => level(desk, group, criterion, each))}
          </div>`
        : nothing
    }
    ${[onOffer.filter((answer) => !isOther(answer)), onOffer.filter(isOther)]
      .filter((row) => row.length)
      .map(
        (row) =>
          html`<div class="answers">
            ${words ? radio(desk, group, {value: null, label: strings.text('rubricInWords')}) : nothing}
            ${row.map((value) =>
              radio(desk, group, {value, label: answerWord(desk, criterion, value)}),
            )}
          </div>`,
      )}
  `;
}

const CONFIDENCE = {
  low: 'rubricConfidenceLow',
  medium: 'rubricConfidenceMedium',
  high: 'rubricConfidenceHigh',
} as const;

export function confidenceWord(desk: Desk, value: string): TemplateResult {
  const title = desk.view.framework?.confidence?.find(({id}) => id === value)?.title;
  if (title) return html`<span lang=${desk.language}>${title}</span>`;
  return html`${
    value in CONFIDENCE ? desk.strings.text(CONFIDENCE[value as keyof typeof CONFIDENCE]) : value
  }`;
}

function confidence(desk: Desk, entity: string, rating: Rating): TemplateResult {
  const at = target(entity, 'confidence');
  const stored = rating.confidence ?? null;
  const chosen = desk.value(at, stored);
  const id = idOf(at);
  return html`<div class="confidence">
    <label class="label" for=${id}>${desk.strings.text('rubricConfidence')}</label>
    <select
      id=${id}
      .value=${live(chosen ?? '')}
      ?disabled=${desk.disabled}
      @change=${(event: Event) => {
        desk.choose(at, (event.target as HTMLSelectElement).value || null, stored);
      }}
    >
      <option value="" ?selected=${chosen === null}>
        ${desk.strings.term('rubricConfidenceNone')}
      </option>
      ${Object.keys(CONFIDENCE).map((value) => {
        const title = desk.view.framework?.confidence?.find((each) => each.id === value)?.title;
        return html`<option
          value=${value}
          lang=${title ? desk.language : nothing}
          ?selected=${chosen === value}
        >
          ${title ?? desk.strings.term(CONFIDENCE[value as keyof typeof CONFIDENCE])}
        </option>`;
      })}
    </select>
  </div>`;
}

const EXTRAS = {
  narrative: 'rubricNarrative',
  note: 'rubricNote',
  strengths: 'rubricStrengths',
  evenBetterIf: 'rubricEvenBetterIf',
} as const;
type Extra = keyof typeof EXTRAS;

/** Boxes that most criteria do without: a button each, until it is used. */
function extras(desk: Desk, criterion: Criterion, entity: string, rating: Rating): TemplateResult {
  const {strings, view} = desk;
  const names = (Object.keys(EXTRAS) as Extra[]).filter(
    (name) => name !== 'narrative' || !inWords(criterion, view.ratingMode),
  );
  const isShown = (name: Extra) =>
    Boolean(desk.value(target(entity, name), rating[name] ?? '')) ||
    desk.isOpen(`${entity} ${name}`);
  const rater = view.rater;
  return html`
    ${names.filter(isShown).map((name) =>
      textBox(desk, {
        target: target(entity, name),
        box: {kind: 'rating', field: name, rater, criterion: criterion.id},
        stored: rating[name] ?? '',
        label:
          name === 'narrative' && criterion.enquiryQuestion
            ? criterion.enquiryQuestion
            : strings.text(EXTRAS[name]),
        ...(name === 'narrative' && criterion.enquiryQuestion ? {lang: desk.language} : {}),
      }),
    )}
    <div class="adds">
      ${names
        .filter((name) => !isShown(name))
        .map(
          (name) =>
            html`<button
              type="button"
              class="quiet"
              ?disabled=${desk.disabled}
              @click=${() => {
                desk.open(`${entity} ${name}`, idOf(target(entity, name)));
              }}
            >
              ${icon(icons.plus)}<span
                ><span class="sr">${strings.text('rubricAdd')}</span>
                ${strings.text(EXTRAS[name])}</span
              >
            </button>`,
        )}
    </div>
  `;
}

/** The boxes of the reader’s own rating of one criterion. */
export function ratingForm(desk: Desk, criterion: Criterion): TemplateResult {
  const {view, strings} = desk;
  const rating = view.own[criterion.id] ?? {};
  const entity = `rating/${view.state.id}/${criterion.id}/${view.rater}`;
  const stored = rating.answer ?? null;
  const at = target(entity, 'answer');
  const answer = desk.value(at, stored);
  const words = inWords(criterion, view.ratingMode);
  const box = (field: string) =>
    ({kind: 'rating', field, rater: view.rater, criterion: criterion.id}) as const;
  const group = {entity, field: 'answer', stored, id: `answer-${criterion.id}`};
  const narrative = desk.value(target(entity, 'narrative'), rating.narrative ?? '');
  return html`
    ${
      words && (answer === null || narrative)
        ? textBox(desk, {
            target: target(entity, 'narrative'),
            box: box('narrative'),
            stored: rating.narrative ?? '',
            ...(criterion.enquiryQuestion && criterion.enquiryQuestion !== criterion.title
              ? {label: criterion.enquiryQuestion, lang: desk.language, question: true}
              : {label: strings.text('rubricYourAnswer')}),
          })
        : nothing
    }
    ${answers(desk, criterion, group)}
    ${
      !words && answer !== null
        ? html`<button
            type="button"
            class="quiet clear"
            ?disabled=${desk.disabled}
            @click=${() => {
              desk.choose(at, null, stored);
            }}
          >
            ${strings.text('rubricClear')}
          </button>`
        : nothing
    }
    ${words ? nothing : readers(desk, box('answer'), `${group.id}-readers`)}
    ${
      answer !== null && isOther(answer)
        ? textBox(desk, {
            target: target(entity, 'reason'),
            box: box('reason'),
            stored: rating.reason ?? '',
            label: strings.text('rubricReason'),
          })
        : nothing
    }
    ${confidence(desk, entity, rating)} ${extras(desk, criterion, entity, rating)}
    ${trouble(desk, `rating/${view.state.id}/${criterion.id}/`)}
  `;
}

const paragraphs = (text: string): TemplateResult => html`<p class="prose" lang="">${text}</p>`;

/** One rating to read. */
export function ratingRead(
  desk: Desk,
  criterion: Criterion,
  rating: Rating | undefined,
  brief = false,
): TemplateResult {
  const {strings, view} = desk;
  const answer = rating?.answer ?? null;
  const chosen = criterion.levels.find((each) => each.level === answer);
  const texts = (Object.keys(EXTRAS) as Extra[]).filter(
    (name) => name !== 'narrative' && rating?.[name],
  );
  if (!rating || (answer === null && !rating.narrative && !texts.length)) {
    return html`<p class="hint">${strings.text('rubricNothingWritten')}</p>`;
  }
  return html`
    ${
      answer === null
        ? nothing
        : html`<p class="chosen">
            ${chosen ? bars(chosen, criterion.levels) : nothing}
            <strong>${answerWord(desk, criterion, answer)}</strong>
          </p>`
    }
    ${
      chosen && view.ratingMode === 'levels' && !brief
        ? html`<p class="descriptor" part="descriptor" lang=${desk.language}>
            ${chosen.descriptor}
          </p>`
        : nothing
    }
    ${rating.narrative ? paragraphs(rating.narrative) : nothing}
    ${rating.reason ? paragraphs(rating.reason) : nothing}
    ${texts.map(
      (name) =>
        html`<p class="label">${strings.text(EXTRAS[name])}</p>
          ${paragraphs(rating[name] ?? '')}`,
    )}
    ${
      rating.confidence
        ? html`<p class="hint">${confidenceWord(desk, rating.confidence)}</p>`
        : nothing
    }
  `;
}

/** The school’s own view, folded beside what its reader writes or reads. */
export function selfView(desk: Desk, criterion: Criterion): TemplateResult | typeof nothing {
  const {view, strings} = desk;
  const self =
    view.capability === 'host'
      ? view.own[criterion.id]
      : view.state.shared?.['self']?.[criterion.id];
  // The school writes it in the first phase, and the team sees it beside its own ratings in moderation.
  if (!self || view.phase === 'self' || view.phase === 'moderation') return nothing;
  return html`<details class="self-view" ?open=${view.ratingMode === 'relative'}>
    <summary>${icon(icons.down)}${strings.text('rubricSelfRead')}</summary>
    ${ratingRead(desk, criterion, self)}
  </details>`;
}

/** The question where no box has it as its label. */
export function questionOf(desk: Desk, criterion: Criterion, body: boolean): TemplateResult {
  const words = inWords(criterion, desk.view.ratingMode);
  const own = criterion.enquiryQuestion === criterion.title;
  return html`
    ${
      criterion.statement
        ? html`<p class="statement" lang=${desk.language}>${criterion.statement}</p>`
        : nothing
    }
    ${
      criterion.enquiryQuestion && !own && !(words && body)
        ? html`<p class=${words ? 'question' : 'asked'} lang=${desk.language}>
            ${criterion.enquiryQuestion}
          </p>`
        : nothing
    }
    ${
      criterion.evidencePrompts?.length && ['self', 'independent'].includes(desk.view.phase)
        ? html`<details class="prompts">
            <summary>${icon(icons.down)}${desk.strings.text('rubricPrompts')}</summary>
            <ul lang=${desk.language}>
              ${criterion.evidencePrompts.map(({text}) => html`<li>${text}</li>`)}
            </ul>
          </details>`
        : nothing
    }
  `;
}

/** One criterion: its legend, what it asks, and whatever the phase puts under it. */
export function criterionPart(
  desk: Desk,
  criterion: Criterion,
  body: TemplateResult,
  writes: boolean,
): TemplateResult {
  const own = criterion.enquiryQuestion === criterion.title;
  return html`
    <fieldset part="criterion" class="criterion" id=${`c-${criterion.id}`}>
      <legend part="legend" tabindex="-1">
        <h3 lang=${own ? '' : desk.language} class=${own ? 'question' : ''}>
          ${criterion.code ? html`<span class="code">${`${criterion.code} `}</span>` : nothing}${criterion.title}
        </h3>
      </legend>
      ${questionOf(desk, criterion, writes)} ${writes ? selfView(desk, criterion) : nothing} ${body}
    </fieldset>
  `;
}
