import {icon, icons} from '@hubkit/core';
import {fields, parseRef, type Conflict, type Json, type Refusal} from '@hubkit/model';
import {html, nothing, type TemplateResult} from 'lit';
import type {Desk} from '../desk.ts';
import {ConflictResolveEvent} from '../review-rubric.events.ts';
import {answerWord} from './criterion.ts';
import {findCriterion} from '../view.ts';

function shown(desk: Desk, entity: string, value: Json): unknown {
  const ref = parseRef(entity);
  const criterion = ref && 'criterion' in ref ? findCriterion(desk.view, ref.criterion) : undefined;
  if (value === null || value === '') return desk.strings.text('rubricConflictEmpty');
  if (Array.isArray(value)) return value.map(String).join('\n');
  if (typeof value !== 'string') return JSON.stringify(value);
  return criterion ? answerWord(desk, criterion, value) : value;
}

function conflictPart(desk: Desk, {id, entity, field, values}: Conflict): TemplateResult {
  const {strings, view, live} = desk;
  const me = view.state.me.id;
  const mine = values.findLast(({who}) => who.id === me);
  const choose = (chosen: Json) => {
    desk.dispatch(new ConflictResolveEvent({entity, field, chosen: structuredClone(chosen)}));
    void live.resolve(id, chosen);
  };
  const kind = parseRef(entity)?.kind;
  const isText = kind !== undefined && fields[kind]?.[field]?.is === 'text';
  const texts = values.map(({value}) => value).filter((value) => typeof value === 'string');
  // Two of one’s own devices are both “mine”: then each has its time.
  const several = values.filter(({who}) => who.id === me).length > 1;
  return html`
    <div class="conflict" part="conflict" role="group" aria-label=${strings.term('rubricConflict')}>
      <p><strong>${strings.text('rubricConflict')}</strong></p>
      <div class="values">
        ${values.map(({value, who, at}) => {
          const isMine = who.id === me && (!several || value === mine?.value);
          const name = isMine
            ? strings.term('rubricConflictMine')
            : who.name || strings.term('rubricSomebody');
          const when = strings.date(at, {dateStyle: 'medium', timeStyle: 'short'});
          return html`<div>
            <p class="label">${strings.text('rubricConflictWhen', name, when)}</p>
            <p class="prose" lang="">${shown(desk, entity, value as Json)}</p>
            <button
              type="button"
              @click=${() => {
                choose(value as Json);
              }}
            >
              ${strings.text(isMine ? 'rubricUseMine' : 'rubricUseTheirs')}
            </button>
          </div>`;
        })}
      </div>
      ${
        isText && texts.length > 1
          ? html`<button
              type="button"
              @click=${() => {
                choose(texts.join('\n\n'));
              }}
            >
              ${strings.text('rubricKeepBoth')}
            </button>`
          : nothing
      }
    </div>
  `;
}

function refusalPart(desk: Desk, refusal: Refusal): TemplateResult {
  const {strings, live} = desk;
  const {entity, value, message, opId} = refusal;
  return html`
    <div class="conflict refusal" role="group" aria-label=${strings.term('rubricRefused')}>
      <p>${icon(icons.alert)} <strong>${strings.text('rubricRefusal')}</strong></p>
      <p lang="">${message}</p>
      <p class="prose" lang="">${shown(desk, entity, value)}</p>
      <div class="choices">
        <button
          type="button"
          @click=${() => {
            desk.keepCopy(typeof value === 'string' ? value : JSON.stringify(value));
          }}
        >
          ${strings.text('rubricKeepCopy')}
        </button>
        <button type="button" class="quiet" @click=${() => void live.discard(opId)}>
          ${strings.text('rubricLetGo')}
        </button>
      </div>
    </div>
  `;
}

/** What waits for a person beside the fields that it is about. */
export function troublePart(desk: Desk, prefix: string): TemplateResult {
  const here = ({entity}: {entity: string}) => entity.startsWith(prefix);
  return html`
    ${desk.live.conflicts.filter(here).map((each) => conflictPart(desk, each))}
    ${desk.live.refusals.filter(here).map((each) => refusalPart(desk, each))}
  `;
}
