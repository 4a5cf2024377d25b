export {announcer} from './announcer.ts';
export {ContextProvider} from '@lit/context';
export {attachContextRoot, clientContext, ConnectedClient} from './context.ts';
export {HubErrorEvent, type HubErrorDetail} from './error-event.ts';
export {FormValue, type FormValueOptions} from './form-value.ts';
export {icon, icons, type IconData} from './icons.ts';
export {
  Localize,
  registerTranslation,
  translationOnDemand,
  type Arguments,
  type Translation,
} from './localize.ts';
export {registerOnce} from './register-once.ts';
export {Resource, type ResourceOptions} from './resource.ts';
export {restyle} from './restyle.ts';
export {safeUrl} from './safe-url.ts';
export {coreCy} from './strings/cy.ts';
export {coreEnGb, type CoreStrings} from './strings/en-gb.ts';
export {tokens} from './tokens.ts';
