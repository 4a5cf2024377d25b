import type {CSSResultOrNative, LitElement} from 'lit';

/**
 * Gives an element its styles, with more of them that came later; and gives them again after it came into another document, an editor’s frame for instance: constructed
 * sheets belong to the document that made them, and are dropped on the way.
 */
export function restyle(element: LitElement, more: readonly CSSResultOrNative[] = []): void {
  const root = element.renderRoot as ShadowRoot | undefined;
  const view = element.ownerDocument.defaultView;
  if (!root || !view) return;
  const {elementStyles} = element.constructor as unknown as {elementStyles: CSSResultOrNative[]};
  root.adoptedStyleSheets = [...elementStyles, ...more].map((style) => {
    // In the document that the module belongs to, the shared sheet serves all elements.
    if (view === globalThis.window && 'styleSheet' in style && style.styleSheet) {
      return style.styleSheet;
    }
    const sheet = new view.CSSStyleSheet();
    const text =
      'cssText' in style
        ? style.cssText
        : Array.from(style.cssRules, ({cssText}) => cssText).join('\n');
    sheet.replaceSync(text);
    return sheet;
  });
}
