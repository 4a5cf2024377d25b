import type {CSSResultOrNative, LitElement} from 'lit';

/**
 * Gives an element its styles again after it came into another document, an editor’s frame for instance: constructed
 * sheets belong to the document that made them, and are dropped on the way.
 */
export function restyle(element: LitElement): void {
  const root = element.renderRoot as ShadowRoot | undefined;
  const view = element.ownerDocument.defaultView;
  if (!root || !view) return;
  const {elementStyles} = element.constructor as unknown as {elementStyles: CSSResultOrNative[]};
  root.adoptedStyleSheets = elementStyles.map((style) => {
    const sheet = new (view as Window & typeof globalThis).CSSStyleSheet();
    const text =
      'cssText' in style
        ? style.cssText
        : Array.from(style.cssRules, ({cssText}) => cssText).join('\n');
    sheet.replaceSync(text);
    return sheet;
  });
}
