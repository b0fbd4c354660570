import { header, type InboundMail } from './inbound-mail.ts';
import { ownWords } from './own-words.ts';
import { folded } from './phrases/phrase.ts';

/** What a reader asks for by mail. */
export type ReaderCommand = 'subscribe' | 'unsubscribe';

/** What readers write alone on the first line, or as the subject, in the languages in which it is common. */
const LEAVING = new Set([
  'stop',
  'unsubscribe',
  'unsubscribe me',
  'please unsubscribe',
  'please unsubscribe me',
  'remove',
  'remove me',
  'please remove me',
  'opt out',
  'optout',
  'opt-out',
  'cancel',
  'leave',
  'abmelden',
  'abbestellen',
  'austragen',
  'desabonner',
  'desinscrire',
  'se desabonner',
  'me desabonner',
  'desinscription',
  'baja',
  'darse de baja',
  'cancelar suscripcion',
  'cancelar',
  'descadastrar',
  'cancellami',
  'disiscrivimi',
  'cancellazione',
  'uitschrijven',
  'afmelden',
  'avregistrera',
  'afmeld',
  'avslutt',
  'rezygnuj',
  'wypisz',
  'отписаться',
  'отписка',
  'отпишите меня',
  'стоп',
  '配信停止',
  '退会',
  '解除',
  '退订',
  '取消订阅',
  '수신거부',
  '구독취소',
]);
const COMING = new Set([
  'subscribe',
  'subscribe me',
  'please subscribe',
  'please subscribe me',
  'join',
  'sign me up',
  'anmelden',
  'abonnieren',
  "s'abonner",
  'abonner',
  'abonnement',
  'suscribir',
  'suscribirme',
  'alta',
  'inscrever',
  'iscriviti',
  'iscrivimi',
  'inschrijven',
  'aanmelden',
  'prenumerera',
  'подписаться',
  '登録',
  '購読',
  '订阅',
  '구독',
]);

/**
 * The command of a mail, or null for an ordinary one. It is what the first line says that the reader wrote, or the subject of a mail that
 * says nothing else; a sentence with the word in it is a person's, to be read by one.
 */
export function readerCommand(mail: InboundMail): ReaderCommand | null {
  const words = ownWords(mail);
  const asked = commandOf(words.split('\n').find((line) => /\S/.test(line)) ?? '');
  if (asked !== null && words.length < 2_000) return asked;
  const subject = header(mail, 'subject');
  return words.trim().length < 200 || commandOf(words) !== null ? commandOf(subject) : null;
}

/** Whether a mail is a command, whatever it asks. */
export function isCommand(mail: InboundMail): boolean {
  return readerCommand(mail) !== null;
}

/** The command that a line consists of; null when it says anything else. */
export function commandOf(line: string): ReaderCommand | null {
  const words = folded(line)
    .replace(/^(?:re|aw|sv|antw)\s*:\s*/, '')
    .replace(/[.!,;:\s]+$/, '')
    .replace(/^[\s"'<]+|["'>]+$/g, '')
    .trim();
  if (LEAVING.has(words)) return 'unsubscribe';
  return COMING.has(words) ? 'subscribe' : null;
}
