import { oneOf, phrases } from './phrase.ts';

/** Subjects under which mail servers return mail. */
export const FAILURE_SUBJECT = oneOf(
  phrases(`
  undeliver- | undelivered | undeliverable | delivery failure | delivery failed | delivery fail | delivery has failed | delivery error | delivery problem | delivery notification
  delivery status notification | delivery report | delivery status | message delivery | delivery to ~ failed | facsimile job ~ failed | fax ~ failed | are not member | not a member | email blocked | mail blocked | message blocked | has been blocked | was blocked | rejected posting | posting rejected | no longer in use | no longer valid | address is no longer | address not in use | delivery unsuccessful | delivery was not | failure notice | failure notification | failure delivery | failed delivery
  failed mail | mail failed | mail failure | mail delivery | mail could not be delivered | message could not be delivered | could not be delivered | could not deliver
  couldn't be delivered | cannot be delivered | can't be delivered | not delivered | non-delivery | nondelivery | non delivery | non-deliverable | nondeliverable | returned mail | mail returned | returned to sender
  returning message to sender | return to sender | returned message | returned email | message returned | mail system error | mail error | email error | error sending | bounced mail | bounced message | mail rejected
  message rejected | rejected mail | rejected: | message not delivered | message status - undeliverable | message rejete | courrier rejete | mail rejete | notification d'etat | permanent error | unable to deliver | was not delivered | not been delivered | not member article | non-member | user unknown | unknown user
  no such user | unknown recipient | invalid recipient | mailbox full | mailbox is full | over quota | ndn: | ndr: | dsn: | dsn failure | server-nachricht
  non remis | non remise | non delivre | non distribue | echec de la remise | echec de remise | echec de la distribution | echec d'envoi | erreur de remise | retour de courrier | notification d'echec | impossible de remettre
  unzustellbar | nicht zustellbar | zustellung fehlgeschlagen | zustellungsfehler | zustellfehler | fehler bei der zustellung | nicht zugestellt | konnte nicht zugestellt | zustellbericht | unzustellbare
  no se puede entregar | no se ha podido entregar | no entregado | no se entrego | no entregable | error de entrega | fallo de entrega | fallo en la entrega | correo devuelto | mensaje devuelto | devuelto al remitente | error en la entrega | imposible entregar
  nao entregue | nao foi entregue | nao pode ser entregue | falha na entrega | falha de entrega | erro de entrega | mensagem devolvida | devolucao
  mancata consegna | mancato recapito | non recapitabile | non consegnato | non recapitato | errore di consegna | impossibile recapitare | consegna fallita | mancato invio
  onbestelbaar | niet bezorgd | niet afgeleverd | kan niet worden bezorgd | bezorging mislukt | kunde inte levereras | olevererat | gick inte att leverera | ikke leveret | kunne ikke leveres | uleverbar | ikke levert | toimitus epaonnistui | ei voitu toimittaa
  nie dostarczono | niedostarczon- | nie mozna dostarczyc | nie zostala dostarczona | zwrot wiadomosci | blad dostarczania | nedorucitelne | nedoruceno | nedorucena | nelze dorucit | kezbesithetetlen | sikertelen | nem kezbesitheto | nelivrat | teslim edilemedi | iletilemedi | teslim edilemeyen | μη παραδοτεο | αποτυχια παραδοσης
  недоставлен- | не доставлено | не доставлен- | невозможно доставить | не удалось доставить | не может быть доставлено | ошибка доставки | отказ в доставке | возврат | недоставка | возвращено | не вдалося доставити | неможливо доставити
  配信不能 | 配信できません | 配信に失敗 | 配信エラー | 配達不能 | 送信できません | 送信エラー | 不達 | 届きません | 未配信 | 送達不能 | メール送信エラー | エラー通知 | エラーメール | 返送 | 戻り
  退信 | 退回 | 投递失败 | 投遞失敗 | 发送失败 | 發送失敗 | 传递失败 | 传送失败 | 无法投递 | 无法送达 | 無法傳遞 | 未送达 | 未传递 | 未傳遞 | 邮件被退回 | 系统退信 | 传输失败 | 配送失败
  전송 실패 | 배달 실패 | 전송되지 않 | 배달되지 않 | 배달 불가 | 반송 | 전달할 수 없 | 수신 거부
`),
);

/** Words in the text of a mail by which a server says that it could not deliver another mail. */
export const FAILURE_WORDS = oneOf(
  phrases(`
  could not be delivered | couldn't be delivered | cannot be delivered | can not be delivered | can't be delivered | was not delivered | wasn't delivered | has not been delivered | not been delivered | were not delivered | not be delivered to | not delivered to
  was not completed after | refused to deliver | not delivered | message deleted | was undeliverable | is undeliverable | undeliverable | undelivered | could not deliver | couldn't deliver | cannot deliver | can't deliver | not able to deliver | wasn't able to deliver | unable to deliver | was unable to deliver | failed to deliver | failed to be delivered | delivery failed | delivery has failed
  delivery failure | delivery to the following | delivery of the following | delivery attempt failed | delivery attempts failed | delivery error | delivery problem | delivery unsuccessful | did not reach | didn't reach | not reach the following | failed permanently | failed: | permanent error | permanent fatal errors | fatal errors | permanent failure
  undeliverable to | unable to send | could not be sent | couldn't be sent | unable to relay | could not be relayed | returned to you | returned to sender | being returned | is returned | was returned | returned mail | returning your | returned unopened | bounced | bounce | rejected your message | rejected the message | rejected by | automatically rejected | was rejected | mail rejected | not accepted
  did not accept | non-delivery | nondelivery | failure notice | failed recipient | failed recipients | failed addresses | following address(es) failed | following addresses failed | following addresses had | following recipient | following recipients | following destination | following address | transcript of session | transcript of the session | reason of the delivery failure | error occurred | errors occurred | encountered an error | problem occurred | message was not sent | mail was not sent | had a problem | delivery notification
  is not distributed | was not distributed | not distributed | are not member | not a member of | 配送されません
  n'a pas pu etre delivre | n'a pas pu etre remis | n'a pas ete remis | n'a pas ete delivre | n'a pu etre | impossible de remettre | impossible de delivrer | impossible d'acheminer | echec de la remise | non remis | n'a pas pu etre distribue
  nicht zugestellt | nicht zustellbar | unzustellbar | konnte nicht ausgeliefert | nicht ausgeliefert | konnte nicht gesendet | nicht erreicht | zustellung ~ fehlgeschlagen | nicht ubermittelt | zuruckgesandt | zuruckgewiesen | kann nicht zugestellt
  no se ha podido entregar | no se pudo entregar | no ha podido ser entregado | no pudo ser entregado | no se puede entregar | no ha sido entregado | no fue entregado | no ha llegado | no se entrego | devuelto | error al entregar | nao pode ser entregue | nao foi entregue | nao foi possivel entregar | nao entregue | devolvida | falha na entrega
  non e stato recapitato | non e stato consegnato | non e stato possibile | impossibile recapitare | impossibile consegnare | mancata consegna | non consegnato | non recapitabile | kan niet worden bezorgd | niet worden afgeleverd | kon niet worden | niet bezorgd | niet afgeleverd | kunde inte levereras | inte kunde levereras | kunne ikke leveres | ikke leveret | ikke levert | ei voitu toimittaa | ei voida toimittaa
  nie mogla zostac dostarczona | nie moze byc dostarczona | nie mozna bylo dostarczyc | nie zostala dostarczona | nie zostal dostarczony | nie dostarczono | nelze dorucit | nebylo mozne dorucit | nemohla byt dorucena | nebyla dorucena | nem kezbesitheto | nem sikerult | teslim edilemedi | iletilemedi | gonderilemedi
  не может быть доставлено | не было доставлено | не доставлено | не удалось доставить | невозможно доставить | недоставлено | не доставлен | не смогло быть доставлено | доставка ~ невозможна | возвращено | возвращается | не може бути доставлен- | не вдалося доставити
  配信できません | 配信されません | 配信されませんでした | 配送できません | 配送されません | 配送されていません | 配信に失敗 | 配信不能 | 配達できません | 送信できません | お届けできません | 送信されませんでした | 送信に失敗 | 届きません | 届けられません | 送り届けられません | 転送できません | 返送 | エラーが発生
  无法投递 | 投递失败 | 无法送达 | 未能送达 | 不能投递 | 无法发送 | 发送失败 | 没有送达 | 未能发送 | 退回 | 退信 | 無法傳遞 | 無法投遞 | 無法送達 | 未傳遞 | 未能投递 | 传递失败 | 传送失败 | 无法传递
  전송할 수 없 | 배달할 수 없 | 전달할 수 없 | 전송되지 않 | 배달되지 않 | 전달되지 않 | 보내지 못 | 전송에 실패 | 전송하지 못 | 반송
`),
);

/** A server that has not given up. */
export const DELAY_WORDS = oneOf(
  phrases(`
  warning message only | this is a warning | warning only | warning: could not send | will keep trying | will continue to try | will continue trying | we will continue | continue to attempt | continue attempting | delivery attempts will continue | will be retried | will retry | we will retry | will try again | will keep attempting | keep trying
  still trying | has been delayed | is delayed | been delayed | delivery delayed | delayed delivery | message delayed | mail delayed | delivery delay | (delay) | delay in delivery | delays in delivery | delivery is delayed | delivery incomplete | temporarily delayed | temporarily deferred | is being deferred | has been deferred | has been postponed | been postponed | has not yet been delivered
  have not yet been delivered | not yet been delivered | not yet delivered | could not yet be delivered | not been delivered yet | you do not need to resend | do not need to resend | you don't need to resend | not need to resend | no action is required | still in the queue | still being queued | still undelivered | message still undelivered | remains undelivered | transient failure | delivery status notification (delay) | queued mail | mail warning | delivery warning
  mensaje de advertencia | solo una advertencia | errores transitorios | se seguira intentando | seguiremos intentando | seguira intentando | diferido | nao e necessario reenviar | no es necesario que reenvie | continuaremos tentando | continuara tentando | ainda esta tentando | opoznienie | nie zostala jeszcze | nie zostal jeszcze | bedziemy probowac | bedziemy ponawiac | ponowimy probe | kolejne proby
  nous continuerons | tentatives se poursuivront | nouvelles tentatives | n'est pas necessaire de renvoyer | sera renouvele- | n'a pas encore | weiterhin versucht | weitere versuche | weiter versuchen | erneut versucht | zustellversuche werden fortgesetzt | bislang nicht | bisher nicht | continueremo | continuera a tentare | ulteriori tentativi | nuovi tentativi | blijven proberen | blijft proberen | opnieuw geprobeerd | fortsatter att forsoka | fortsatter at forsoge | fortsetter a prove | budeme pokracovat | pokusy ~ pokracovat | tovabbra is | ujra megprobal- | denemeye devam | tekrar dene- | θα συνεχισ-
  будем пытаться | будет пытаться | попытки будут | продолжит попытки | продолжим попытки | повторные попытки | будуть продовжен- | 再送します | 再送いたします | 継続して | 将继续 | 繼續嘗試 | 稍后重试 | 계속 시도 | 재시도
  konnte bisher nicht zugestellt | noch nicht zugestellt | verzogert | verzogerung | wird weiter versucht | weitere zustellversuche | pas encore ete remis | pas encore ete delivre | retarde | retardee | differe | aun no se ha entregado | todavia no | retrasado | se ha retrasado | demora | ainda nao foi | atrasada | atraso | non ancora consegnat- | ritardo | ritardat- | vertraagd | nog niet | fordrojd | forsinket | viivastynyt | viivastyy | viela voitu | yrittaa toimitusta | toimitusta yritetaan | opoznion- | jeszcze nie | zpozden- | gecik- | henuz
  еще не доставлено | ещё не доставлено | пока не доставлено | задержк- | задержан- | отложен- | будет продолж- | попытки ~ продолж- | まだ配信 | まだ配送 | 警告メール | 配送が遅れ | 遅れています | 再送する必要は | まだ届いて | 遅延 | 遅れて | 再送を試み | 再試行 | 延迟 | 延遲 | 继续尝试 | 尚未 | 지연 | 아직
`),
);

/** A server that has: it outweighs what sounds like a delay. */
export const GIVEN_UP_WORDS = oneOf(
  phrases(`
  given up | giving up | gave up | not going to try again | will not be retried | will not retry | won't be retried | no further attempts | no further delivery attempts | failed permanently | permanent error | permanently failed | permanent failure | permanent fatal errors | was returned to | is being returned | has been returned | final failure | too long in the queue | in the queue too long | could not be delivered after
  has expired | (failure) | fatal errors | endgultig | definitivement | definitivamente | окончательно
`),
);

/** Who writes such mails: the name or the local part of the sender. */
export const DAEMON = oneOf(
  phrases(`
  mailer-daemon | mailer daemon | mail daemon | maildaemon | mail-daemon | mailer_daemon | mailerdaemon | daemon | postmaster | postmast | mail delivery system | mail delivery subsystem | mail delivery service | mail delivery | maildelivery | mail.delivery | mail_delivery | delivery subsystem | mail system | mail-system | mailsystem | mail administrator | mailadmin | mail-admin | mail router | system administrator | systemadministrator | system admin | internet mail delivery | microsoft outlook | microsoft exchange | microsoftexchange- | bounce | bounces | bounce-notification
  bouncehandler | mail-bounce | mailbounce | undeliverable | delivery-failure | delivery failure | mail server | mailserver | mta | smtpd | mail gateway | mailgateway | mailgate | mail transfer | mail transport | error message | antispam | mailsweeper | mailmarshal | symantec | interscan | imss | groupshield | delivery report | ndr | dsn | mail dispatcher | mail-dispatcher | mdaemon | qmail-send | mmdf | listserv | autoresponder-ndr | netmail | www-data | mail.delivery.system | администратор | подсистема | メール配信 | メールシステム | 邮件系统 | 系统管理员 | 系统退信
`),
);
