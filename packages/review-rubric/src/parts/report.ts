import {html, nothing, type TemplateResult} from 'lit';
import type {Desk} from '../desk.ts';
import {target, textBox} from './box.ts';

/** What stands above single criteria: strengths, even better if, and what the school says of it. */
export function report(desk: Desk): TemplateResult | typeof nothing {
  const {view, strings} = desk;
  const {phase, capability, state} = view;
  if (view.alone || phase === 'self' || phase === 'independent') return nothing;
  const team = capability === 'lead' || capability === 'reviewer';
  if (phase === 'moderation' && !team) return nothing;
  const entity = `review/${state.id}`;
  const writesReport = capability === 'lead' && phase !== 'published' && view.situation.declared;
  const writesReply = capability === 'host' && phase === 'agreed';
  const list = (
    field: 'strengths' | 'evenBetterIf',
    write: 'rubricReportStrengths' | 'rubricReportEvenBetterIf',
  ) =>
    writesReport
      ? textBox(desk, {
          target: target(entity, field),
          box: {kind: 'review', field},
          stored: state.summary[field].join('\n'),
          label: strings.text(write),
          parse: (text) => (text === '' ? [] : text.split('\n')),
        })
      : state.summary[field].length
        ? html`<h3>
              ${strings.text(field === 'strengths' ? 'rubricStrengths' : 'rubricEvenBetterIf')}
            </h3>
            <ul lang="">
              ${state.summary[field].map((each) => html`<li>${each}</li>`)}
            </ul>`
        : nothing;
  const reply = (
    field: 'factualCheck' | 'hostComment',
    key: 'rubricFactualCheck' | 'rubricHostComment',
  ) => {
    const text = state[field] ?? '';
    if (writesReply) {
      return textBox(desk, {
        target: target(entity, field),
        box: {kind: 'review', field},
        stored: text,
        label: strings.text(key),
      });
    }
    return text
      ? html`<h3>${strings.text(key)}</h3>
          <p class="prose" lang="">${text}</p>`
      : nothing;
  };
  return html`
    <section class="area report">
      <h2>${strings.text('rubricReport')}</h2>
      ${list('strengths', 'rubricReportStrengths')}
      ${list('evenBetterIf', 'rubricReportEvenBetterIf')}
      ${
        phase === 'moderation'
          ? nothing
          : html`${reply('factualCheck', 'rubricFactualCheck')}
            ${reply('hostComment', 'rubricHostComment')}`
      }
    </section>
  `;
}
