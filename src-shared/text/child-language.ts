import { matchLanguage, useLanguage } from './text.ts';

/** Tells a child process that the language has changed. */
export interface LanguageChange {
  readonly type: 'language';
  readonly language: string;
}

/** Where a child process reads the language that it starts with. */
export const languageVariable = 'TESSERA_LANGUAGE';

/**
 * `receive` as the listener of a child process for all that it is sent: nothing reaches it before the language is loaded, and
 * changes of language end here.
 */
export function inLanguage<Message extends object>(
  receive: (message: Message) => void,
): (message: Message | LanguageChange) => void {
  let ready = useLanguage(matchLanguage([process.env[languageVariable] ?? 'en']));
  return (message) => {
    if (isChange(message)) ready = ready.then(() => useLanguage(matchLanguage([message.language])));
    // What it throws is its own: messages after it are received all the same.
    else void ready.then(() => receive(message));
  };
}

const isChange = (message: object): message is LanguageChange =>
  'type' in message && message.type === 'language';
