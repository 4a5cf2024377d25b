import {expect, fixture, html as markup} from '@open-wc/testing';
import {
  announcer,
  FormValue,
  icon,
  icons,
  Localize,
  registerTranslation,
  Resource,
  tokens,
  translationOnDemand,
  type Translation,
} from '@hubkit/core';
import {html, LitElement, type TemplateResult} from 'lit';

interface Words extends Translation {
  testHello: (name: string) => string;
  testOnlyEnglish: string;
}

registerTranslation(
  {
    $code: 'en-GB',
    $name: 'English',
    $dir: 'ltr',
    testHello: (name: string) => `Hello ${name}`,
    testOnlyEnglish: 'Only English',
  } as Words,
  {
    $code: 'cy',
    $name: 'Cymraeg',
    $dir: 'ltr',
    testHello: (name: string) => `Helo ${name}`,
  } as Words,
);
let loads = 0;
translationOnDemand('gd', () => {
  loads++;
  registerTranslation({
    $code: 'gd',
    $name: 'Gàidhlig',
    $dir: 'ltr',
    testHello: (name: string) => `Halò ${name}`,
  } as Words);
  return Promise.resolve();
});

class CoreSpeaker extends LitElement {
  readonly strings = new Localize<Words>(this);
  override render(): TemplateResult {
    return html`<p>${this.strings.text('testHello', 'Ann')}</p>
      <i>${this.strings.text('testOnlyEnglish')}</i>`;
  }
}
customElements.define('core-speaker', CoreSpeaker);

const frames = () => new Promise((resolve) => requestAnimationFrame(resolve));
const said = (speaker: CoreSpeaker) => speaker.shadowRoot!.querySelector('p')!.textContent;

describe('Localize', () => {
  afterEach(() => {
    document.documentElement.lang = 'en';
  });

  it('takes the nearest language, through shadow roots', async () => {
    const outer = await fixture(markup`<div lang="cy"><div></div></div>`);
    const inner = outer.firstElementChild!.attachShadow({mode: 'open'});
    const speaker = new CoreSpeaker();
    inner.append(speaker);
    await speaker.updateComplete;
    expect(said(speaker)).to.equal('Helo Ann');
  });

  it('takes the base language of a region, and British English by name for others', async () => {
    const around = await fixture<HTMLElement>(markup`<div lang="cy-GB"></div>`);
    const speaker = new CoreSpeaker();
    around.append(speaker);
    await speaker.updateComplete;
    expect(said(speaker)).to.equal('Helo Ann');
    for (const lang of ['fr', 'en-US', 'not a language']) {
      around.lang = lang;
      await frames();
      await speaker.updateComplete;
      expect(said(speaker), lang).to.equal('Hello Ann');
      expect(speaker.strings.code, lang).to.equal('en-GB');
    }
  });

  it('draws again when a language around it changes later', async () => {
    const around = await fixture<HTMLElement>(markup`<div lang="en"></div>`);
    const speaker = new CoreSpeaker();
    around.append(speaker);
    await speaker.updateComplete;
    around.lang = 'cy';
    await frames();
    await speaker.updateComplete;
    expect(said(speaker)).to.equal('Helo Ann');
  });

  it('marks a string that fell back with its own language', async () => {
    const around = await fixture<HTMLElement>(markup`<div lang="cy"></div>`);
    const speaker = new CoreSpeaker();
    around.append(speaker);
    await speaker.updateComplete;
    expect(speaker.shadowRoot!.querySelector('i [lang]')!.getAttribute('lang')).to.equal('en-GB');
    expect(speaker.shadowRoot!.querySelector('p [lang]')).to.equal(null);
  });

  it('loads a language when it is first needed, once', async () => {
    expect(loads).to.equal(0);
    const around = await fixture<HTMLElement>(markup`<div lang="gd"></div>`);
    const speaker = new CoreSpeaker();
    around.append(speaker);
    await frames();
    await speaker.updateComplete;
    expect(said(speaker)).to.equal('Halò Ann');
    expect(loads).to.equal(1);
  });
});

describe('announcer', () => {
  beforeEach(() => {
    announcer.reset();
  });
  after(() => {
    announcer.reset();
  });
  const region = () => document.querySelector<HTMLElement>('[data-hub-announcer]');

  it('has its one region before anything is said, out of sight and not hidden', () => {
    announcer.prepare();
    announcer.prepare();
    expect(document.querySelectorAll('[data-hub-announcer]')).to.have.lengthOf(1);
    expect(region()!.getAttribute('aria-live')).to.equal('polite');
    expect(region()!.hasAttribute('hidden')).to.be.false;
    expect(region()!.getBoundingClientRect().width).to.be.at.most(1);
  });

  it('says words with their language', () => {
    announcer.say('Helo', 'cy');
    expect(region()!.textContent).to.equal('Helo');
    expect(region()!.lang).to.equal('cy');
  });

  it('holds what comes too soon, and says what is urgent at once', () => {
    announcer.say('One', 'en');
    announcer.say('Two', 'en');
    expect(region()!.textContent).to.equal('One');
    announcer.say('Three', 'en', true);
    expect(region()!.textContent).to.equal('Three');
  });
});

interface Loaded {
  id: string;
  disposed: boolean;
}
const answers = new Map<string, (value: Loaded) => void>();

class CoreReader extends LitElement {
  static override properties = {what: {}};
  declare what: string;
  readonly disposed: string[] = [];
  readonly resource: Resource<readonly [string], Loaded> = new Resource(this, {
    args: () => [this.what] as const,
    load: ([id]) => (id ? new Promise<Loaded>((resolve) => answers.set(id, resolve)) : undefined),
    isEmpty: ({id}) => id === 'empty',
    dispose: ({id}) => {
      this.disposed.push(id);
    },
  });
  constructor() {
    super();
    this.what = '';
  }
  override render(): TemplateResult {
    return html`${this.resource.state} ${this.resource.value?.id}`;
  }
}
customElements.define('core-reader', CoreReader);

describe('Resource', () => {
  const give = async (reader: CoreReader, id: string) => {
    answers.get(id)!({id, disposed: false});
    await frames();
    await reader.updateComplete;
  };

  it('waits while something is missing, then loads, then is ready', async () => {
    const reader = await fixture<CoreReader>(markup`<core-reader></core-reader>`);
    expect(reader.resource.state).to.equal('loading');
    reader.what = 'a';
    await reader.updateComplete;
    await give(reader, 'a');
    expect(reader.resource.state).to.equal('ready');
    expect(reader.resource.value!.id).to.equal('a');
  });

  it('drops a late answer and lets go of it', async () => {
    const reader = await fixture<CoreReader>(markup`<core-reader what="a"></core-reader>`);
    reader.what = 'b';
    await reader.updateComplete;
    await give(reader, 'b');
    await give(reader, 'a');
    expect(reader.resource.value!.id).to.equal('b');
    expect(reader.disposed).to.deep.equal(['a']);
  });

  it('lets go of what it holds when something else is asked for, and on release', async () => {
    const reader = await fixture<CoreReader>(markup`<core-reader what="a"></core-reader>`);
    await give(reader, 'a');
    reader.what = 'b';
    await reader.updateComplete;
    expect(reader.disposed).to.deep.equal(['a']);
    await give(reader, 'b');
    reader.resource.release();
    expect(reader.disposed).to.deep.equal(['a', 'b']);
  });

  it('knows what is empty', async () => {
    const reader = await fixture<CoreReader>(markup`<core-reader what="empty"></core-reader>`);
    await give(reader, 'empty');
    expect(reader.resource.state).to.equal('empty');
  });
});

class CoreField extends LitElement {
  static readonly formAssociated = true;
  static override properties = {value: {}, wrong: {}};
  static override styles = tokens;
  declare value: string;
  declare wrong: string | null;
  readonly control: FormValue = new FormValue(this, {
    value: () => this.value,
    problem: () => this.wrong,
    anchor: () => this.renderRoot.querySelector('input'),
  });
  constructor() {
    super();
    this.value = 'a';
    this.wrong = null;
  }
  override render(): TemplateResult {
    return html`<div class="root"><input aria-label="field" />${icon(icons.check)}</div>`;
  }
}
customElements.define('core-field', CoreField);

describe('FormValue', () => {
  it('follows what is drawn', async () => {
    const form = await fixture<HTMLFormElement>(
      markup`<form><core-field name="f"></core-field></form>`,
    );
    const field = form.querySelector('core-field') as CoreField;
    expect(new FormData(form).get('f')).to.equal('a');
    field.value = 'b';
    await field.updateComplete;
    expect(new FormData(form).get('f')).to.equal('b');
    field.wrong = 'Say more.';
    await field.updateComplete;
    expect(form.checkValidity()).to.be.false;
    expect(field.control.validationMessage).to.equal('Say more.');
  });

  it('turns states on and off, and minds no browser without them', async () => {
    const field = await fixture<CoreField>(markup`<core-field></core-field>`);
    field.control.toggle('complete', true);
    expect(field.matches(':state(complete)')).to.be.true;
    field.control.toggle('complete', false);
    expect(field.matches(':state(complete)')).to.be.false;
  });
});

describe('tokens', () => {
  const paint = (field: CoreField) => getComputedStyle(field.shadowRoot!.querySelector('.root')!);

  it('give light and dark pairs by the theme of the element', async () => {
    const field = await fixture<CoreField>(markup`<core-field theme="light"></core-field>`);
    expect(paint(field).backgroundColor).to.equal('rgb(255, 255, 255)');
    field.setAttribute('theme', 'dark');
    expect(paint(field).backgroundColor).to.equal('rgb(18, 23, 29)');
    expect(paint(field).color).to.equal('rgb(233, 238, 243)');
  });

  it('are the page’s to set', async () => {
    const around = await fixture<HTMLElement>(markup`<div></div>`);
    around.style.setProperty('--hub-surface', 'rgb(1, 2, 3)');
    const field = new CoreField();
    around.append(field);
    await field.updateComplete;
    expect(paint(field).backgroundColor).to.equal('rgb(1, 2, 3)');
  });

  it('keep text at 16 px or more in a page whose rem is 10 px, or 8', async () => {
    const field = await fixture<CoreField>(markup`<core-field></core-field>`);
    for (const [rem, wanted] of [
      ['62.5%', 16],
      ['8px', 16],
      ['24px', 24],
    ] as const) {
      document.documentElement.style.fontSize = rem;
      expect(parseFloat(paint(field).fontSize), rem).to.equal(wanted);
    }
    document.documentElement.style.removeProperty('font-size');
  });

  it('reset what a shouting theme hands down, the family apart', async () => {
    const around = await fixture<HTMLElement>(markup`<div></div>`);
    Object.assign(around.style, {
      fontFamily: 'Georgia',
      textTransform: 'uppercase',
      letterSpacing: '4px',
      fontWeight: '900',
      textAlign: 'center',
    });
    const field = new CoreField();
    around.append(field);
    await field.updateComplete;
    expect(paint(field).textTransform).to.equal('none');
    expect(paint(field).letterSpacing).to.equal('normal');
    expect(paint(field).fontWeight).to.equal('400');
    expect(paint(field).fontFamily).to.equal('Georgia');
  });

  it('draw an icon that a screen reader passes over', async () => {
    const field = await fixture<CoreField>(markup`<core-field></core-field>`);
    const drawn = field.shadowRoot!.querySelector('svg')!;
    expect(drawn.getAttribute('aria-hidden')).to.equal('true');
    expect(drawn.querySelector('path')!.namespaceURI).to.equal('http://www.w3.org/2000/svg');
  });
});
