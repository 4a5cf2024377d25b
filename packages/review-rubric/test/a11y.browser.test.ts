import {expect} from '@open-wc/testing';
import {setViewport} from '@web/test-runner-commands';
import 'axe-core/axe.min.js';
import type axeCore from 'axe-core';
import {devtools, forcedColors} from '../../../tools/wtr/commands.ts';
import {all, drawn, get, open, textOf} from './helpers.ts';
import {aria} from './aria.snapshots.ts';
import {states} from './states.ts';

declare const axe: typeof axeCore;

async function violations(element: Element): Promise<string[]> {
  const {violations: found} = await axe.run(element, {
    // Whole-page rules are the host page’s.
    rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
  });
  return found.map(
    ({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 160)).join(' | ')}`,
  );
}

async function show(name: string, theme: 'light' | 'dark' = 'light') {
  const state = states[name]!;
  const opened = await open(state.person, state.phase, state.given, (rubric, review) => {
    rubric.theme = theme;
    state.change?.(rubric, review);
  });
  await state.act?.(opened.rubric);
  await drawn(opened.rubric);
  return opened;
}

const names = Object.keys(states);

describe('the table of states', () => {
  it('is not empty', () => {
    expect(names).to.have.length.above(30);
  });

  for (const name of names) {
    for (const theme of ['light', 'dark'] as const) {
      it(`has no axe violation when ${name}, ${theme}`, async () => {
        const {rubric} = await show(name, theme);
        expect(await violations(rubric)).to.deep.equal([]);
      });
    }
  }

  for (const name of names) {
    it(`needs no sideways scrolling at 320 px when ${name}`, async () => {
      await setViewport({width: 320, height: 800});
      try {
        const {rubric} = await show(name);
        const root = get(rubric, '.root');
        // An engine may keep its window wider: then the place is made narrow.
        rubric.parentElement!.style.inlineSize = '304px';
        await drawn(rubric);
        expect(root.scrollWidth, 'scrollWidth').to.be.at.most(root.clientWidth);
      } finally {
        await setViewport({width: 1000, height: 800});
      }
    });
  }

  it('makes every target at least 24 px, and what is chosen most often 44', async () => {
    const {rubric} = await show('reviewer chooses a level');
    for (const each of all(rubric, 'button, summary, select')) {
      const {height, width} = each.getBoundingClientRect();
      if (width === 0) continue;
      expect(height, textOf(each)).to.be.at.least(24);
    }
    for (const each of all(rubric, 'label.answer, button.primary')) {
      expect(each.getBoundingClientRect().height, textOf(each)).to.be.at.least(44);
    }
  });

  it('shows what is chosen without colour, in forced colours', async function () {
    if (!(await forcedColors(true))) this.skip();
    try {
      const {rubric} = await open('bex', 'independent', {
        ratingMode: 'levels',
        mine: {thread: {answer: 'secure'}},
      });
      const chosen = get(rubric, '#c-thread .option:has(:checked)');
      const other = get(rubric, '#c-thread .option:not(:has(:checked))');
      expect(parseFloat(getComputedStyle(chosen).borderTopWidth)).to.be.above(
        parseFloat(getComputedStyle(other).borderTopWidth),
      );
      expect(await violations(rubric)).to.deep.equal([]);
    } finally {
      await forcedColors(false);
    }
  });

  it('keeps headings in order: areas, then criteria', async () => {
    const {rubric} = await show('school drafts');
    expect(all(rubric, 'h2, h3').map(({localName}) => localName)).to.deep.equal([
      'h2',
      'h3',
      'h3',
      'h2',
      'h3',
      'h3',
    ]);
  });

  it('puts everything the other way round where the page reads from the right', async () => {
    const {rubric} = await open('bex', 'independent', {}, (each) => {
      each.dir = 'rtl';
    });
    const label = get(rubric, '#c-thread label.answer');
    const input = label.querySelector('input')!;
    expect(getComputedStyle(get(rubric, '.root')).direction).to.equal('rtl');
    expect(input.getBoundingClientRect().right).to.be.above(
      label.getBoundingClientRect().left + label.getBoundingClientRect().width / 2,
    );
  });
});

interface Node {
  nodeId: string;
  ignored: boolean;
  role?: {value: string};
  name?: {value: string};
  childIds?: string[];
  parentId?: string;
}

/** What a screen reader is given, as indented lines: role and name. */
async function tree(): Promise<string | null> {
  const answer = (await devtools('Accessibility.getFullAXTree')) as {nodes: Node[]} | undefined;
  if (!answer) return null;
  const byId = new Map(answer.nodes.map((each) => [each.nodeId, each]));
  const lines: string[] = [];
  const silent = new Set(['none', 'generic', 'StaticText', 'InlineTextBox', 'ListMarker']);
  const walk = (id: string, depth: number) => {
    const node = byId.get(id);
    if (!node) return;
    const role = node.role?.value ?? '';
    const named = !node.ignored && !silent.has(role) && depth >= 0;
    if (named) lines.push(`${'  '.repeat(depth)}${role} “${node.name?.value ?? ''}”`);
    for (const child of node.childIds ?? []) walk(child, named ? depth + 1 : depth);
  };
  const root = answer.nodes.find(({parentId}) => parentId === undefined);
  if (root) for (const child of root.childIds ?? []) walk(child, 0);
  return lines.join('\n');
}

describe('what a screen reader is given', () => {
  it('was read through for the main states', () => {
    expect(Object.keys(aria)).to.have.length.above(6);
  });

  for (const [name, expected] of Object.entries(aria)) {
    it(`stays as it was read through when ${name}`, async function () {
      await show(name);
      const content = await tree();
      // Other engines hand out no tree.
      if (content === null) this.skip();
      expect(`\n${content}\n`).to.equal(expected);
    });
  }
});
