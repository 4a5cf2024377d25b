export {forgetfulDevice, indexedDevice, type Device, type Queued, type Snapshot} from './device.ts';
export {Outbox, type OutboxOptions, type Settled} from './outbox.ts';
