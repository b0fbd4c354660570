import { phrases } from './phrase.ts';

/** The mailbox is there, and takes nothing now. */
export const MAILBOX_FULL = phrases(`
  mailbox full | mailbox is full | mail box full | mail box is full | mailbox was full | full mailbox | inbox is full | inbox full | folder is full
  mailfolder is full | mailbox ~ is full | mailboxes are full | account is full | disk full | disk is full | over quota | overquota
  over its quota | over their quota | over the allowed quota | over ~ quota | out of quota | above quota | quota exceed- | exceed- ~ quota
  exceeds ~ quota | exceeded ~ quota | exceed ~ quota | quota ~ exceed- | quota ~ reached | quota violation | quota full | quota is full
  disk quota | insufficient quota | out of storage | out of disk space | no space left on device | not enough storage space | not enough space
  insufficient disk space | no storage space | exceeded storage | exceeded ~ storage | storage ~ exceeded | storage limit | exceeded ~ mailbox size
  mailbox size limit | mailbox limit | mailbox ~ exceed- | exceeds ~ mailbox | exceeded ~ space | exceed ~ space | space ~ exceeded
  maximum mailbox size | mailbox has exceeded | mailbox exceeds | mailbox exceeded | too many messages in ~ mailbox | too many messages ~ mailbox
  has too many messages | too much mail data | too much mail stored | inbox size | mail quota | message quota | storage quota | user quota
  user is overquota | user has too many messages | would exceed | delivery would be over | mailbox for ~ is full | account has reached ~ limit
  allocated ~ space
  メールボックスがいっぱい | メールボックスが一杯 | メールボックスの容量 | ボックスが満杯 | 容量を超え | 容量が超過 | 容量オーバー | 空き容量 | 保存容量 | 容量制限 | 邮箱已满 | 邮箱满 | 信箱已满 | 信箱已滿 | 郵箱已滿 | 邮箱空间 | 空间不足
  空間不足 | 超出配额 | 超过配额 | 容量已满 | 信箱空間 | 磁盘配额 | 메일함이 가득 | 편지함이 가득 | 용량이 초과 | 용량 초과 | 용량을 초과 | 사서함이 꽉
  ящик переполнен | ящик заполнен | переполнен | превышена квота | квота превышена | превышен лимит ~ ящика | недостаточно места | нет места
  скринька переповнена
  postfach ist voll | postfach voll | mailbox ist voll | mailbox voll | postfach ~ voll | speicherplatz | quota uberschritten
  kontingent ~ uberschritten | postfach ~ uberfullt | postvak is vol | mailbox is vol | postvak ~ vol | brevladan ar full | inkorgen ar full
  postkassen er fuld | postboksen er full | postilaatikko on taynna | postikiintio
  boite ~ pleine | boite ~ saturee | quota ~ depasse | buzon ~ lleno | buzon ~ esta lleno | bandeja ~ llena | cuota ~ excedid- | excedido ~ cuota
  supera ~ cuota | caixa ~ cheia | cota ~ excedid- | excedeu ~ cota | casella ~ piena | casella ~ e piena | quota ~ superata | spazio ~ esaurito
  skrzynka ~ pelna | przepelniona | przekroczon- ~ limit | schranka ~ plna | preplnena | postafiok ~ megtelt | megtelt | kutusu dolu
  kotasi ~ asildi | kota asimi | πληρες
`);

export const MESSAGE_TOO_LARGE = phrases(`
  message too large | message is too large | mail is too large | message size ~ exceed- | message ~ exceeds ~ size | exceeds ~ maximum message size
  exceed- ~ message size | maximum message size | maximum ~ message size | message length exceeds | message too big | message is too big | too large for this
  message larger than | message file too big | message is larger than | exceeds size limit | size limit exceeded for message | message header size
  max message size | message size exceeds | is greater than the maximum | fixed maximum message size | maximum ~ message size | size exceeds ~ limit | too long message
  message is too long | larger than the maximum | too large to be delivered | attachments too large | sizelimit | nachricht ~ zu gros-
  mail ~ zu gros- | message ~ trop volumineux | taille maximale | mensaje ~ demasiado grande | tamano maximo | mensagem ~ muito grande
  messaggio ~ troppo grande | слишком большо- | превышает ~ размер | превышен ~ размер | サイズが大き | サイズを超え | サイズ制限 | 邮件过大 | 邮件太大 | 超过大小 | 郵件過大
`);

/** It is the sender that is refused, whatever else is said not to exist. */
export const SENDER_REFUSED = phrases(`
  sender rejected | you are not a member | you are not member | your account | not accepting mail from | not accept mail from | not accept messages from | not accepting messages from | sender denied | sender address rejected | sender verify failed | sender verification | sender address | sender domain
  sending domain | domain of sender | bad sender | invalid sender | envelope sender | from address | your host | your ip | your server
  your mail server | your domain | your network | client host | helo command rejected | helo | reverse dns | rdns | ptr record | reverse lookup
`);

export const LOOP = phrases(`
  mail loop | routing loop | too many hops | hop count exceeded | hop count | looping | loops back to myself | loop detected | delivered-to header
  mail is looping | forwarding loop | mail forwarding loop | possible loop | mailschleife | too many received | exceeded maximum hop
`);

export const RATE_LIMITED = phrases(`
  too many connections | too many messages from | too many recipients | too many concurrent | too many emails | too many mails | rate limit-
  rate-limit- | ratelimit- | throttl- | receiving mail at a rate | sending rate | hourly limit | daily limit | exceeded ~ messages per
  messages per hour | messages per day | try again later ~ connections | traffic ~ limit | slow down | concurrent connections | connection rate
  greylist- | graylist- | grey list- | gray list- | recipient limit | sending limit | limite ~ envoi | 送信制限
`);

export const POLICY = phrases(`
  blocked using | is blocked by | blocked by | been blocked | is blocked | blocklist- | block list- | blacklist- | black list- | blackholed
  blockliste | dnsbl | rbl | spamhaus | spamcop | sorbs | barracudacentral | senderbase | sender score | senderscore | reputation | bad reputation
  listed in | listed at | listed on | spam ~ detected | spamming | looks like spam | considered spam | classified as spam | detected as spam
  identified as spam | as spam | is spam | spam message | spam mail | spam content | spam filter | anti-spam | antispam | suspected spam
  probable spam | spammer | spammers | unsolicited | junk mail | bulk mail | content rejected | content filter | message content | banned content
  offensive | objectionable | virus | malware | infected | phishing | attachment ~ not | attachments are not | prohibited attachment
  executable file | message rejected | message refused | mail rejected by | rejected by recipient | message was rejected by | message filtered
  delivery was filtered | filtered by | message blocked | mail blocked | rejected by filter | rejected for policy | rejected due to | policy
  policies | against ~ rules | security reasons | security violation | security policies | dmarc | dkim | spf | sender policy framework
  unauthenticated email | unauthenticated mail | not authenticated | authentication required | authentication is required | authentication failed
  must authenticate | please authenticate | smtp auth | not authorized | not authorised | unauthorized | not allowed to send | not permitted
  permission to send | not have permission | permission denied | don't have permission | not accept mail from | not accepting mail from
  not accept messages from | only accepts | only members can post | not member of | not a member of this list | accepts messages only | restricted | prohibited | forbidden | relay relay denied
  relaying denied | relaying not | relay not | relaying is not | unable to relay | cannot relay | not relay | won't relay | we do not relay
  relaying prohibited | no relaying | relaying mail to | relaying to | open relay | isn't in my list of allowed rcpthosts
  not in my list of allowed | not in rcpthosts | mail from | ip address |  connection refused by policy | connection denied
  connection rejected | administrative prohibition | administratively | rejected by administrator | rejected by the recipient
  refused by recipient | challenge | whitelist- | verify your address | group ~ restricted | sendernotauthenticated | notauthorized | unsafe
  has been denied | abuse | complaint- | spam erkannt | abgelehnt | blockiert | gesperrt | заблокирован- | zablokowan- | gesperrte absender | richtlinie | refuse par | rejete | bloque
  politique | bloqueado | rechazado por | politica | bloqueada | rejeitad- | rifiutat- | bloccat- ~ spam | спам | спама | отклонено | отклонен
  запрещен- | политик- | черн- ~ спис- | 迷惑メール | 受信拒否 | 拒否されました | 拒否 | スパム | ブロック | 垃圾邮件 | 垃圾郵件 | 拒收 | 黑名单 | 被拒绝 | 拒绝接收 | 反垃圾 | 스팸 | 차단 | 거부
`);

/** What stands before the domain, or after, cannot be an address there. */
export const SYNTAX = phrases(`
  address syntax | recipient syntax | malformed address | malformed recipient | syntax error in | bad syntax | invalid address syntax | invalid syntax | illegal character | unbalanced | ungultige syntax | erreur de syntaxe | error de sintaxis
`);

/** Said of a mailbox as of a sender. */
export const PERHAPS_POLICY = phrases(`
  access denied | access is denied
`);

export const EXPIRED = phrases(`
  delivery time expired | delivery expired | message expired | expired message | queue.expired | queue expired | retry time ~ exceeded
  retry timeout exceeded | timeout exceeded | retry time not reached | retry limit exceeded | retry count exceeded
  has been failing for a long time | have been failing for a long time | in the queue too long | in queue too long | too long in queue
  been in the queue | too old | message timeout | message timed out | delivery timed out | maximum time in queue | max retries | max time
  given up after | giving up after | gave up after | retry period | within the allowed queue period | allowed queue period
  could not be delivered within | not be delivered for | for the last ~ days | after ~ days | after ~ hours | retry attempts | number of attempts
  attempts ~ exhausted | cannot send message within | cannot send message for | message could not be delivered for | trying to deliver ~ for
  has timed out | time out | время ожидания истекло | истек срок | zeituberschreitung | zeitlimit | abgelaufen | delai ~ depasse | delai expire
  ha caducado | tempo scaduto | scadut- | expirou | expirado | タイムアウト | 期限切れ | 超时 | 逾时
`);

export const NETWORK = phrases(`
  connection timed out | connection timeout | connect timed out | connection refused | connection reset | connection dropped | connection lost
  connection failed | connection closed | connection was dropped | connection was refused | connection aborted | lost connection
  network is unreachable | network unreachable | network error | network problem | host unreachable | host is unreachable | unreachable
  not reachable | no route to host | could not connect | couldn't connect | cannot connect | unable to connect | failed to connect
  error connecting | establish an smtp connection | establish a connection | host not responding | not responding | did not respond
  no response from | no answer from host | no answer | host is down | host down | name server timeout | name server | dns failure | dns timeout
  temporary lookup failure | temporarily unable to | host lookup did not complete | could not be looked up | cname lookup failed
  name service error | broken pipe | protocol error | tls ~ fail- | starttls | handshake | remote host said nothing
  delivery temporarily suspended | conversation with ~ timed out | timed out while | no smtp service | nicht erreichbar | verbindung ~ abgelehnt
  verbindungsaufbau | impossible de se connecter | connexion ~ refusee | no se pudo conectar | conexion rechazada | impossibile connettersi
  не удалось соединиться | соединение ~ отклонено | 接続できません | 无法连接 | 連線失敗
`);

export const SYSTEM = phrases(`
  system error | internal error | server error | internal server error | local error | configuration error | misconfigur- | server configuration
  mail system configuration | unknown mailer | mailer error | unable to write | i/o error | input/output error | cannot open | can't open
  can't create | cannot create | local configuration error | out of memory | command failed | insufficient system | system storage
  service unavailable | service not available | service currently unavailable | temporarily unavailable | temporary failure | temporary error
  resources temporarily | database error | ldap ~ fail- | software error | process failed | script failed | fatal error | system not accepting
  child process | program ~ exited | exit status | syntax error | command not recognized | command unrecognized | bad command | not implemented
  unexpected | data format error | conversion
`);
