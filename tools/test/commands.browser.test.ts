import {expect} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import {devtools, forcedColors} from '../wtr/commands.ts';

describe('the commands of the browser tests', () => {
  const chromium = navigator.userAgent.includes('Chrome/');

  it('press keys', async () => {
    const input = document.createElement('input');
    document.body.append(input);
    input.focus();
    await sendKeys({type: 'key'});
    expect(input.value).to.equal('key');
    input.remove();
  });

  it('set the viewport', async () => {
    await setViewport({width: 620, height: 500});
    expect([innerWidth, innerHeight]).to.deep.equal([620, 500]);
  });

  it('force colours in Chromium, and say that they did not elsewhere', async () => {
    expect(await forcedColors(true)).to.equal(chromium);
    expect(await forcedColors(false)).to.equal(true);
  });

  it('send a DevTools message in Chromium alone', async () => {
    const answer = await devtools('Browser.getVersion');
    expect(answer !== undefined).to.equal(chromium);
  });
});
