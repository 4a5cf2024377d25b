// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- whoever reads our sources needs these types too
/// <reference path="./lucide.d.ts" />
// One file each: the index of the package names thousands, and a browser without a bundler would load them all.
import ArrowRight from 'lucide/dist/esm/icons/arrow-right.mjs';
import Check from 'lucide/dist/esm/icons/check.mjs';
import ChevronDown from 'lucide/dist/esm/icons/chevron-down.mjs';
import CircleAlert from 'lucide/dist/esm/icons/circle-alert.mjs';
import CloudOff from 'lucide/dist/esm/icons/cloud-off.mjs';
import Eye from 'lucide/dist/esm/icons/eye.mjs';
import Plus from 'lucide/dist/esm/icons/plus.mjs';
import ShieldAlert from 'lucide/dist/esm/icons/shield-alert.mjs';
import {html, svg, type TemplateResult} from 'lit';

/** An icon as `lucide` gives it: its shapes and their attributes. */
export type IconData = readonly (readonly [string, Readonly<Record<string, unknown>>])[];

export const icons = {
  alert: CircleAlert as IconData,
  arrow: ArrowRight as IconData,
  check: Check as IconData,
  down: ChevronDown as IconData,
  eye: Eye as IconData,
  offline: CloudOff as IconData,
  plus: Plus as IconData,
  shield: ShieldAlert as IconData,
};

function shape([name, a]: IconData[number]): TemplateResult | null {
  switch (name) {
    case 'path':
      return svg`<path d=${String(a['d'])} />`;
    case 'circle':
      return svg`<circle cx=${String(a['cx'])} cy=${String(a['cy'])} r=${String(a['r'])} />`;
    case 'line':
      return svg`<line
        x1=${String(a['x1'])}
        y1=${String(a['y1'])}
        x2=${String(a['x2'])}
        y2=${String(a['y2'])}
      />`;
    default:
      return null;
  }
}

/** Draws an icon. It says nothing to a screen reader: a word stands beside it. */
export const icon = (data: IconData): TemplateResult => html`
  <svg
    class="icon"
    aria-hidden="true"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    ${data.map(shape)}
  </svg>
`;
