import {registerOnce} from '@hubkit/core';
import {HubConnection} from './hub-connection.ts';

registerOnce('hub-connection', HubConnection.version, () => {
  customElements.define('hub-connection', HubConnection);
});
