import { oneOf, phrases } from './phrase.ts';

/** Subjects of mails that a person's software writes while they are away, or to say that theirs arrived. */
export const ABSENCE_SUBJECT = oneOf(
  phrases(`
  recall: | would like to recall | out of office | out-of-office | out of the office | away from the office | away from my | ooo | ooto | automatic reply | automatic response | automatic answer | automated reply | automated response | auto reply | auto-reply | autoreply | auto response | auto-response | autoresponse | auto responder | autoresponder | auto: | auto answer | autoanswer | automatically generated reply | on vacation | vacation | on leave | annual leave | maternity leave | parental leave | on holiday | away message | absence | i am away | i'm away | is away | currently away
  no longer with | left the company | thank you for your | thanks for your | thank you for contacting | we have received your | we received your | your message has been received | your email has been received | your request has been received | message received | received your | acknowledgement | acknowledgment | ticket # | [ticket | case # | request received | confirmation of receipt | read: | not read: | receipt: | return receipt | disposition notification
  abwesenheit | abwesenheitsnotiz | abwesend | automatische antwort | automatische ruckmeldung | nicht im buro | im urlaub | eingangsbestatigung | gelesen: | ungelesen: | nicht gelesen: | lesebestatigung | reponse automatique | absence du bureau | absent du bureau | absent | absente | en conge | accuse de reception | accuse de lecture | message d'absence | lu : | non lu :
  respuesta automatica | fuera de la oficina | fuera de oficina | ausente | ausencia | de vacaciones | acuse de recibo | leido: | resposta automatica | fora do escritorio | de ferias | risposta automatica | fuori sede | fuori ufficio | assenza | assente | in ferie | automatisch antwoord | afwezig | afwezigheid | niet aanwezig | automatiskt svar | autosvar | automatisk svar | fravaer | franvaro | ej pa kontoret | automaattinen vastaus | poissa | lomalla
  autoodpowiedz | automatyczna odpowiedz | odpowiedz automatyczna | nieobecnosc | poza biurem | automaticka odpoved | mimo kancelar | automatikus valasz | hazon kivul | raspuns automat | otomatik yanit | otomatik cevap | ofis disinda | αυτοματη απαντηση | автоответ | автоматический ответ | автоматична відповідь | отсутствие | нет на месте | вне офиса | в отпуске
  自動返信 | 自動応答 | 自動回答 | 不在 | 休暇 | 受付完了 | 受信確認 | 自动回复 | 自動回覆 | 自动答复 | 外出 | 休假 | 자동 회신 | 자동 응답 | 부재중 | 부재 중
`),
);

/** The same, in the text; believed only of a mail that says no word of a failure. */
export const ABSENCE_WORDS = oneOf(
  phrases(`
  out of the office | out of office | away from the office | away from my desk | away from my email | on vacation | on annual leave | on maternity leave | on parental leave | on holiday | i will be away | i am away | i'm away | i am currently away | i am currently out | i'm currently out | limited access to email | limited access to my email | i will reply | i will respond | i will get back to you | will be back on | upon my return | when i return | until i return | automatic reply | automated reply | automated response | auto-reply | autoreply | autoresponder | this is an automated response | this is an automatic response
  no longer work at | no longer work for | no longer working at | am no longer with | is no longer with | no longer employed by | has left the company | abwesend | nicht im buro | im urlaub | ruckkehr | wieder erreichbar | absent du bureau | en conge | de retour | je serai absent | fuera de la oficina | de vacaciones | estare ausente | fora do escritorio | de ferias | fuori ufficio | in ferie | saro assente | afwezig | op vakantie | semester | pa ferie | lomalla | na urlopie | nieobecn- | mimo kancelar | tatilde | в отпуске | отсутствую | 不在 | 休暇 | 休假 | 外出 | 부재
`),
);
