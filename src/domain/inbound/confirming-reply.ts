import type { InboundMail } from './inbound-mail.ts';
import { ownWords } from './own-words.ts';
import { folded, oneOf, phrases } from './phrases/phrase.ts';
import { commandOf, readerCommand } from './reader-command.ts';

/**
 * What somebody says who replies to the mail that asks them to confirm: `yes`, in a word or with none at all; `more`, which is a yes with words that a
 * person should read; or `no`. A reply is what was asked for, so that only plain words against it make it a no.
 */
export type ConfirmingReply = 'yes' | 'more' | 'no';

export function confirmingReply(mail: InboundMail): ConfirmingReply {
  const own = ownWords(mail).slice(0, MOST_WORDS);
  const words = folded(own).trim();
  if (REFUSAL.test(words) || readerCommand(mail) === 'unsubscribe' || own.split('\n').some(isNo)) return 'no';
  const bare = withoutMarks(words);
  return bare === '' || YES.has(bare) || readerCommand(mail) === 'subscribe' ? 'yes' : 'more';
}

/** People say first what they want; what stands far below may be a quote that does not look like one. */
const MOST_WORDS = 400;

/** A line by itself, as below a greeting. */
function isNo(line: string): boolean {
  const words = folded(line).trim();
  return NO.has(withoutMarks(words)) || NO_FIRST.test(words) || commandOf(line) === 'unsubscribe';
}

function asSaid(phrase: string): string {
  return withoutMarks(folded(phrase));
}

/** A comma more or less changes nothing. */
function withoutMarks(text: string): string {
  return text.replace(/[\p{P}\p{S}\s]+/gu, ' ').trim();
}

/** `No, …`: not `no problem`. */
const NO_FIRST = /^(?:no|nope|nein|non|nee|nej|nie|нет)\s*[,.!;:–—-]/u;

const NO = new Set(
  phrases(`
  no | nope | nein | non | nee | nej | nei | ei | nie | ne | não | нет | ні | いいえ | 不 | 不是 | 不要 | 아니요 | no thanks | no thank you | nein danke | non merci | no gracias | nao obrigado | no grazie | nee bedankt | nej tack | nej tak | nie dziekuje | нет спасибо
`).map(asSaid),
);

const YES = new Set(
  phrases(`
  yes | yes please | yep | yeah | y | ok | okay | sure | confirm | confirmed | i confirm | i confirm my subscription | please confirm | please do | subscribe | agreed | thanks | thank you | yes, thank you | yes thanks
  ja | ja bitte | jawohl | bestatigt | ich bestatige | danke | oui | oui merci | je confirme | confirme | d'accord | si | si, gracias | confirmo | confirmado | vale | sim | sim, obrigado | si, grazie | confermo | va bene | ja graag | bevestigd | akkoord
  ja tack | ja tak | bekrefter | bekraftar | kylla | tak | tak, potwierdzam | potwierdzam | ano | igen | да | да, спасибо | подтверждаю | так | はい | 確認しました | 是 | 是的 | 好 | 好的 | 确认 | 確認 | 네 | 예 | 확인
`).map(asSaid),
);

const REFUSAL = oneOf(
  phrases(`
  not me | wasn't me | was not me | isn't me | did not ask | didn't ask | never asked | did not request | didn't request | never requested | did not sign up | didn't sign up | never signed up | did not subscribe | didn't subscribe | never subscribed | do not subscribe | don't subscribe | not interested | do not want | don't want | do not confirm | don't confirm | wrong person | wrong address | by mistake | stop this | stop sending | stop mailing | stop emailing | leave me alone | remove me | unsubscribe | who are you | no thanks | no thank you | spam
  nicht ich | war ich nicht | nicht angefordert | nicht angemeldet | nicht bestellt | nicht abonniert | kein interesse | keine mails | will nicht | mochte nicht | mochte das nicht | falsche adresse | falscher empfanger | nein danke | abmelden
  pas moi | n'ai pas demande | n'ai rien demande | jamais demande | pas inscrit | pas interesse | ne veux pas | ne souhaite pas | mauvaise adresse | par erreur | non merci | desabonner | desinscrire
  no fui yo | no he sido yo | no he pedido | no lo pedi | no pedi | no solicite | no he solicitado | no me interesa | no quiero | por error | direccion equivocada | no gracias
  nao fui eu | nao pedi | nao solicitei | nao me inscrevi | nao quero | nao tenho interesse | endereco errado
  non sono io | non sono stato io | non ho chiesto | non ho richiesto | non mi interessa | non voglio | per errore | indirizzo sbagliato
  was ik niet | niet aangevraagd | niet aangemeld | geen interesse | wil ik niet | wil niet | verkeerd adres | per ongeluk
  inte jag | har inte bett | vill inte | inte intresserad | ikke mig | ikke meg | ikke bedt om | vil ikke | ikke interesseret
  to nie ja | nie prosilem | nie prosilam | nie zamawialem | nie zamawialam | nie chce | nie jestem zainteresowany
  это не я | не я | не подписывался | не подписывалась | не просил | не просила | не хочу | не нужно | ошибке | не заказывал
  申し込んでいません | 申込んでいません | 登録していません | 覚えがありません | 心当たりがありません | 不要です | 間違い | 停止してください
  不是我 | 我没有 | 我沒有 | 没有订阅 | 沒有訂閱 | 不想 | 不需要 | 没兴趣 | 제가 아닙니다 | 신청하지 않았 | 원하지 않 | 관심 없
`),
);
