import {css} from 'lit';

/** What is drawn before a review is open. */
export const styles = css`
  .root {
    --_selected: var(--hub-rubric-selected, var(--_accent));
    --_gap: var(--hub-rubric-gap, 12px);
    container: rubric / inline-size;
    display: flow-root;
    padding: 4px;
  }

  .skeleton {
    animation: appear 0s 150ms backwards;
  }

  .skeleton div {
    block-size: 8em;
    margin-block-end: 24px;
    border-radius: var(--_card);
    background: var(--_sunken);
  }

  .message {
    max-inline-size: 70ch;
    margin-block: 24px;
    padding: 24px;
    border-radius: var(--_card);
    background: var(--_sunken);
  }

  .message > * + * {
    margin-block-start: 12px;
  }

  .prose {
    margin-block: 8px;
    white-space: pre-line;
  }

  @keyframes appear {
    from {
      visibility: hidden;
    }
  }

  .hint {
    color: var(--_quiet);
    font-size: 0.875em;
  }
`;
