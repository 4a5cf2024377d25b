export {registerOnce} from './register-once.ts';
