import {icon, icons} from '@hubkit/core';
import {fields, type Box, type EntityRef, type FieldTarget, type Json} from '@hubkit/model';
import {html, nothing, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {idOf, type Desk} from '../desk.ts';

/** From here on the limit speaks. */
const NEAR_LIMIT = 0.9;

export interface BoxOptions {
  target: FieldTarget;
  box: Box;
  stored: string;
  label: unknown;
  /** Of a label that is the framework’s. */
  lang?: string;
  /** The label is the question, and large. */
  question?: boolean;
  describedBy?: string;
  /** The id of the sentence about readers that stands for several boxes. */
  readersId?: string;
  /** What is stored is not the text itself: one of a list on each line. */
  parse?: (text: string) => Json;
}

/** Who reads it, beside the box that it is about. */
export const readers = (desk: Desk, box: Box, id: string): TemplateResult => html`
  <p class="readers" id=${id}>${icon(icons.eye)}<span>${desk.readers(box)}</span></p>
`;

function limit(desk: Desk, {kind, field}: Box, text: string): TemplateResult | typeof nothing {
  const spec = fields[kind]?.[field];
  const max = spec?.is === 'text' ? spec.max : Number.POSITIVE_INFINITY;
  if (text.length < max * NEAR_LIMIT) return nothing;
  const left = max - text.length;
  return html`<p class=${left < 0 ? 'warning' : 'hint'} role=${left < 0 ? 'alert' : nothing}>
    ${left < 0 ? desk.strings.text('rubricTooLong', -left) : desk.strings.text('rubricLeft', left)}
  </p>`;
}

/** A box for words. Nothing that arrives replaces what a person is typing in it. */
export function textBox(desk: Desk, options: BoxOptions): TemplateResult {
  const {target, box, stored, label, lang, question, describedBy} = options;
  const parse = options.parse ?? ((text: string): Json => text);
  const id = idOf(target);
  const text = desk.value<Json>(target, parse(stored));
  const shown = Array.isArray(text)
    ? text.map(String).join('\n')
    : typeof text === 'string'
      ? text
      : '';
  const held = desk.live.held.some(
    ({entity, field}) => entity === target.entity && field === target.field,
  );
  return html`
    <div class="box">
      <label class=${question ? 'question' : 'label'} for=${id} lang=${lang ?? nothing}
        >${label}</label
      >
      <textarea
        id=${id}
        lang=""
        rows=${question ? 4 : 2}
        part=${box.field === 'note' ? 'note' : nothing}
        aria-describedby=${`${describedBy ? `${describedBy} ` : ''}${options.readersId ?? `${id}-readers`}`}
        ?disabled=${desk.disabled}
        .value=${live(shown)}
        @focus=${() => desk.enter(target, parse(shown))}
        @blur=${() => desk.leave(target)}
        @input=${(event: Event) => {
          const {value} = event.target as HTMLTextAreaElement;
          desk.type(event, target, parse(stored), parse(value));
        }}
        @compositionend=${(event: Event) => {
          const {value} = event.target as HTMLTextAreaElement;
          desk.type(event, target, parse(stored), parse(value));
        }}
      ></textarea>
      ${limit(desk, box, shown)}
      ${options.readersId ? nothing : readers(desk, box, `${id}-readers`)}
      ${
        held
          ? html`<button
              type="button"
              class="quiet"
              @click=${() => {
                desk.showHeld(target);
              }}
            >
              ${desk.strings.text('rubricHeld')}
            </button>`
          : nothing
      }
    </div>
  `;
}

export const target = (entity: string, field: string): FieldTarget => ({
  entity: entity as EntityRef,
  field,
});
