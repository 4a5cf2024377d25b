import type {TemplateResult} from 'lit';
import type {Desk} from '../desk.ts';

type Trouble = (desk: Desk, prefix: string) => TemplateResult;
let drawn: Trouble | null = null;

/** Conflicts and refusals are rare: how to draw them is loaded when there is one, and given here. */
export const giveTrouble = (draw: Trouble): void => {
  drawn = draw;
};

/** Conflicts and refused edits of the fields whose entity starts so. */
export const trouble = (desk: Desk, prefix: string): TemplateResult | null => {
  const {conflicts, refusals} = desk.live;
  const here = ({entity}: {entity: string}) => entity.startsWith(prefix);
  return drawn && (conflicts.some(here) || refusals.some(here)) ? drawn(desk, prefix) : null;
};
