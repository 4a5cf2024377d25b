import {css} from 'lit';

/** What an open review looks like. Print and forced colours last. */
export const sheetStyles = css`
  .head {
    margin-block-end: 16px;
  }

  .subject {
    font-size: 1.375em;
    font-weight: 600;
    line-height: 1.3;
  }

  .framework,
  .hint,
  .statement {
    color: var(--_quiet);
  }

  /* Text in a language of its own (a framework's, a person's) keeps its direction on a page of the other. */
  .root [lang] {
    unicode-bidi: plaintext;
  }

  .phase {
    margin-block-end: 24px;
    border: 1px solid var(--_divider);
    border-radius: var(--_card);
    overflow: clip;
  }

  .phases {
    display: flex;
    flex-wrap: wrap;
    gap: 14px 24px;
    padding: 12px 20px 16px;
    list-style: none;
    background: var(--_sunken);
    color: var(--_quiet);
    font-size: 0.875em;
  }

  .phases .now {
    color: var(--_text);
    font-weight: 600;
    text-decoration: underline;
    text-decoration-color: var(--_selected);
    text-decoration-thickness: 3px;
    text-underline-offset: 8px;
  }

  .next {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 16px 32px;
    padding: 16px 20px;
  }

  .next > :first-child {
    flex: 1 1 20em;
    max-inline-size: 70ch;
  }

  .steps {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .in {
    margin-block-start: 8px;
    font-weight: 600;
  }

  .who {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 20px;
    padding: 0;
    list-style: none;
  }

  .who li {
    display: flex;
    align-items: center;
    gap: 8px;
  }

  .is-in .icon {
    color: var(--_selected);
  }

  .ring {
    flex: none;
    inline-size: 1em;
    block-size: 1em;
    margin: 0.125em;
    border: 2px solid var(--_control);
    border-radius: 50%;
  }

  .safeguarding {
    display: flex;
    gap: 12px;
    max-inline-size: 70ch;
    margin-block-end: 24px;
    font-size: 0.875em;
    color: var(--_quiet);
  }

  .safeguarding strong {
    color: var(--_text);
  }

  /* The bar of a narrow place. */
  .nav {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    margin-block-end: 24px;
    padding-block: 4px;
    border-block-end: 1px solid var(--_divider);
    background: var(--_surface);
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 16px;
  }

  .bar .progress,
  .nav:not(.open) .contents,
  .bar progress {
    display: none;
  }

  .toggle {
    margin-inline-start: -8px;
    color: var(--_text);
    font-weight: 600;
  }

  .nav.open .toggle .icon {
    rotate: 180deg;
  }

  .save {
    display: flex;
    align-items: center;
    gap: 4px;
    min-block-size: 1.5em;
    color: var(--_quiet);
    font-size: 0.875em;
  }

  .save.is-refused,
  .save.is-not-saved {
    color: var(--_red);
    font-weight: 600;
  }

  .contents {
    max-block-size: 60vh;
    padding-inline-start: 0;
    padding-block: 8px;
    overflow-y: auto;
    list-style: none;
  }

  .contents ol {
    margin-block-end: 12px;
    padding: 0;
    list-style: none;
  }

  .contents summary {
    padding-inline: 8px;
    font-size: 0.9375em;
  }

  .group {
    padding-inline: 8px;
    color: var(--_quiet);
    font-size: 0.875em;
    font-weight: 600;
  }

  .goto {
    inline-size: 100%;
    align-items: flex-start;
    padding: 8px;
    border: 0;
    background: none;
    font-size: 0.9375em;
    line-height: 1.35;
    text-align: start;
  }

  .goto .icon {
    color: var(--_selected);
  }

  .area {
    margin-block-end: 48px;
  }

  .area > h2 {
    font-size: 1.375em;
  }

  .area > .summary {
    max-inline-size: 70ch;
    margin-block-start: 4px;
    color: var(--_quiet);
  }

  .kicker {
    margin-block-end: 8px;
    color: var(--_quiet);
    font-size: 0.875em;
    font-weight: 600;
  }

  .criterion {
    margin-block-start: 24px;
    padding-block: 24px 8px;
    border-block-start: 1px solid var(--_divider);
  }

  .criterion > legend {
    float: inline-start;
    inline-size: 100%;
    margin-block-end: 4px;
    scroll-margin-block-start: 80px;
  }

  .criterion > legend + * {
    clear: both;
  }

  .criterion > * {
    max-inline-size: 70ch;
  }

  .criterion > .levels,
  .criterion > .wide {
    max-inline-size: none;
  }

  h3 .code {
    color: var(--_quiet);
    font-weight: 400;
  }

  h3.question,
  .question {
    display: block;
    margin-block: 8px 12px;
    font-size: 1.375em;
    font-weight: 600;
    line-height: 1.3;
    text-wrap: pretty;
  }

  .asked {
    margin-block-start: 8px;
    font-weight: 600;
  }

  .label {
    display: block;
    margin-block: 16px 4px;
    font-weight: 600;
  }

  .box {
    margin-block-end: 16px;
  }

  textarea,
  select,
  input,
  legend {
    scroll-margin-block: 96px;
  }

  .readers {
    display: flex;
    gap: 8px;
    margin-block-start: 6px;
    color: var(--_quiet);
    font-size: 0.875em;
  }

  .readers .icon {
    margin-block-start: 0.1em;
  }

  .warning {
    color: var(--_red);
    font-weight: 600;
  }

  .hint {
    font-size: 0.875em;
  }

  summary {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: var(--_target);
    color: var(--_accent);
    cursor: pointer;
    list-style: none;
  }

  summary::-webkit-details-marker {
    display: none;
  }

  details[open] > summary .icon {
    rotate: 180deg;
  }

  .prompts ul {
    margin-block: 4px 16px;
    padding-inline-start: 24px;
  }

  .prompts li {
    margin-block-end: 4px;
  }

  .answers,
  .state {
    display: flex;
    flex-wrap: wrap;
    gap: 0 24px;
    margin-block: 8px;
  }

  label.answer {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: var(--_target);
    cursor: pointer;
  }

  .levels {
    display: grid;
    grid-template-columns: repeat(
      auto-fit,
      minmax(min(100%, var(--hub-rubric-level-min, 12em)), 1fr)
    );
    gap: var(--_gap);
    margin-block: 16px 8px;
  }

  .option {
    position: relative;
    padding: 12px 16px 16px;
    border: 1px solid var(--_divider);
    border-radius: var(--_card);
  }

  .option:has(:checked) {
    border-color: var(--_selected);
    background: var(--_accent-quiet);
    box-shadow: inset 0 0 0 1px var(--_selected);
  }

  label.level {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 32px;
    font-weight: 600;
    cursor: pointer;
  }

  /* All of the card chooses it. */
  label.level::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
  }

  .option .descriptor {
    margin-block-start: 8px;
    font-size: 0.9375em;
  }

  .bars {
    inline-size: 1.375em;
    block-size: 1em;
    flex: none;
  }

  .bars .on {
    fill: var(--_selected);
  }

  .bars .off {
    fill: var(--_divider);
  }

  .confidence {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 12px;
    margin-block: 8px;
  }

  .confidence .label {
    margin: 0;
    font-weight: 400;
  }

  .confidence select {
    inline-size: auto;
    max-inline-size: 100%;
  }

  .adds {
    display: flex;
    flex-wrap: wrap;
    gap: 0 16px;
    margin-inline-start: -8px;
  }

  .chosen {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-block-start: 8px;
  }

  .strip {
    position: sticky;
    inset-block-end: 8px;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
    margin-block-start: 16px;
    padding: 12px 16px;
    border-radius: var(--_card);
    background: var(--_amber-ground);
    box-shadow: 0 2px 12px rgb(0 0 0 / 18%);
  }

  .strip > .icon {
    color: var(--_amber);
  }

  .strip.bad {
    background: var(--_red-ground);
  }

  .strip.bad > .icon {
    color: var(--_red);
  }

  .strip p {
    flex: 1 1 16em;
  }

  .footer {
    margin-block-start: 32px;
    color: var(--_quiet);
    font-size: 0.875em;
  }

  dialog {
    max-inline-size: min(34em, calc(100vw - 32px));
    padding: 24px;
    border: 1px solid var(--_divider);
    border-radius: var(--_card);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: 0 8px 40px rgb(0 0 0 / 30%);
  }

  dialog::backdrop {
    background: rgb(0 0 0 / 45%);
  }

  dialog > form > * + * {
    margin-block-start: 12px;
  }

  dialog ul {
    padding-inline-start: 24px;
  }

  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-block-start: 20px;
  }

  /* Moderation. */
  .voices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 16em), 1fr));
    gap: var(--_gap);
    margin-block: 12px;
    padding: 0;
    list-style: none;
  }

  .voices li {
    padding: 12px 16px;
    border: 1px solid var(--_divider);
    border-radius: var(--_card);
  }

  .self-view[open] {
    margin-block-end: 16px;
    padding: 0 16px 12px;
    border-radius: var(--_card);
    background: var(--_sunken);
  }

  .report h3 {
    margin-block: 16px 4px;
  }

  .report > * {
    max-inline-size: 70ch;
  }

  .report ul {
    padding-inline-start: 24px;
  }

  .refusal > p:first-child {
    display: flex;
    gap: 8px;
  }

  .refusal .icon {
    color: var(--_red);
  }

  .clear,
  .propose {
    margin-inline-start: -8px;
  }

  .declaration:not(:has([value='some']:checked)) .which {
    display: none;
  }

  .voices .self {
    border-style: dashed;
  }

  .voices .name {
    font-weight: 600;
  }

  .spread {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 16px;
    margin-block: 12px;
  }

  .spread strong {
    display: inline-flex;
    align-items: center;
    gap: 6px;
  }

  .talk {
    color: var(--_amber);
  }

  .dots {
    inline-size: 9em;
    block-size: 2.4em;
    margin-inline-start: -0.75em;
    flex: none;
  }

  .dots line {
    stroke: var(--_divider);
    stroke-width: 2;
  }

  .dots .dot {
    fill: var(--_selected);
  }

  .dots .self {
    fill: none;
    stroke: var(--hub-rubric-gap-self, var(--_text));
    stroke-width: 2;
  }

  .card {
    margin-block: 16px;
    padding: 16px 20px;
    border-radius: var(--_card);
    background: var(--_sunken);
  }

  .card textarea,
  .card .option {
    background-color: var(--_surface);
  }

  .card .option:has(:checked) {
    background: var(--_accent-quiet);
  }

  .phase > .conflict {
    margin-inline: 20px;
  }

  .conflict {
    margin-block: 12px;
    padding: 16px 20px;
    border: 2px solid var(--_amber);
    border-radius: var(--_card);
  }

  .conflict .values {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 14em), 1fr));
    gap: 16px;
    margin-block: 12px;
  }

  @container rubric (min-width: 60em) {
    .layout {
      display: grid;
      grid-template-columns: 16em minmax(0, 1fr);
      gap: 48px;
    }

    .nav {
      inset-block-start: 16px;
      align-self: start;
      margin: 0;
      padding: 0;
      border: 0;
    }

    .bar {
      display: block;
      padding-inline: 8px;
    }

    .toggle {
      display: none;
    }

    .bar .progress,
    .bar progress {
      display: block;
    }

    .bar .progress {
      font-weight: 600;
    }

    progress {
      appearance: none;
      inline-size: 100%;
      block-size: 6px;
      margin-block: 8px;
      border: 0;
      border-radius: 3px;
      background: var(--_divider);
      overflow: hidden;
    }

    progress::-webkit-progress-bar {
      background: var(--_divider);
    }

    progress::-webkit-progress-value {
      background: var(--_selected);
    }

    progress::-moz-progress-bar {
      background: var(--_selected);
    }

    .nav:not(.open) .contents,
    .contents {
      display: block;
      max-block-size: calc(100vh - 140px);
      padding-block: 12px;
    }
  }

  @media print {
    .nav,
    .phase,
    .safeguarding,
    .mine,
    .steps,
    .strip,
    .adds,
    .prompts,
    .answers,
    .clear,
    .skeleton,
    button,
    select,
    .readers {
      display: none !important;
    }

    .layout {
      display: block !important;
    }

    .area {
      break-before: page;
    }

    .area:first-of-type {
      break-before: auto;
    }

    .criterion {
      break-inside: avoid;
    }

    .option:not(:has(:checked)) {
      display: none;
    }

    textarea {
      block-size: auto;
      border: 0;
      padding: 0;
      field-sizing: content;
      resize: none;
    }
  }

  @media (forced-colors: active) {
    .option:has(:checked) {
      border: 4px solid Highlight;
      box-shadow: none;
    }

    .bars .on,
    .dots .dot {
      fill: CanvasText;
    }

    .bars .off {
      fill: none;
      stroke: CanvasText;
    }

    .icon {
      color: CanvasText;
    }

    .phases .now {
      text-decoration-color: Highlight;
    }
  }
`;
