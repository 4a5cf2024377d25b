import {html, type TemplateResult} from 'lit';
import type {Desk} from '../desk.ts';
import {target} from './box.ts';

/** A reviewer’s ties to the school, before anything else of the review. */
export function declaration(desk: Desk): TemplateResult {
  const {view, strings} = desk;
  const at = target(`access/${view.state.id}/${view.state.me.id}`, 'independence');
  const declare = (event: Event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const given = new FormData(form);
    const links = given.get('ties') === 'some' ? ((given.get('links') as string | null) ?? '') : '';
    void desk.save(at, {declared: true, links: links.trim()});
  };
  return html`
    <form class="message declaration" @submit=${declare}>
      <h2>${strings.text('rubricTiesTitle')}</h2>
      <p id="ties-why">${strings.text('rubricTiesBody')}</p>
      <div role="radiogroup" aria-label=${strings.term('rubricTiesTitle')} class="ties">
        <p>
          <label class="answer"
            ><input type="radio" name="ties" value="none" required />
            ${strings.text('rubricTiesNone')}</label
          >
        </p>
        <p>
          <label class="answer"
            ><input type="radio" name="ties" value="some" required />
            ${strings.text('rubricTiesSome')}</label
          >
        </p>
      </div>
      <div class="which">
        <label class="label" for="ties-links">${strings.text('rubricTiesWhich')}</label>
        <textarea
          id="ties-links"
          name="links"
          lang=""
          rows="2"
          aria-describedby="ties-hint"
        ></textarea>
        <p class="hint" id="ties-hint">${strings.text('rubricTiesExamples')}</p>
      </div>
      <button type="submit" class="primary">${strings.text('rubricTiesDeclare')}</button>
    </form>
  `;
}
