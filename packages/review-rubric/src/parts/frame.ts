import {icon, icons} from '@hubkit/core';
import {notAgreed, phases, type Phase} from '@hubkit/model';
import {html, nothing, type TemplateResult} from 'lit';
import type {Desk} from '../desk.ts';
import {ReviewAcceptEvent, ReviewReleaseEvent, ReviewSubmitEvent} from '../review-rubric.events.ts';
import {findCriterion, isAnswered, type Section} from '../view.ts';
import {target} from './box.ts';
import {trouble} from './trouble-slot.ts';

const PHASES = {
  self: 'rubricPhaseSelf',
  independent: 'rubricPhaseIndependent',
  moderation: 'rubricPhaseModeration',
  agreed: 'rubricPhaseAgreed',
  published: 'rubricPhasePublished',
} as const satisfies Record<Phase, string>;

/** What is done about the phase, and by whom: the sentence that says what comes next. */
function nextKey({view}: Desk) {
  const {phase, capability, situation} = view;
  const shared = situation.selfReview !== 'draft';
  const team = capability === 'lead' || capability === 'reviewer';
  switch (phase) {
    case 'self':
      if (capability === 'host')
        return shared ? 'rubricNextSelfHostShared' : 'rubricNextSelfHostDraft';
      if (capability === 'lead')
        return shared ? 'rubricNextSelfLeadShared' : 'rubricNextSelfLeadDraft';
      return shared ? 'rubricNextSelfShared' : 'rubricNextSelfDraft';
    case 'independent':
      if (!team) return 'rubricNextIndependent';
      return situation.submitted ? 'rubricNextIndependentIn' : 'rubricNextIndependentTeam';
    case 'moderation':
      if (capability === 'lead') return 'rubricNextModerationLead';
      return team ? 'rubricNextModerationReviewer' : 'rubricNextModeration';
    case 'agreed':
      if (capability === 'host') return 'rubricNextAgreedHost';
      return team ? 'rubricNextAgreedTeam' : 'rubricNextAgreed';
    case 'published':
      return capability === 'host' ? 'rubricNextPublishedHost' : 'rubricNextPublished';
  }
}

const titles = ({view}: Desk, ids: readonly string[]): string[] =>
  ids.map((id) => findCriterion(view, id)?.title ?? id);

/** What is not answered yet, of what must be. */
export const missingOf = ({view, value}: Pick<Desk, 'view' | 'value'>): string[] =>
  view.sections
    .flatMap(({criteria}) => criteria)
    .filter((each) => {
      const entity = `rating/${view.state.id}/${each.id}/${view.rater}`;
      const own = view.own[each.id] ?? {};
      const rating = {
        ...own,
        answer: value(target(entity, 'answer'), own.answer ?? null),
        narrative: value(target(entity, 'narrative'), own.narrative ?? ''),
        reason: value(target(entity, 'reason'), own.reason ?? ''),
      };
      return !isAnswered(rating, each, view.ratingMode);
    })
    .map(({id}) => id);

/** The steps that the reader has in this phase, the one that moves it on first. */
function steps(desk: Desk): (TemplateResult | typeof nothing)[] {
  const {view, strings, live} = desk;
  const {phase, capability, situation, state} = view;
  const review = (field: string) => target(`review/${state.id}`, field);
  const access = target(`access/${state.id}/${state.me.id}`, 'submitted');
  const step = (label: Parameters<typeof strings.text>[0], run: () => void, primary = true) =>
    html`<button
      type="button"
      class=${primary ? 'primary' : ''}
      ?disabled=${desk.disabled}
      @click=${run}
    >
      ${strings.text(label as 'rubricShare')}
    </button>`;
  const ask = (name: 'Share' | 'Start' | 'Close' | 'Release' | 'Reopen' | 'Submit' | 'Accept') => ({
    title: strings.term(`rubric${name}Title`),
    body: strings.term(`rubric${name}Body`),
    confirm: strings.term(`rubric${name}`),
  });
  const at = () => new Date().toISOString();

  if (phase === 'self' && capability === 'host' && situation.selfReview === 'draft') {
    return [
      step('rubricShare', () => {
        desk.ask({...ask('Share'), run: () => desk.save(review('selfReview'), 'shared')});
      }),
    ];
  }
  if (phase === 'self' && capability === 'lead' && situation.selfReview === 'shared') {
    return [
      step('rubricStart', () => {
        desk.ask({...ask('Start'), run: () => desk.save(review('phase'), 'independent')});
      }),
    ];
  }
  if (phase === 'independent' && (capability === 'lead' || capability === 'reviewer')) {
    const own = situation.submitted
      ? step('rubricWithdraw', () => void desk.save(access, false), false)
      : step(
          'rubricSubmit',
          () => {
            const missing = missingOf(desk);
            desk.ask({
              ...ask('Submit'),
              ...(missing.length
                ? {list: {title: strings.term('rubricSubmitMissing'), items: titles(desk, missing)}}
                : {}),
              run: () =>
                desk.dispatch(new ReviewSubmitEvent({reviewId: state.id, missing})) &&
                desk.save(access, true),
            });
          },
          true,
        );
    if (capability === 'reviewer') return [own];
    const out = Object.entries(state.people)
      .filter(
        ([id, each]) =>
          (each.capability === 'lead' || each.capability === 'reviewer') &&
          !state.submitted?.who?.includes(id),
      )
      .map(([, {name}]) => name);
    const close = step(
      'rubricClose',
      () => {
        desk.ask({
          ...ask('Close'),
          ...(out.length ? {list: {title: strings.term('rubricCloseMissing'), items: out}} : {}),
          run: () => desk.save(review('phase'), 'moderation'),
        });
      },
      situation.submitted,
    );
    return situation.submitted ? [close, own] : [own, close];
  }
  if (phase === 'moderation' && capability === 'lead') {
    return [
      step('rubricRelease', () => {
        const focus = view.sections.flatMap(({criteria}) => criteria.map(({id}) => id));
        const stands = Object.fromEntries(
          focus.map((id) => {
            const stored = state.agreements?.[id]?.state ?? 'open';
            return [id, desk.value(target(`agreement/${state.id}/${id}`, 'state'), stored)];
          }),
        );
        const open = notAgreed(focus, stands);
        desk.ask({
          ...ask('Release'),
          ...(open.length
            ? {
                list: {title: strings.term('rubricReleaseMissing'), items: titles(desk, open)},
                blocked: true,
              }
            : {}),
          run: () =>
            desk.dispatch(new ReviewReleaseEvent({reviewId: state.id, at: at()})) &&
            desk.save(review('phase'), 'agreed'),
        });
      }),
    ];
  }
  if (phase === 'agreed' && capability === 'lead') {
    return [
      step(
        'rubricReopen',
        () => {
          desk.ask({
            ...ask('Reopen'),
            reason: strings.term('rubricReopenWhy'),
            run: async (reason) => {
              await live.set(review('reopenReason'), reason);
              await live.set(review('phase'), 'moderation');
            },
          });
        },
        false,
      ),
    ];
  }
  if (phase === 'agreed' && capability === 'host') {
    return [
      step('rubricAccept', () => {
        desk.ask({
          ...ask('Accept'),
          run: () =>
            desk.dispatch(new ReviewAcceptEvent({reviewId: state.id, at: at()})) &&
            desk.save(review('phase'), 'published'),
        });
      }),
    ];
  }
  return [];
}

/** Who has submitted: names for the lead, a number for the rest. */
function whoIsIn({view, strings}: Desk): TemplateResult | typeof nothing {
  const {submitted, people} = view.state;
  if (view.phase !== 'independent' || !submitted) return nothing;
  const who = submitted.who;
  return html`
    <p class="in">${strings.text('rubricIn', submitted.count, submitted.of)}</p>
    ${
      who && view.capability === 'lead'
        ? html`<ul class="who">
            ${Object.entries(people)
              .filter(([, each]) => each.capability === 'lead' || each.capability === 'reviewer')
              .map(([id, {name}]) => {
                const isIn = who.includes(id);
                return html`<li class=${isIn ? 'is-in' : ''}>
                  ${isIn ? icon(icons.check) : html`<span class="ring"></span>`}
                  <span lang="">${name}</span>
                  <span class="hint">${strings.text(isIn ? 'rubricIsIn' : 'rubricIsNotIn')}</span>
                </li>`;
              })}
          </ul>`
        : nothing
    }
  `;
}

/** What phase it is, what comes next, and the step of whoever has it. */
export function phaseBar(desk: Desk): TemplateResult | typeof nothing {
  const {view, strings} = desk;
  if (view.alone) return nothing;
  const now = phases.indexOf(view.phase);
  const mine = desk.view.undeclared ? [] : steps(desk);
  return html`
    <section class="phase">
      <ol class="phases" aria-label=${strings.term('rubricPhases')}>
        ${phases.map(
          (each, index) =>
            html`<li
              class=${index < now ? 'past' : index === now ? 'now' : ''}
              aria-current=${index === now ? 'step' : nothing}
            >
              ${strings.text(PHASES[each])}
            </li>`,
        )}
      </ol>
      <div class="next">
        <div>
          <p>${strings.text(nextKey(desk))}</p>
          ${whoIsIn(desk)}
        </div>
        ${mine.length ? html`<div class="steps">${mine}</div>` : nothing}
      </div>
      ${trouble(desk, `access/${view.state.id}/`)} ${trouble(desk, `review/${view.state.id}`)}
    </section>
  `;
}

export const SAVE = {
  editing: 'rubricEditing',
  device: 'rubricDevice',
  sending: 'rubricSending',
  saved: 'rubricSaved',
  refused: 'rubricRefused',
  'not-saved': 'rubricNotSaved',
} as const;

export interface NavOptions {
  /** Ids of what is answered, agreed or written: what the ticks say. */
  done: ReadonlySet<string>;
  counted: readonly string[];
  open: boolean;
  saving: keyof typeof SAVE | null;
  toggle: () => void;
  go: (id: string) => void;
}

function contents(desk: Desk, sections: readonly Section[], {done, go}: NavOptions) {
  const {strings, language} = desk;
  return sections.map(
    (section) => html`
      <li>
        <p class="group" lang=${section.title === null ? nothing : language}>
          ${section.title ?? strings.text('rubricOwnQuestions')}
        </p>
        <ol>
          ${section.criteria.map(({id, title}) => {
            const isDone = done.has(id);
            return html`<li>
              <button
                type="button"
                class="goto"
                @click=${() => {
                  go(id);
                }}
              >
                ${isDone ? icon(icons.check) : html`<span class="ring"></span>`}
                <span lang=${section.title === null ? '' : language}>${title}</span>
                <span class="sr"
                  >${strings.text(isDone ? 'rubricAnswered' : 'rubricNotAnswered')}</span
                >
              </button>
            </li>`;
          })}
        </ol>
      </li>
    `,
  );
}

export const countOf = (sections: readonly Section[]): number =>
  sections.reduce((sum, {criteria}) => sum + criteria.length, 0);

/** The contents with progress and the state of saving: beside the criteria when there is room, else a bar above them. */
export function nav(desk: Desk, options: NavOptions): TemplateResult {
  const {strings, view} = desk;
  const {done, counted, open, saving, toggle} = options;
  const answered = counted.filter((id) => done.has(id)).length;
  const agreeing = view.phase !== 'self' && view.phase !== 'independent';
  const reads = view.phase === 'self' && view.capability !== 'host';
  const progress = strings.text(
    agreeing ? 'rubricProgressAgreed' : reads ? 'rubricProgressWritten' : 'rubricProgress',
    answered,
    counted.length,
  );
  return html`
    <nav part="nav" class=${open ? 'nav open' : 'nav'} aria-label=${strings.term('rubricContents')}>
      <div class="bar">
        <button type="button" class="quiet toggle" aria-expanded=${String(open)} @click=${toggle}>
          ${icon(icons.down)}${progress}
        </button>
        <p class="progress" part="progress">${progress}</p>
        <progress max=${counted.length || 1} value=${answered} aria-hidden="true"></progress>
        <p class=${`save is-${saving ?? 'none'}`} part="save-state">
          ${saving === 'saved' ? icon(icons.check) : nothing}
          ${saving ? strings.text(SAVE[saving]) : nothing}
        </p>
      </div>
      <ol class="contents">
        ${contents(desk, view.sections, options)}
        ${
          view.rest.length
            ? html`<li>
                <details>
                  <summary>
                    ${icon(icons.down)}${strings.text('rubricRest', countOf(view.rest))}
                  </summary>
                  <ol>
                    ${contents(desk, view.rest, options)}
                  </ol>
                </details>
              </li>`
            : nothing
        }
      </ol>
    </nav>
  `;
}

/** What stays in view while something keeps work from being sent: one at a time, the worst first. */
export function strip(desk: Desk): TemplateResult | typeof nothing {
  const {live, strings, view} = desk;
  const {state, asOf} = live.connection;
  // Without a token nobody vouches for who sits here: on a shared device people must see whose work it is.
  const {name} = live.state.me;
  const writer = name ? strings.term('rubricWritingAs', name) : '';
  const row = (kind: string, text: unknown, buttons: unknown = nothing) => html`
    <div class=${`strip ${kind}`}>
      ${icon(kind === 'offline' ? icons.offline : icons.alert)}
      <p>${text}</p>
      ${buttons}
    </div>
  `;
  const copy = html`<button
    type="button"
    @click=${() => {
      desk.keepCopy();
    }}
  >
    ${strings.text('rubricKeepCopy')}
  </button>`;
  if (live.save.state === 'not-saved' && !view.alone) {
    const again = html`<button
      type="button"
      @click=${() => {
        desk.retry();
      }}
    >
      ${strings.text('rubricRetry')}
    </button>`;
    return row('bad', strings.text('rubricNotSavedHelp'), html`${copy}${again}`);
  }
  if (live.save.state === 'not-saved') return row('offline', strings.text('rubricNotKept'));
  if (state === 'gone')
    return row('bad', strings.text('rubricGone'), live.save.unsent ? copy : nothing);
  if (state === 'signed-out') {
    return row(
      'offline',
      strings.text('rubricSignedOut', writer),
      html`<button
        type="button"
        class="primary"
        @click=${() => {
          desk.retry();
        }}
      >
        ${strings.text('rubricSignIn')}
      </button>`,
    );
  }
  if (state === 'offline') {
    const since = asOf
      ? strings.term(
          'rubricAsOf',
          strings.date(asOf, {weekday: 'long', hour: 'numeric', minute: '2-digit'}),
        )
      : '';
    return row('offline', strings.text('rubricOffline', since + writer));
  }
  const problems = live.conflicts.length + live.refusals.length;
  return problems ? row('bad', strings.text('rubricTrouble', problems)) : nothing;
}
