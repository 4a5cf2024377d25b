import {expect} from '@open-wc/testing';
import {LitElement} from 'lit';
import {property} from 'lit/decorators.js';

class Decorated extends LitElement {
  @property({reflect: true}) name = 'first';
}
customElements.define('test-decorated', Decorated);

describe('a decorated property', () => {
  it('is an accessor, which a class field does not hide', async () => {
    const element = new Decorated();
    document.body.append(element);
    await element.updateComplete;
    element.name = 'second';
    await element.updateComplete;
    expect(Object.hasOwn(element, 'name')).to.equal(false);
    expect(element.getAttribute('name')).to.equal('second');
    element.remove();
  });
});
