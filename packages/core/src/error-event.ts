/** What went wrong, for the host page. */
export interface HubErrorDetail {
  code: string;
  message: string;
  retryable: boolean;
}

/** Something failed that the page may want to know of. The element itself says what the person needs. */
export class HubErrorEvent extends CustomEvent<HubErrorDetail> {
  constructor(detail: HubErrorDetail) {
    super('hub-error', {detail, bubbles: true, composed: true});
  }
}

declare global {
  interface HTMLElementEventMap {
    'hub-error': HubErrorEvent;
  }
}
