import {html, nothing, type TemplateResult} from 'lit';
import type {Desk, Question} from '../desk.ts';
import type {ActionDraft} from '../review-rubric.events.ts';

const close = (event: Event): void => {
  (event.target as Element).closest('dialog')?.close();
};

/** Asks before a step that others will see, or that cannot be taken back. */
export function dialog(desk: Desk, question: Question, done: () => void): TemplateResult {
  const {strings} = desk;
  const {title, body, list, reason, confirm, blocked} = question;
  const submit = (event: Event) => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement).get('reason');
    close(event);
    void question.run(((given ?? '') as string).trim());
  };
  return html`
    <dialog aria-labelledby="question" @close=${done}>
      <form @submit=${submit}>
        <h2 id="question">${title}</h2>
        <p>${body}</p>
        ${
          list
            ? html`<p><strong>${list.title}</strong></p>
                <ul lang="">
                  ${list.items.map((each) => html`<li>${each}</li>`)}
                </ul>`
            : nothing
        }
        ${
          reason
            ? html`<label class="label" for="reason">${reason}</label>
                <textarea id="reason" name="reason" lang="" rows="3" required></textarea>`
            : nothing
        }
        <div class="choices">
          ${blocked ? nothing : html`<button type="submit" class="primary">${confirm}</button>`}
          <button type="button" @click=${close}>${strings.text('rubricCancel')}</button>
        </div>
      </form>
    </dialog>
  `;
}

/** A few words for an action. What becomes of them is the page’s, or its tracker’s. */
export function propose(
  desk: Desk,
  _criterion: string,
  done: (draft: ActionDraft | null) => void,
): TemplateResult {
  const {strings} = desk;
  let draft: ActionDraft | null = null;
  const submit = (event: Event) => {
    event.preventDefault();
    const given = new FormData(event.target as HTMLFormElement);
    const text = (name: string) => ((given.get(name) ?? '') as string).trim();
    draft = {title: text('title'), detail: text('detail'), due: text('due') || null};
    close(event);
  };
  return html`
    <dialog
      aria-labelledby="proposal"
      @close=${() => {
        done(draft);
      }}
    >
      <form @submit=${submit}>
        <h2 id="proposal">${strings.text('rubricPropose')}</h2>
        <div>
          <label class="label" for="action-title">${strings.text('rubricActionTitle')}</label>
          <input id="action-title" type="text" name="title" lang="" maxlength="300" required />
        </div>
        <div>
          <label class="label" for="action-detail">${strings.text('rubricActionDetail')}</label>
          <textarea id="action-detail" name="detail" lang="" rows="3"></textarea>
        </div>
        <div>
          <label class="label" for="action-due">${strings.text('rubricActionDue')}</label>
          <input id="action-due" type="date" name="due" />
        </div>
        <div class="choices">
          <button type="submit" class="primary">${strings.text('rubricPropose')}</button>
          <button type="button" @click=${close}>${strings.text('rubricCancel')}</button>
        </div>
      </form>
    </dialog>
  `;
}
