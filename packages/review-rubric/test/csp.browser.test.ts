import {expect, fixture, html} from '@open-wc/testing';
import {until} from './helpers.ts';

const own = location.origin;
const base = `default-src 'none'; script-src ${own}; style-src ${own}; connect-src ${own}`;
const policies: Record<string, string> = {
  'A: own files alone': base,
  'B: and trusted types': `${base}; require-trusted-types-for 'script'`,
  'C: and Lit’s policy alone': `${base}; require-trusted-types-for 'script'; trusted-types lit-html`,
  'D: and more than one Lit': `${base}; require-trusted-types-for 'script'; trusted-types lit-html 'allow-duplicates'`,
};

describe('under a strict policy', () => {
  it('has policies to be tested under', () => {
    expect(Object.keys(policies)).to.have.lengthOf(4);
  });

  for (const [name, policy] of Object.entries(policies)) {
    it(`is drawn, styled, and refused nothing, ${name}`, async () => {
      const page = new URL('./csp-page.ts', import.meta.url).href;
      const frame = await fixture<HTMLIFrameElement>(html`<iframe title="policy"></iframe>`);
      frame.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><body><script type="module" src="${page}"></script>`;
      const inside = await until(() => {
        const there = frame.contentWindow as unknown as {ready?: boolean; refused: string[]} | null;
        return there?.ready && there;
      });
      const rubric = frame.contentDocument!.querySelector('review-rubric')!;
      const weight = frame.contentWindow!.getComputedStyle(
        rubric.shadowRoot!.querySelector('h3')!,
      ).fontWeight;
      expect(weight).to.equal('600');
      expect(inside.refused).to.deep.equal([]);
    });
  }
});
