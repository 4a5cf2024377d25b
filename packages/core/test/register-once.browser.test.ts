import {expect} from '@open-wc/testing';
import {registerOnce} from '@hubkit/core';

/** A new class each time: a constructor may be registered under one tag only. */
function element(version?: string): CustomElementConstructor {
  return class extends HTMLElement {
    static readonly version = version;
  };
}

describe('registerOnce', () => {
  const heard: string[] = [];
  const {warn} = console;

  beforeEach(() => {
    heard.length = 0;
    console.warn = (...words: unknown[]) => heard.push(words.map(String).join(' '));
  });

  afterEach(() => {
    console.warn = warn;
  });

  const register = (tag: string, version: string, made = element(version)) => {
    registerOnce(tag, version, () => {
      customElements.define(tag, made);
    });
  };

  it('registers a tag that is free, in silence', () => {
    const made = element('1.0.0');
    register('once-free', '1.0.0', made);
    expect(customElements.get('once-free')).to.equal(made);
    expect(heard).to.deep.equal([]);
  });

  it('says nothing when the same version comes again', () => {
    register('once-same', '1.0.0');
    register('once-same', '1.0.0');
    expect(heard).to.deep.equal([]);
  });

  it('keeps the first of two versions and warns once, naming both', () => {
    const first = element('1.0.0');
    register('once-other', '1.0.0', first);
    register('once-other', '2.0.0');
    register('once-other', '2.0.0');
    expect(customElements.get('once-other')).to.equal(first);
    expect(heard).to.have.lengthOf(1);
    expect(heard[0]).to.contain('1.0.0').and.to.contain('2.0.0').and.to.contain('<once-other>');
  });

  it('warns when the tag is taken by a class without a version', () => {
    customElements.define('once-foreign', element());
    register('once-foreign', '2.0.0');
    expect(heard).to.have.lengthOf(1);
    expect(heard[0]).to.contain('an unknown version').and.to.contain('2.0.0');
  });

  it('never throws, even when the registry refuses', () => {
    expect(() => {
      register('Not-A-Name', '1.0.0');
    }).not.to.throw();
    expect(heard).to.have.lengthOf(1);
  });
});
