/** What is loaded once a review is open: what most first views do without. */
import {registerTranslation} from '@hubkit/core';
import {html, nothing, type TemplateResult} from 'lit';
import type {Desk} from '../desk.ts';
import {enGbMore} from '../strings/en-gb-more.ts';
import type {Criterion} from '@hubkit/model';
import {ratingForm, ratingRead} from './criterion.ts';
import {finding, moderation} from './team.ts';
import {troublePart} from './trouble.ts';
import {giveTrouble} from './trouble-slot.ts';

export {declaration} from './declaration.ts';
export {dialog, propose} from './dialogs.ts';
export {report} from './report.ts';

registerTranslation(enGbMore);
giveTrouble(troublePart);

/** A sentence before the criteria, where there is nothing to write or read. */
export function before(desk: Desk): TemplateResult | null {
  const {view, strings} = desk;
  const team = view.capability === 'lead' || view.capability === 'reviewer';
  if (view.phase === 'self' && team && !view.state.shared?.['self']) {
    return html`<p class="message">${strings.text('rubricNotShared')}</p>`;
  }
  if (view.capability === 'reader') {
    return html`<p class="hint">${strings.text('rubricReadonly')}</p>`;
  }
  const reason = view.state.reopenReason;
  return reason && (view.phase === 'moderation' || view.phase === 'agreed')
    ? html`<p class="label">${strings.text('rubricReopened')}</p>
        <p class="prose" lang="">${reason}</p>`
    : null;
}

/** What stands under a criterion where its reader does not write their own first view of it. */
export function reading(desk: Desk, criterion: Criterion): TemplateResult {
  const {view, strings} = desk;
  const {phase, capability, state} = view;
  const team = capability === 'lead' || capability === 'reviewer';
  if (phase === 'moderation' && team) return moderation(desk, criterion, ratingForm);
  if (phase === 'agreed' || phase === 'published') return finding(desk, criterion);
  if (capability === 'host' || (team && phase === 'independent')) {
    return ratingRead(desk, criterion, view.own[criterion.id]);
  }
  const self = state.shared?.['self'];
  if (!self) return html``;
  return html`
    <p class="label">${strings.text('rubricSelfRead')}</p>
    ${ratingRead(desk, criterion, self[criterion.id])}${nothing}
  `;
}
