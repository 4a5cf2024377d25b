import {css} from 'lit';

/**
 * The look of every element: an element puts `class="root"` on what it draws.
 *
 * `--hub-*` is the page’s to set, `--_*` is ours alone. Where the browser has no `light-dark()` the light values stand.
 * Density: `--hub-density: compact` where style queries are known.
 */
export const tokens = css`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  .root {
    --_surface: var(--hub-surface, #fff);
    --_sunken: var(--hub-surface-sunken, #f3f6f8);
    --_raised: var(--hub-surface-raised, #fff);
    --_text: var(--hub-text, #17212e);
    --_quiet: var(--hub-text-quiet, #4b5a6b);
    --_divider: var(--hub-divider, #cdd6df);
    --_control: var(--hub-control, #66758a);
    --_accent: var(--hub-accent, #0b5e8c);
    --_accent-text: var(--hub-accent-text, #fff);
    --_accent-quiet: var(--hub-accent-quiet, #e4f0f7);
    --_green: var(--hub-green, #17693c);
    --_green-ground: var(--hub-green-ground, #e3f3e9);
    --_amber: var(--hub-amber, #855000);
    --_amber-ground: var(--hub-amber-ground, #fcf0d9);
    --_red: var(--hub-red, #ae2019);
    --_red-ground: var(--hub-red-ground, #fbe9e7);
    --_radius: var(--hub-radius, 6px);
    --_card: calc(var(--_radius) * 1.67);
    --_target: 44px;
    --_pad: 12px;
    color: var(--_text);
    background: var(--_surface);
    font-family: var(--hub-font, inherit);
    font-size: max(1rem, 16px);
    font-style: normal;
    font-weight: 400;
    line-height: 1.5;
    letter-spacing: normal;
    word-spacing: normal;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    text-shadow: none;
    white-space: normal;
    cursor: auto;
    overflow-wrap: break-word;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }

  @supports (color: color-mix(in srgb, red, blue)) {
    .root {
      --_accent-quiet: var(
        --hub-accent-quiet,
        color-mix(in srgb, var(--_accent) 11%, var(--_surface))
      );
    }
  }

  @supports (color: light-dark(#000, #fff)) {
    .root {
      --_surface: var(--hub-surface, light-dark(#fff, #12171d));
      --_sunken: var(--hub-surface-sunken, light-dark(#f3f6f8, #0c1014));
      --_raised: var(--hub-surface-raised, light-dark(#fff, #1a2129));
      --_text: var(--hub-text, light-dark(#17212e, #e9eef3));
      --_quiet: var(--hub-text-quiet, light-dark(#4b5a6b, #a9b5c2));
      --_divider: var(--hub-divider, light-dark(#cdd6df, #33404e));
      --_control: var(--hub-control, light-dark(#66758a, #8593a5));
      --_accent: var(--hub-accent, light-dark(#0b5e8c, #74bbe8));
      --_accent-text: var(--hub-accent-text, light-dark(#fff, #0c1014));
      --_accent-quiet: var(
        --hub-accent-quiet,
        light-dark(
          color-mix(in srgb, var(--_accent) 11%, var(--_surface)),
          color-mix(in srgb, var(--_accent) 24%, var(--_surface))
        )
      );
      --_green: var(--hub-green, light-dark(#17693c, #70c995));
      --_green-ground: var(--hub-green-ground, light-dark(#e3f3e9, #12301f));
      --_amber: var(--hub-amber, light-dark(#855000, #f0b862));
      --_amber-ground: var(--hub-amber-ground, light-dark(#fcf0d9, #35260c));
      --_red: var(--hub-red, light-dark(#ae2019, #f3978f));
      --_red-ground: var(--hub-red-ground, light-dark(#fbe9e7, #3b1714));
    }
  }

  @container style(--hub-density: compact) {
    .root {
      --_target: 32px;
      --_pad: 8px;
    }
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset,
  legend,
  figure {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }

  h2,
  h3,
  h4 {
    font-size: 1.125em;
    font-weight: 600;
    line-height: 1.3;
    text-wrap: balance;
  }

  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }

  button {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: var(--_target);
    padding: 4px 16px;
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_raised);
    cursor: pointer;
  }

  button:hover {
    background: var(--_accent-quiet);
  }

  button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_accent-text);
    font-weight: 600;
  }

  button.primary:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  button.quiet {
    padding-inline: 8px;
    border-color: transparent;
    background: none;
    color: var(--_accent);
  }

  button.quiet:hover {
    text-decoration: underline;
    text-underline-offset: 3px;
  }

  button:disabled {
    cursor: default;
    opacity: 0.6;
  }

  textarea,
  select,
  input[type='text'],
  input[type='date'] {
    display: block;
    inline-size: 100%;
    min-block-size: var(--_target);
    padding: 8px var(--_pad);
    border: 1px solid var(--_control);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  textarea {
    min-block-size: 6em;
    line-height: 1.5;
    resize: vertical;
    field-sizing: content;
  }

  input[type='radio'],
  input[type='checkbox'] {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    flex: none;
    accent-color: var(--_accent);
  }

  a {
    color: var(--_accent);
    text-underline-offset: 3px;
  }

  .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
  }

  :focus-visible {
    outline: 3px solid var(--_text);
    outline-offset: 2px;
    box-shadow: 0 0 0 2px var(--_surface);
  }

  .sr {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }
  }

  @media print {
    .root {
      --_surface: #fff;
      --_sunken: #fff;
      --_raised: #fff;
      --_text: #000;
      --_quiet: #000;
      --_accent: #000;
      --_accent-quiet: #fff;
      --_divider: #999;
      color-scheme: light;
    }

    a[href^='http']::after {
      content: ' (' attr(href) ')';
    }

    h2,
    h3,
    h4 {
      break-after: avoid;
    }
  }

  @media (forced-colors: active) {
    button {
      border-color: ButtonBorder;
    }

    .primary {
      border-width: 3px;
    }
  }
`;
